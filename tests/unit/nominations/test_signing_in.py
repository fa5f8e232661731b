"""Signing in tells nobody which half was wrong; a session is renewed by its newest token only; guessing becomes slow."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.nominations.application.signing_in import Refresh, SignIn, SignInElsewhere, SignOut
from services.nominations.domain.account_messages import DisableAccount, GiveGrant, RevokeGrant
from shared.access import Caller, Grant
from shared.errors import Forbidden, NotFound, SlowDown, Unauthenticated
from tests.unit.nominations.office import PASSWORD, Office

RIGHT = SignIn(username="lan.so", password=PASSWORD, address="10.0.0.7")
WRONG = SignIn(username="lan.so", password="sai mật khẩu rồi", address="10.0.0.7")
GIVE = GiveGrant(
    account="lan.so",
    grant_id="g1",
    role="office",
    scope="*",
    begins_on=date(2026, 1, 1),
    ends_on=date(2026, 4, 1),
)


@pytest.fixture
def office():
    return Office()


def refused(office, body=WRONG, kind=Unauthenticated):
    with pytest.raises(kind) as caught:
        office.sign_ins.sign_in(body)
    return caught.value


def test_an_account_signs_in_with_the_grants_it_was_given_and_their_terms(office):
    office.context.do(GIVE, role="administrator")
    answer = office.sign_ins.sign_in(RIGHT)
    assert (answer.token, answer.expires_in, answer.name) == ("token 1", 900, "Lan")
    assert answer.refresh_expires_in == 12 * 3600
    held = Grant("office", "*", date(2026, 1, 1), date(2026, 4, 1))
    assert office.signed == [Caller(actor="user:lan.so", name="lan.so", grants=(held,))]
    (told,) = answer.grants
    assert (told.role, told.scope, told.begins_on, told.ends_on) == (
        "office",
        "*",
        held.begins_on,
        held.ends_on,
    )


@pytest.mark.parametrize(
    ("username", "password"),
    [("lan.so", "sai mật khẩu rồi"), ("ai.do", PASSWORD), ("KHÔNG HỢP LỆ", PASSWORD)],
)
def test_a_failed_sign_in_answers_alike_and_compares_in_every_case(office, username, password):
    assert refused(office, SignIn(username=username, password=password)).code == "sign-in-failed"
    assert len(office.passwords.compared) == 1


def test_a_disabled_account_neither_signs_in_nor_renews(office):
    given = office.sign_ins.sign_in(RIGHT)
    office.context.do(DisableAccount(account="lan.so"), role="administrator")
    assert refused(office, RIGHT).code == "sign-in-failed"
    for _ in range(2):
        with pytest.raises(Unauthenticated):
            office.sign_ins.refresh(Refresh(refresh_token=given.refresh_token))


def test_a_renewed_token_has_the_grants_of_now(office):
    office.context.do(GIVE, role="administrator")
    given = office.sign_ins.sign_in(RIGHT)
    office.context.do(RevokeGrant(account="lan.so", grant_id="g1"), role="administrator")
    assert office.sign_ins.refresh(Refresh(refresh_token=given.refresh_token)).grants == ()


def test_a_refresh_token_is_good_once_and_using_it_again_ends_the_session(office):
    first = office.sign_ins.sign_in(RIGHT).refresh_token
    second = office.sign_ins.refresh(Refresh(refresh_token=first)).refresh_token
    third = office.sign_ins.refresh(Refresh(refresh_token=second)).refresh_token
    assert len({first, second, third}) == 3
    for stolen in (first, third):
        with pytest.raises(Unauthenticated) as caught:
            office.sign_ins.refresh(Refresh(refresh_token=stolen))
        assert caught.value.code == "session-over"


def test_two_renewals_at_one_moment_both_get_a_token_and_one_of_them_what_renews(office):
    first = office.sign_ins.sign_in(RIGHT).refresh_token
    won = office.sign_ins.refresh(Refresh(refresh_token=first))
    office.pass_time(seconds=20)
    again = office.sign_ins.refresh(Refresh(refresh_token=first))
    assert (again.token, again.refresh_token, again.name) == ("token 3", None, "Lan")
    assert office.sign_ins.refresh(Refresh(refresh_token=won.refresh_token)).refresh_token


def test_whoever_reads_the_session_before_another_renews_it_is_not_taken_for_a_thief(office):
    first = office.sign_ins.sign_in(RIGHT).refresh_token
    book = office.sign_ins.sessions.book
    stale = dict(book.kept)
    office.sign_ins.refresh(Refresh(refresh_token=first))
    fresh, found = dict(book.kept), []

    def find(session_id):
        found.append(session_id)
        return (stale if len(found) == 1 else fresh).get(session_id)

    book.find = find
    assert office.sign_ins.refresh(Refresh(refresh_token=first)).refresh_token is None
    assert len(found) == 2


def test_a_replaced_refresh_token_ends_the_session_once_the_grace_is_over(office):
    first = office.sign_ins.sign_in(RIGHT).refresh_token
    second = office.sign_ins.refresh(Refresh(refresh_token=first)).refresh_token
    office.pass_time(seconds=21)
    for spent in (first, second):
        with pytest.raises(Unauthenticated):
            office.sign_ins.refresh(Refresh(refresh_token=spent))


def test_what_is_kept_of_a_session_does_not_renew_it(office):
    token = office.sign_ins.sign_in(RIGHT).refresh_token
    (kept,) = office.sign_ins.sessions.book.kept.values()
    assert token.partition(".")[2] not in repr(kept)
    with pytest.raises(Unauthenticated):
        office.sign_ins.refresh(Refresh(refresh_token=f"{kept.id}.{kept.digest}"))


def test_a_session_ends_twelve_hours_after_signing_in_however_often_it_is_renewed(office):
    token = office.sign_ins.sign_in(RIGHT).refresh_token
    office.pass_time(hours=11, minutes=59)
    renewed = office.sign_ins.refresh(Refresh(refresh_token=token))
    assert renewed.refresh_expires_in == 60
    office.pass_time(minutes=1)
    with pytest.raises(Unauthenticated):
        office.sign_ins.refresh(Refresh(refresh_token=renewed.refresh_token))


def test_signing_out_ends_the_session_and_may_be_repeated(office):
    token = office.sign_ins.sign_in(RIGHT).refresh_token
    other = office.sign_ins.sign_in(RIGHT).refresh_token
    for spent in (token, token, "khong-co.gi"):
        assert office.sign_ins.sign_out(SignOut(refresh_token=spent)).signed_out
    with pytest.raises(Unauthenticated):
        office.sign_ins.refresh(Refresh(refresh_token=token))
    assert office.sign_ins.refresh(Refresh(refresh_token=other)).token


def test_five_mistakes_cost_nothing_and_then_each_try_waits_longer(office):
    for _ in range(5):
        assert refused(office).code == "sign-in-failed"
    waits = []
    for _ in range(8):
        slow = refused(office, RIGHT, SlowDown)
        assert slow.code == "too-many-attempts"
        waits.append(slow.seconds)
        office.pass_time(seconds=slow.seconds)
        refused(office)
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]
    office.pass_time(seconds=60)
    assert office.sign_ins.sign_in(RIGHT).token, "the owner of the name is never locked out for good"
    for _ in range(5):
        refused(office)


def test_a_try_that_had_to_wait_makes_the_wait_no_longer(office):
    for _ in range(5):
        refused(office)
    for _ in range(20):
        assert refused(office, RIGHT, SlowDown).seconds == 1


def test_guessing_many_names_from_one_address_becomes_slow_there_and_nowhere_else(office):
    for number in range(30):
        refused(office, SignIn(username=f"ten-{number}", password=PASSWORD, address="10.0.0.7"))
    refused(office, RIGHT, SlowDown)
    assert office.sign_ins.sign_in(SignIn(username="lan.so", password=PASSWORD, address="10.0.0.8")).token


def test_old_mistakes_are_forgotten(office):
    for _ in range(6):
        office.pass_time(seconds=5)
        refused(office)
    office.pass_time(minutes=16)
    for _ in range(5):
        assert refused(office).code == "sign-in-failed"


def test_whoever_the_other_issuer_knows_signs_in_with_our_grants(office):
    office.context.do(GIVE, role="administrator")
    answer = office.sign_ins.sign_in_elsewhere(SignInElsewhere(token="of s-1"))
    assert (answer.name, [grant.role for grant in answer.grants]) == ("Lan", ["office"])
    assert office.sign_ins.refresh(Refresh(refresh_token=answer.refresh_token)).token


def test_a_subject_that_is_linked_to_nobody_or_a_disabled_account_is_refused(office):
    with pytest.raises(Forbidden) as caught:
        office.sign_ins.sign_in_elsewhere(SignInElsewhere(token="of s-2"))
    assert caught.value.code == "subject-not-linked"
    office.context.do(DisableAccount(account="lan.so"), role="administrator")
    with pytest.raises(Forbidden):
        office.sign_ins.sign_in_elsewhere(SignInElsewhere(token="of s-1"))


def test_an_untrusted_token_of_the_other_issuer_counts_as_a_failure_of_its_address(office):
    for _ in range(30):
        with pytest.raises(Unauthenticated):
            office.sign_ins.sign_in_elsewhere(SignInElsewhere(token="xấu", address="10.0.0.7"))
    with pytest.raises(SlowDown):
        office.sign_ins.sign_in_elsewhere(SignInElsewhere(token="of s-1", address="10.0.0.7"))


def test_without_another_issuer_there_is_nothing_to_sign_in_with(office):
    alone = replace(office.sign_ins, subject_of=None)
    with pytest.raises(NotFound):
        alone.sign_in_elsewhere(SignInElsewhere(token="of s-1"))

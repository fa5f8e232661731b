"""Another password is on record, whoever gave it, and never which; one's own takes the old one and ends other sessions."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.nominations.application.accounts import SetPassword
from services.nominations.application.password_actions import ChangeOwnPassword
from services.nominations.application.signing_in import Refresh, SignIn
from services.nominations.domain.account_messages import DisableAccount, PasswordChanged, PasswordReset
from shared.access import Caller, Grant
from shared.errors import Forbidden, InvalidInput, SlowDown, Unauthenticated
from tests.unit.nominations.office import PASSWORD, Office

NEW = "một mật khẩu mới"
LAN = Caller(actor="user:lan.so", name="Lan", grants=())
CHANGE = ChangeOwnPassword(old_password=PASSWORD, password=NEW, address="10.0.0.7")
RESET = SetPassword(username="lan.so", password=NEW)


@pytest.fixture
def office():
    return Office()


def signed_in(office, password=PASSWORD):
    return office.sign_ins.sign_in(SignIn(username="lan.so", password=password)).refresh_token


def renews(office, token):
    try:
        return office.sign_ins.refresh(Refresh(refresh_token=token)).refresh_token
    except Unauthenticated:
        return None


def on_record(office):
    return [
        (type(one.event), one.envelope.actor, one.envelope.actorrole) for one in office.context.recorded()
    ]


def refused(office, body, kind=Forbidden, caller=LAN):
    with pytest.raises(kind) as caught:
        office.password_actions.change_own(body, caller)
    return caught.value.code


def test_a_reset_is_on_record_once_and_ends_every_session(office):
    token = signed_in(office)
    office.password_actions.reset(RESET, "user:quan.tri", "administrator")
    office.password_actions.reset(RESET, "user:quan.tri", "administrator")
    assert on_record(office) == [(PasswordReset, "user:quan.tri", "administrator")]
    assert renews(office, token) is None
    assert signed_in(office, NEW)


def test_no_event_tells_a_password_or_what_is_kept_of_it(office):
    office.password_actions.reset(RESET, "user:quan.tri", "administrator")
    office.password_actions.change_own(replace(CHANGE, old_password=NEW, password=PASSWORD), LAN)
    bodies = b"".join(one.body for one in office.context.stored())
    for secret in (PASSWORD, NEW, "hash of"):
        assert secret.encode() not in bodies


def test_ones_own_password_takes_the_old_one_and_ends_all_other_sessions(office):
    own, other = signed_in(office), signed_in(office)
    told = office.password_actions.change_own(replace(CHANGE, refresh_token=own), LAN)
    assert told.username == "lan.so"
    assert on_record(office) == [(PasswordChanged, "user:lan.so", "account_holder")]
    assert renews(office, own)
    assert renews(office, other) is None
    with pytest.raises(Unauthenticated):
        signed_in(office)
    assert signed_in(office, NEW)


def test_without_a_session_named_or_with_an_old_token_of_it_all_end(office):
    old = signed_in(office)
    current = renews(office, old)
    office.password_actions.change_own(replace(CHANGE, refresh_token=old), LAN)
    assert renews(office, current) is None
    token = signed_in(office, NEW)
    office.password_actions.change_own(replace(CHANGE, old_password=NEW, password=PASSWORD), LAN)
    assert renews(office, token) is None


def test_asked_again_after_a_lost_answer_it_is_done_once(office):
    for _ in range(2):
        office.password_actions.change_own(CHANGE, LAN)
    assert len(on_record(office)) == 1


def test_a_change_cut_off_before_the_password_was_kept_is_completed_by_asking_again(office, monkeypatch):
    class Cut(Exception):
        pass

    def cut(*_):
        raise Cut

    with monkeypatch.context() as broken:
        broken.setattr(office.context.book, "set_password", cut)
        with pytest.raises(Cut):
            office.password_actions.change_own(CHANGE, LAN)
    assert signed_in(office)
    office.password_actions.change_own(CHANGE, LAN)
    assert signed_in(office, NEW)
    assert len(on_record(office)) == 2


def test_a_wrong_old_password_changes_nothing_and_slows_down_as_signing_in_does(office):
    wrong = replace(CHANGE, old_password="sai mật khẩu rồi")
    for _ in range(5):
        assert refused(office, wrong) == "old-password-wrong"
    with pytest.raises(SlowDown):
        office.password_actions.change_own(CHANGE, LAN)
    with pytest.raises(SlowDown):
        signed_in(office)
    assert on_record(office) == []
    office.pass_time(minutes=16)
    office.password_actions.change_own(CHANGE, LAN)


def test_only_the_holder_of_an_account_that_may_act_changes_it(office):
    assert refused(office, CHANGE, Unauthenticated, None) == "unauthenticated"
    service = Caller(actor="service:lan.so", name="x", grants=(Grant("service", "*"),))
    assert refused(office, CHANGE, Forbidden, service) == "forbidden"
    assert refused(office, replace(CHANGE, password="ngắn"), InvalidInput) == "invalid-input"
    stranger = replace(LAN, actor="user:ai.do")
    assert refused(office, CHANGE, Forbidden, stranger) == "old-password-wrong"
    office.context.do(DisableAccount(account="lan.so"), role="administrator")
    assert refused(office, CHANGE) == "account-disabled"


def test_an_account_that_signs_in_elsewhere_gets_no_password_by_itself(office):
    kept = office.context.book.accounts["lan.so"]
    office.context.book.accounts["lan.so"] = replace(kept, password=None)
    assert refused(office, CHANGE) == "old-password-wrong"

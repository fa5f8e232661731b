"""Whoever is erased has no account any more: its name goes with its key, and it is stopped."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.nominations.application.account_names import name_key
from services.nominations.application.signing_in import SignIn
from services.nominations.application.subject_policies import SubjectPolicies
from services.nominations.domain.account_messages import EnableAccount, GiveGrant, RevokeGrant
from services.nominations.domain.subject_request_messages import AnswerSubjectRequest, ReceiveSubjectRequest
from shared.errors import Rejected, TransientError, Unauthenticated
from tests.unit.nominations import course
from tests.unit.nominations.builders import done
from tests.unit.nominations.office import PASSWORD, Office

SIGN_IN = SignIn(username="lan.so", password=PASSWORD)
KEY = name_key("lan.so")
DAY = date(2026, 11, 20)


@pytest.fixture
def office():
    """Two people are in the register, `s1` and `s2`, and one account."""
    office = Office()
    course.register(office.context)
    return office


@pytest.fixture
def context(office):
    return office.context


def gives(context, person_id, number=1, **changes):
    grant = GiveGrant(account="lan.so", grant_id=f"g{number}", role="office", scope="*", person_id=person_id)
    context.do(replace(grant, **changes), role="administrator")


def asks(context, person_id="s2"):
    erase = ReceiveSubjectRequest(
        person_id=person_id, request_id="y1", kind="erase", received_on=DAY, occurrence=done(DAY)
    )
    context.do(erase)


def grants(context, person_id="s2"):
    answer = AnswerSubjectRequest(
        person_id=person_id, request_id="y1", outcome="granted", reason="Theo đơn", occurrence=done(DAY)
    )
    context.do(answer, role="director")


def erase(context, person_id="s2"):
    asks(context, person_id)
    grants(context, person_id)


def react(context, kind="PersonErased"):
    reaction = SubjectPolicies(context.keys.destroy, context.erasing, context.filling.cases_of).table()[kind]
    for event in context.recorded():
        if event.envelope.type == kind:
            assert reaction(event, lambda: False)


def disabled(context, username="lan.so"):
    return context.rights.disabled(username)


def test_the_account_of_whoever_is_erased_loses_its_name_and_is_stopped(office, context):
    gives(context, "s2")
    erase(context)
    react(context)
    assert {"person-s2", KEY} <= context.keys.destroyed
    assert context.book.find("lan.so").name is None
    with pytest.raises(Unauthenticated):
        office.sign_ins.sign_in(SIGN_IN)


def test_so_does_one_whose_grant_was_taken_back(context):
    gives(context, "s2")
    context.do(RevokeGrant(account="lan.so", grant_id="g1"), role="administrator")
    erase(context)
    react(context)
    assert KEY in context.keys.destroyed
    assert disabled(context)


def test_the_accounts_of_others_stay_as_they_are(office, context):
    gives(context, "s1")
    erase(context)
    react(context)
    assert office.sign_ins.sign_in(SIGN_IN).name == "Lan"


def test_an_account_that_another_has_as_well_loses_its_name_alone(office, context):
    gives(context, "s2")
    gives(context, "s1", number=2)
    erase(context)
    react(context)
    assert KEY in context.keys.destroyed
    assert office.sign_ins.sign_in(SIGN_IN).name == "lan.so"


def test_an_account_of_two_is_stopped_with_the_second(context):
    gives(context, "s2")
    gives(context, "s3", number=2)
    for person_id in ("s2", "s3"):
        assert not disabled(context)
        erase(context, person_id)
        react(context)
    assert disabled(context)


def test_done_again_it_changes_nothing_and_stops_nobody_who_was_let_in_again(context):
    gives(context, "s2")
    erase(context)
    react(context)
    context.do(EnableAccount(account="lan.so"), role="administrator")
    before = len(context.stored())
    react(context)
    assert not disabled(context)
    assert len(context.stored()) == before


def test_it_is_stopped_without_a_document_of_its_own_where_every_other_needs_one(context):
    gives(context, "s2")
    erase(context)
    strict = replace(context.erasing, rights=replace(context.rights, decision_needed=True))
    react_with = SubjectPolicies(context.keys.destroy, strict, lambda _: ()).table()["PersonErased"]
    (event,) = [one for one in context.recorded() if one.envelope.type == "PersonErased"]
    assert react_with(event, lambda: False)
    assert disabled(context)


def test_nothing_more_is_given_to_an_account_of_somebody_erased(context):
    erase(context)
    with pytest.raises(Rejected) as caught:
        gives(context, "s2")
    assert caught.value.code == "person-unknown"


def test_a_grant_given_in_the_moment_of_the_erasure_is_answered_by_the_same(context):
    gives(context, "s1")
    gives(context, None, number=2)
    gives(context, "s2", number=3)
    erase(context)
    react(context, "GrantGiven")
    assert KEY in context.keys.destroyed
    assert not disabled(context)  # another has it, too


def test_a_grant_that_names_nobody_erased_changes_nothing(context):
    gives(context, "s1")
    gives(context, None, number=2)
    erase(context)
    react(context, "GrantGiven")
    assert KEY not in context.keys.destroyed


def test_the_last_who_administers_the_realm_is_erased_when_somebody_else_does(context):
    gives(context, "s2", role="administrator")
    asks(context)
    with pytest.raises(Rejected) as caught:
        grants(context)
    assert caught.value.code == "erasure-last-administrator"
    assert caught.value.facts == {"account": "lan.so"}
    course.administer(context)
    grants(context)
    react(context)
    assert disabled(context)


def test_the_last_administrator_whom_two_share_is_no_hindrance(context):
    gives(context, "s2", role="administrator")
    gives(context, "s1", number=2)
    erase(context)
    react(context)
    assert KEY in context.keys.destroyed
    assert not disabled(context)


def test_whoever_became_the_last_administrator_meanwhile_loses_the_name_and_is_not_stopped(context):
    gives(context, "s2", role="administrator")
    course.administer(context)
    erase(context)
    taken = RevokeGrant(account="thay.the", grant_id="a-thay.the")
    context.do(taken, role="administrator")
    react(context)
    assert KEY in context.keys.destroyed
    assert not disabled(context)


def test_neither_decision_nor_reaction_trusts_a_list_of_grants_that_is_behind(context):
    gives(context, "s2")
    asks(context)
    context.views["grants"].behind = True
    with pytest.raises(TransientError):
        grants(context)
    context.views["grants"].behind = False
    grants(context)
    context.views["grants"].behind = True
    with pytest.raises(TransientError):
        react(context)
    assert "person-s2" in context.keys.destroyed  # that needs no list
    context.views["grants"].behind = False
    react(context)
    assert KEY in context.keys.destroyed


def test_the_reaction_acts_as_itself_and_leads_to_who_decided(context):
    gives(context, "s2")
    erase(context)
    react(context)
    (stopped,) = [one for one in context.recorded() if one.envelope.type == "AccountDisabled"]
    assert stopped.envelope.actor == "system:when_person_erased_destroy_their_key"
    (erased,) = [one for one in context.recorded() if one.envelope.type == "PersonErased"]
    assert stopped.envelope.causationid == erased.envelope.id
    assert stopped.event.act.basis == "system"

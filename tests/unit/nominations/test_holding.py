"""A dossier on hold goes nowhere until it is released on a ground; an objection that is verified puts it on hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.nominations.adapters.rules import rule_book
from services.nominations.domain.nomination import nomination
from services.nominations.domain.nomination_messages import (
    NominationConcluded,
    NominationSubmitted,
    SubmitNomination,
)
from shared.errors import Rejected
from shared.privacy import ERASED
from shared.testing.spec import Spec
from tests.unit.nominations import dossier_course as they
from tests.unit.nominations import test_nomination as plain
from tests.unit.nominations.builders import done, nomination_opened, on_paper

a = Spec(nomination)
RULES = rule_book()
CASE = {"nomination_id": "n1"}
OPENED = nomination_opened()
HOLD = replace(they.HOLD, **CASE, rules=RULES)
RELEASE = replace(they.RELEASE, **CASE)
OBJECT = replace(they.OBJECT, **CASE)
VERIFY = replace(they.VERIFY, **CASE, rules=RULES)
CONCLUDE = replace(they.CONCLUDE_OBJECTION, **CASE)


def after(*commands, before=(OPENED,)):
    """The history after *commands*."""
    history = list(before)
    for command in commands:
        history += nomination.decide(command, nomination.fold(history))
    return history


def names(events):
    return [type(event).__name__ for event in events]


HELD = after(HOLD)
SUBMIT = SubmitNomination(nomination_id="n1", occurrence=plain.DAY)


def test_a_dossier_is_held_once_under_the_rule_of_the_day():
    (held,) = nomination.decide(HOLD, nomination.fold([OPENED]))
    assert (held.cause, held.reference, held.act.rules[0].rule) == ("inspection", "15/QĐ-TTr", "hold/1")
    a.given(*HELD).when(HOLD).then_nothing()


def test_what_was_never_opened_cannot_be_held():
    with pytest.raises(Rejected) as refused:
        nomination.decide(HOLD, nomination.fold([]))
    assert refused.value.code == "nomination-not-found"


def test_a_hold_is_released_once_on_a_ground():
    (released,) = nomination.decide(RELEASE, nomination.fold(HELD))
    assert (released.hold_id, released.released_on) == ("tam-dung-1", date(2021, 5, 12))
    a.given(*HELD, released).when(RELEASE).then_nothing()
    a.given(*HELD, released).when(HOLD).then_rejected("hold-ended")
    a.given(OPENED).when(RELEASE).then_rejected("hold-unknown")
    early = replace(RELEASE, released_on=date(2021, 5, 1))
    a.given(*HELD).when(early).then_rejected("hold-backwards")


def test_only_a_cause_that_the_rule_names_holds_a_dossier():
    a.given(OPENED).when(replace(HOLD, cause="rumour")).then_rejected("hold-cause-unknown")


def test_a_dossier_that_is_over_is_not_held():
    over = [OPENED, NominationConcluded(act=plain.DAY.act(plain.CASE), nomination_id="n1", outcome="awarded")]
    for command in (HOLD, OBJECT):
        a.given(*over).when(command).then_rejected("nomination-over")


FORWARDING = [
    ([], SUBMIT),
    ([plain.REPORT, plain.attached(), plain.SUBMITTED], plain.RECEIVE),
    ([*plain.COMPLETE[1:], plain.RECEIVED], plain.PUT),
    ([*plain.COMPLETE[1:], plain.RECEIVED], replace(they.FORWARD, **CASE, to_known=True)),
]


@pytest.mark.parametrize(("before", "command"), FORWARDING, ids=["submit", "receive", "put", "forward"])
def test_while_held_nothing_brings_it_forward_and_the_refusal_cites_the_hold(before, command):
    history = [*HELD, *before]
    refusal = a.given(*history).when(command).then_refused("nomination-held")
    assert refusal.facts == {"hold": "tam-dung-1", "since": "10/5/2021"}
    assert refusal.act.rules[0].rule == "hold/1"
    freed = after(RELEASE, before=history)
    assert names(nomination.decide(command, nomination.fold(freed)))[0] != "ActRefused"


def test_what_was_done_on_paper_meanwhile_is_recorded_with_a_flag():
    (event,) = nomination.decide(replace(SUBMIT, occurrence=on_paper()), nomination.fold(HELD))
    assert isinstance(event, NominationSubmitted)
    assert [flag.code for flag in event.act.broken] == ["nomination-held"]
    assert event.act.rules == (event.act.broken[0].rule,)


def test_what_only_goes_back_is_done_while_held():
    assert names(after(replace(they.WITHDRAW, **CASE), before=HELD))[-1] == "NominationWithdrawn"


def test_several_holds_are_released_one_by_one():
    two = after(replace(HOLD, hold_id="h2"), RELEASE, before=HELD)
    assert a.given(*two).when(SUBMIT).then_refused("nomination-held").facts["hold"] == "h2"


def test_an_objection_is_noted_once_by_channel_and_day():
    (received,) = nomination.decide(OBJECT, nomination.fold([OPENED]))
    assert (received.channel, received.received_on) == ("post", date(2021, 5, 10))
    a.given(OPENED, received).when(OBJECT).then_nothing()


def test_an_objection_that_is_verified_holds_the_dossier_until_it_is_found_without_ground():
    verifying = after(OBJECT, VERIFY)
    assert names(verifying[2:]) == ["ObjectionVerificationOpened", "NominationHeld"]
    a.given(*verifying).when(VERIFY).then_nothing()
    a.given(*verifying).when(SUBMIT).then_refused("nomination-held")
    concluded = after(CONCLUDE, before=verifying)
    assert names(concluded[4:]) == ["ObjectionConcluded", "NominationReleased"]
    a.given(*concluded).when(CONCLUDE).then_nothing()
    a.given(*concluded).when(replace(CONCLUDE, founded=True)).then_rejected("objection-concluded-otherwise")
    assert names(after(SUBMIT, before=concluded))[-1] == "NominationSubmitted"


def test_an_objection_found_to_be_right_leaves_the_hold_to_a_person():
    founded = after(OBJECT, VERIFY, replace(CONCLUDE, founded=True))
    assert names(founded)[-1] == "ObjectionConcluded"
    a.given(*founded).when(SUBMIT).then_refused("nomination-held")


def test_a_hold_released_before_the_conclusion_is_not_released_again():
    history = after(OBJECT, VERIFY, replace(RELEASE, hold_id="kn-1"), CONCLUDE)
    assert names(history)[-1] == "ObjectionConcluded"


def test_an_objection_is_concluded_only_when_verified_and_on_paper_with_a_flag():
    received = after(OBJECT)
    a.given(*received).when(CONCLUDE).then_rejected("objection-not-verified")
    (event,) = nomination.decide(replace(CONCLUDE, occurrence=on_paper()), nomination.fold(received))
    assert [flag.code for flag in event.act.broken] == ["objection-not-verified"]


def test_nobody_verifies_or_concludes_an_objection_nobody_made():
    for command in (VERIFY, CONCLUDE):
        a.given(OPENED).when(command).then_rejected("objection-not-open")


def test_no_rule_on_holding_no_hold():
    with pytest.raises(Rejected) as caught:
        nomination.decide(replace(HOLD, occurrence=done(date(2001, 1, 1))), nomination.fold([OPENED]))
    assert caught.value.code == "rule-missing"


def test_a_hold_whose_cause_is_erased_still_holds():
    erased = replace(HELD[1], cause=ERASED, body=ERASED, reference=ERASED)
    assert nomination.fold([OPENED, erased]) == nomination.fold(HELD)

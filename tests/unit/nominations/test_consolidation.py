"""The office gathers the lists, notes the council's selection, and sends it on in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.nominations.domain.consolidation import consolidation
from services.nominations.domain.consolidation_messages import (
    ListSent,
    NoteSelection,
    SelectionNoted,
    SendList,
)
from services.nominations.domain.obligation import Obligation
from services.nominations.domain.plan import Unplanned
from shared.acts import ActRefused, BrokenRule
from shared.testing.spec import Spec
from tests.unit.nominations.builders import (
    CASE,
    OBLIGATIONS,
    consolidate,
    consolidated,
    done,
    model,
    on_paper,
    plan_rule,
    plan_state,
    unit_list,
)

a = Spec(consolidation)
DEADLINE = plan_rule("plan-deadline/1", "mục IV.1")
NOTE = NoteSelection(plan_id="p1", chosen=("m1", "m3"), selection="e1", occurrence=done())
NOTED = SelectionNoted(act=done().act(CASE), plan_id="p1", chosen=("m1", "m3"), selection="e1")
SEND = SendList(plan_id="p1", recipient="ban", occurrence=done(date(2021, 3, 29)), recipient_known=True)


def sent(occurrence=SEND.occurrence, *, rules=(DEADLINE,), broken=()):
    return ListSent(
        act=occurrence.act(CASE, rules, broken),
        plan_id="p1",
        recipient="ban",
        chosen=("m1", "m3"),
        sent_on=occurrence.occurred_on,
    )


def test_the_lists_are_gathered_and_silent_units_are_named():
    a.given().when(consolidate()).then(consolidated())


def test_gathering_the_same_lists_again_changes_nothing():
    a.given(consolidated()).when(consolidate()).then_nothing()


def test_a_list_that_came_after_gathering_is_not_slipped_in():
    lists = (*consolidate().lists, unit_list("u3", model(4)))
    a.given(consolidated()).when(consolidate(lists=lists)).then_rejected("already-consolidated")


def test_two_units_may_use_one_short_name_for_their_models():
    lists = (unit_list("u1", model(1)), unit_list("u2", model(1, subject_id="s9"), model(2)))
    (event,) = consolidation.decide(consolidate(lists=lists), consolidation.initial)
    names = [candidate.model_id for candidate in event.candidates]
    assert len(set(names)) == 3
    assert names[2] == "m2"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"plan": Unplanned()}, "plan-not-issued"),
        ({"plan": plan_state(OBLIGATIONS[0])}, "obligation-incomplete"),
        (
            {"plan": plan_state(Obligation(kind="select_models", citation="IV", minimum=4))},
            "obligation-incomplete",
        ),
        (
            {"plan": plan_state(Obligation(kind="select_models", citation="IV", maximum=4))},
            "obligation-incomplete",
        ),
        ({"lists": ()}, "nothing-registered"),
    ],
)
def test_there_must_be_something_to_gather_and_a_number_to_select(changes, code):
    a.given().when(consolidate(**changes)).then_rejected(code)


def test_nothing_follows_before_the_lists_are_gathered():
    a.given().when(NOTE).then_rejected("not-consolidated")
    a.given().when(SEND).then_rejected("not-consolidated")
    assert consolidation.fold([NOTED]) == consolidation.initial


def test_the_councils_selection_is_noted_once():
    a.given(consolidated()).when(NOTE).then(NOTED)
    a.given(consolidated(), NOTED).when(NOTE).then_nothing()
    a.given(consolidated(), NOTED).when(replace(NOTE, selection="e2")).then_rejected(
        "selection-already-noted"
    )


def test_only_candidates_can_be_chosen():
    a.given(consolidated()).when(replace(NOTE, chosen=("m1", "m9"))).then_rejected("chosen-not-candidate")


def test_the_selected_list_is_sent_on_the_last_day():
    a.given(consolidated(), NOTED).when(SEND).then(sent())


@pytest.mark.parametrize("day", [date(2021, 3, 30), date(2021, 4, 1)])
def test_a_list_sent_from_the_day_named_on_is_refused(day):
    refusal = (
        a.given(consolidated(), NOTED)
        .when(replace(SEND, occurrence=done(day)))
        .then_refused("sent-after-deadline")
    )
    assert refusal.facts["last_day"] == "29/3/2021"
    assert refusal.act.rules == (DEADLINE,)


def test_an_inclusive_reading_allows_the_day_itself():
    day = done(date(2021, 3, 30))
    a.given(consolidated(reading="inclusive"), NOTED).when(replace(SEND, occurrence=day)).then(sent(day))


def test_a_refused_sending_leaves_the_list_unsent():
    refusal = consolidation.decide(
        replace(SEND, occurrence=done(date(2021, 3, 30))), consolidation.fold([consolidated(), NOTED])
    )[0]
    assert isinstance(refusal, ActRefused)
    a.given(consolidated(), NOTED, refusal).when(SEND).then(sent())


def test_a_list_sent_late_on_paper_is_recorded_and_flagged():
    late = on_paper(date(2021, 3, 30))
    flag = BrokenRule(
        code="sent-after-deadline", rule=DEADLINE, facts={"sent_on": "30/3/2021", "last_day": "29/3/2021"}
    )
    a.given(consolidated(), NOTED).when(replace(SEND, occurrence=late)).then(sent(late, broken=[flag]))


def test_a_list_without_deadline_may_go_any_day():
    a.given(consolidated(send_before=None), NOTED).when(SEND).then(sent(rules=()))


def test_a_list_goes_out_only_after_the_council_has_selected():
    a.given(consolidated()).when(SEND).then_rejected("selection-not-noted")


def test_a_list_goes_to_a_known_organisation():
    a.given(consolidated(), NOTED).when(replace(SEND, recipient_known=False)).then_rejected(
        "unknown-organisation"
    )


def test_a_list_is_sent_once():
    a.given(consolidated(), NOTED, sent()).when(SEND).then_nothing()
    a.given(consolidated(), NOTED, sent()).when(replace(SEND, recipient="khac")).then_rejected(
        "list-already-sent"
    )

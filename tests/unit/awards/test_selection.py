"""The council chooses four to five of the models, in a session with quorum, with a reason for each one left out."""

from __future__ import annotations

from datetime import date

import pytest

from services.awards.domain.selection import selection
from services.awards.domain.selection_messages import NotChosen
from services.awards.domain.session import session
from shared.acts import ActRefused, BrokenRule, RuleUse
from shared.rules import RuleBook
from shared.testing.spec import Spec
from tests.unit.awards.builders import (
    FIVE,
    SEVEN,
    VOTE_USE,
    choose,
    convened,
    done,
    on_paper,
    open_selection,
    selected,
    selection_opened,
    sitting,
)

a = Spec(selection)
QUOTA = RuleUse(rule="plan-selection/1", citation="Kế hoạch số 12/KH-SCT, mục IV.1", confirmed=True)


def test_a_consolidated_list_opens_the_selection():
    a.given().when(open_selection()).then(selection_opened())


def test_the_same_list_again_changes_nothing_before_and_after_the_choice():
    a.given(selection_opened()).when(open_selection()).then_nothing()
    a.given(selection_opened(), selected()).when(open_selection()).then_nothing()


def test_another_list_of_the_same_plan_is_rejected():
    other = open_selection(candidates=SEVEN[:6])
    a.given(selection_opened()).when(other).then_rejected("selection-already-open")
    a.given(selection_opened(), selected()).when(other).then_rejected("selection-already-open")


@pytest.mark.parametrize("count", [4, 5])
def test_four_or_five_are_chosen(count):
    event = selected(count, act=done().act("plan-p1", [VOTE_USE, QUOTA]))
    a.given(selection_opened()).when(choose(count)).then(event)


@pytest.mark.parametrize("count", [0, 3, 6, 7])
def test_any_other_number_is_refused_with_the_place_in_the_plan(count):
    refusal = a.given(selection_opened()).when(choose(count)).then_refused("selection-quota")
    assert refusal.act.case == "plan-p1"
    assert refusal.facts == {"given": str(count), "minimum": "4", "maximum": "5"}
    assert refusal.act.broken[0].rule == QUOTA


def test_without_two_thirds_of_the_members_nothing_is_chosen():
    few = choose(4, session=sitting(present=FIVE[:3]))
    refusal = a.given(selection_opened()).when(few).then_refused("no-quorum")
    assert refusal.facts == {"present": "3", "members": "5", "needed": "4"}
    assert not refusal.act.broken[0].rule.confirmed


def test_a_choice_made_on_paper_is_recorded_with_each_rule_it_breaks():
    paper = choose(3, session=sitting(present=FIVE[:3]), occurrence=on_paper())
    flags = (
        BrokenRule(code="no-quorum", rule=VOTE_USE, facts={"present": "3", "members": "5", "needed": "4"}),
        BrokenRule(code="selection-quota", rule=QUOTA, facts={"given": "3", "minimum": "4", "maximum": "5"}),
    )
    event = selected(3, act=on_paper().act("plan-p1", [VOTE_USE, QUOTA], flags))
    a.given(selection_opened()).when(paper).then(event)


def test_a_refusal_leaves_the_selection_open():
    (refusal,) = selection.decide(choose(3), selection.fold([selection_opened()]))
    assert isinstance(refusal, ActRefused)
    given = a.given(selection_opened(), refusal)
    given.when(choose(4)).then(selected(4, act=done().act("plan-p1", [VOTE_USE, QUOTA])))


def test_every_candidate_gets_one_verdict():
    given = a.given(selection_opened())
    given.when(choose(4, not_chosen=choose(5).not_chosen)).then_rejected("verdict-missing")
    given.when(choose(4, not_chosen=choose(3).not_chosen)).then_rejected("model-twice")
    given.when(choose(4, chosen=("m1", "m2", "m3", "m3"))).then_rejected("model-twice")
    stray = (*choose(4).not_chosen, NotChosen(model_id="m9", reason="Không rõ"))
    given.when(choose(4, not_chosen=stray)).then_rejected("unknown-model")


def test_the_same_choice_again_changes_nothing_and_another_is_rejected():
    given = a.given(selection_opened(), selected(4))
    given.when(choose(4)).then_nothing()
    given.when(choose(5)).then_rejected("already-selected")
    given.when(choose(4, session_id="s2")).then_rejected("already-selected")


def test_nothing_is_chosen_before_the_list_has_come():
    a.given().when(choose(4)).then_rejected("selection-not-open")


def test_the_choice_is_made_in_an_attended_session_of_that_organisation_on_its_day_or_later():
    given = a.given(selection_opened())
    given.when(choose(4, session=session.initial)).then_rejected("session-not-found")
    given.when(choose(4, session=session.fold([convened()]))).then_rejected("attendance-not-recorded")
    given.when(choose(4, occurrence=done(date(2021, 3, 25)))).then_rejected("session-not-held-yet")
    elsewhere = sitting(organisation_id="khac")
    given.when(choose(4, session=elsewhere)).then_rejected("session-of-another-council")


def test_a_choice_on_paper_dated_before_its_session_is_recorded_and_flagged():
    (event,) = selection.decide(
        choose(4, occurrence=on_paper(date(2021, 3, 25))), selection.fold([selection_opened()])
    )
    assert [flag.code for flag in event.act.broken] == ["session-not-held-yet"]


def test_without_a_vote_rule_on_file_nothing_is_chosen():
    a.given(selection_opened()).when(choose(4, rules=RuleBook(()))).then_rejected("rule-missing")


def test_a_choice_without_a_list_changes_nothing():
    assert selection.fold([selected()]) == selection.initial

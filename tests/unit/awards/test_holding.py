"""While a nomination is on hold, nothing on it is voted, decided or granted; the refusal cites the hold and its rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.awards.domain.award import award
from services.awards.domain.holding import (
    HoldLifted,
    HoldNoted,
    LiftHold,
    NoteHold,
    OpenHold,
    holding,
)
from services.awards.domain.item import item
from shared.acts import RuleUse
from shared.testing.spec import Spec
from tests.unit.awards import course
from tests.unit.awards.builders import (
    MAY,
    NOMINATION,
    cast,
    done,
    grant,
    issue,
    issued,
    item_opened,
    on_paper,
    open_voting,
    vote_opened,
)
from tests.unit.awards.context import MemoryContext

a = Spec(holding)
RULE = RuleUse(rule="hold/2", citation="Nghị định 98/2023/NĐ-CP, Điều 4 khoản 4", confirmed=True)
NOTE = NoteHold(nomination_id="n1", hold_id="h1", opened_on=MAY, rule=RULE, occurrence=done(MAY))
LIFT = LiftHold(nomination_id="n1", hold_id="h1", occurrence=done(MAY))
NOTED = HoldNoted(act=done(MAY).act(NOMINATION, [RULE]), nomination_id="n1", hold_id="h1", opened_on=MAY)
LIFTED = HoldLifted(act=done(MAY).act(NOMINATION), nomination_id="n1", hold_id="h1")
OTHER = replace(NOTED, hold_id="h2")
HOLDS = (OpenHold(hold_id="h1", opened_on=MAY, rule=RULE),)


def test_a_hold_is_noted_once_and_lifted_once():
    a.given().when(NOTE).then(NOTED)
    a.given(NOTED).when(NOTE).then_nothing()
    a.given(NOTED).when(LIFT).then(LIFTED)
    a.given(NOTED, LIFTED).when(LIFT).then_nothing()
    a.given().when(LIFT).then_nothing()


def test_lifting_one_hold_leaves_the_others():
    assert [hold.hold_id for hold in holding.fold([NOTED, OTHER, LIFTED]).open] == ["h2"]


def _facts(refusal):
    assert refusal.act.rules == (RULE,)
    return refusal.facts


def test_no_vote_is_opened_or_cast_while_it_is_held():
    said = {"hold": "h1", "since": "20/5/2021"}
    opening = replace(open_voting(), holds=HOLDS)
    on_agenda = Spec(item).given(item_opened())
    assert on_agenda.when(opening).then_refused("nomination-held").facts == said
    voting = on_agenda.given(vote_opened())
    refusal = voting.when(replace(cast("an"), holds=HOLDS)).then_refused("nomination-held")
    assert _facts(refusal) == said


def test_a_vote_on_paper_during_a_hold_is_recorded_with_the_flag():
    voting = item.fold([item_opened(), vote_opened()])
    command = replace(cast("hoa"), member="an", occurrence=on_paper(MAY), holds=HOLDS)
    (voted,) = item.decide(command, voting)
    assert [flag.code for flag in voted.act.broken] == ["nomination-held"]


def test_nothing_is_decided_or_granted_while_it_is_held():
    decider = Spec(award)
    decider.given().when(replace(issue(), holds=HOLDS)).then_refused("nomination-held")
    decider.given(issued()).when(replace(grant(), holds=HOLDS)).then_refused("nomination-held")


@pytest.fixture
def context():
    played = MemoryContext()
    course.select(played)
    return played


def test_a_hold_that_comes_before_the_item_stops_it_until_every_hold_is_released(context):
    context.react(course.held(hold_id="h1"))
    context.react(course.put_to_council(nomination_id="n1"))
    context.react(course.held(hold_id="h2"))
    assert course.refused(context, open_voting()).code == "nomination-held"
    context.react(course.released(hold_id="h1"))
    refusal = course.refused(context, open_voting())
    assert "h2" in refusal.text.vi
    assert refusal.citation
    context.react(course.released(hold_id="h2"))
    assert context.do(open_voting()).version > 0


def test_hearing_of_a_hold_twice_changes_nothing(context):
    context.react(course.held())
    before = len(context.stored())
    context.react(course.held())
    assert len(context.stored()) == before
    assert context.known.held("n1")[0].opened_on == date(2021, 5, 10)


def test_an_award_held_after_the_vote_is_neither_decided_nor_granted(context):
    course.vote(context)
    context.react(course.held())
    assert course.refused(context, issue(), role="director").code == "nomination-held"
    context.react(course.released(hold_id="tam-dung-1"))
    context.do(issue(), role="director")
    context.react(course.held(hold_id="h3"))
    assert course.refused(context, grant(), role="director").code == "nomination-held"

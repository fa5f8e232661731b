"""A dossier that went elsewhere is off its council's agenda: what was voted there is no ground for a decision any more."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.awards.application import answers
from services.awards.domain.award import award
from services.awards.domain.award_messages import TakeOffAgenda
from services.awards.domain.award_states import Undecided
from services.awards.domain.item import item
from services.awards.domain.leaving import ItemTakenOffAgenda, Left
from services.awards.domain.refusals import SENTENCES
from services.awards.domain.rules import CouncilFirst
from shared.errors import Rejected
from shared.testing.spec import Spec
from tests.unit.awards import course
from tests.unit.awards.builders import (
    MAY,
    NOMINATION,
    RULES,
    cast,
    close,
    done,
    grant,
    granted,
    issue,
    issued,
    item_opened,
    on_paper,
    open_item,
    open_voting,
    vote_opened,
    voted,
)
from tests.unit.awards.context import MemoryContext
from tests.unit.awards.test_course import INSPECTOR, ask

an_award, an_item = Spec(award), Spec(item)
FIRST = RULES.in_force(CouncilFirst, MAY).use
BEFORE, SINCE = voted(dossier_version=4), voted(dossier_version=9)
LEAVE = TakeOffAgenda(
    nomination_id="n1", ground="forwarded", dossier_version=6, occurrence=done(MAY), item=BEFORE
)
GONE = ItemTakenOffAgenda(
    act=done(MAY).act(NOMINATION),
    nomination_id="n1",
    council_id="c1",
    unit_id="p1",
    organisation_id="sct",
    ground="forwarded",
    dossier_version=6,
)
LEFT = Left(on=MAY, ground="forwarded", dossier_version=6)


def flags(event):
    return [flag.code for flag in event.act.broken]


def test_a_nomination_leaves_the_agenda_once():
    an_award.given().when(LEAVE).then(GONE)
    an_award.given(GONE).when(LEAVE).then_nothing()
    an_award.given(GONE).when(replace(LEAVE, ground="withdrawn", dossier_version=7)).then_nothing()


def test_what_never_came_before_a_council_or_came_before_one_since_does_not_leave_it():
    an_award.given().when(replace(LEAVE, item=item.initial)).then_nothing()
    an_award.given().when(replace(LEAVE, item=SINCE)).then_nothing()
    an_award.given(GONE).when(replace(LEAVE, item=SINCE)).then_nothing()


def test_it_leaves_the_next_agenda_too():
    again = replace(LEAVE, dossier_version=12, item=SINCE)
    an_award.given(GONE).when(again).then(replace(GONE, dossier_version=12))


def test_nothing_is_decided_on_what_has_left():
    refusal = an_award.given(GONE).when(issue(item=BEFORE)).then_refused("off-agenda")
    assert refusal.act.rules == (FIRST,)
    said = refusal.rejection(SENTENCES["off-agenda"]).text
    assert "hồ sơ đã trình lên cấp trên" in said.vi
    assert "forwarded upward" in said.en
    assert "20/5/2021" in said.vi


def test_a_decision_on_paper_about_what_has_left_is_recorded_with_the_flag():
    (event,) = award.decide(issue(item=BEFORE, occurrence=on_paper(MAY)), award.fold([GONE]))
    assert flags(event) == ["off-agenda"]
    assert award.fold([GONE, event]).left == LEFT


def test_what_the_next_council_passed_is_decided():
    an_award.given(GONE).when(issue(item=SINCE)).then(issued(act=_decided()))


def _decided():
    (event,) = award.decide(issue(), Undecided())
    return event.act


def test_a_decision_in_the_moment_of_leaving_is_told_and_not_granted():
    (gone,) = award.decide(LEAVE, award.fold([issued()]))
    assert flags(gone) == ["decided-and-left"]
    assert gone.act.broken[0].facts == {"number": "76/QĐ-SCT", "dated": "24/5/2021"}
    crossed = award.fold([issued(), gone])
    for now in (BEFORE, SINCE):
        an_award.given(issued(), gone).when(grant(item=now)).then_refused("off-agenda")
        (event,) = award.decide(grant(item=now, occurrence=on_paper(MAY)), crossed)
        assert flags(event) == ["off-agenda"]


def test_it_gives_way_to_the_decision_on_what_the_next_council_passed():
    history = [issued(), GONE]
    an_award.given(*history).when(issue(item=BEFORE)).then_nothing()
    an_award.given(*history).when(issue(item=BEFORE, number="90/QĐ-SCT")).then_refused("off-agenda")
    later = issued(act=_decided(), number="90/QĐ-SCT")
    an_award.given(*history).when(issue(item=SINCE, number="90/QĐ-SCT")).then(later)
    (event,) = award.decide(grant(item=SINCE), award.fold([*history, later]))
    assert flags(event) == []


def test_an_award_that_was_granted_already_stays():
    granted_and_left = [issued(), granted(), GONE]
    an_award.given(*granted_and_left).when(issue(item=SINCE, number="90/QĐ-SCT")).then_rejected(
        "already-decided"
    )
    an_award.given(*granted_and_left).when(grant(item=BEFORE)).then_nothing()


@pytest.mark.parametrize(
    ("command", "before"),
    [
        (open_voting(left=LEFT), [item_opened()]),
        (cast("an", left=LEFT), [item_opened(), vote_opened()]),
        (close(left=LEFT), [item_opened(), vote_opened()]),
    ],
    ids=["open", "vote", "close"],
)
def test_nobody_votes_on_what_has_left_and_a_vote_on_paper_is_flagged(command, before):
    an_item.given(*before).when(command).then_rejected("off-agenda")
    paper = replace(command, occurrence=on_paper(MAY))
    if hasattr(paper, "member"):
        paper = replace(paper, member="an")
    (event,) = item.decide(paper, item.fold(before))
    assert flags(event) == ["off-agenda"]


def test_a_council_that_has_it_since_votes_on_it():
    since = [item_opened(dossier_version=9)]
    (event,) = item.decide(open_voting(left=LEFT), item.fold(since))
    assert flags(event) == []


def test_once_it_has_left_any_council_may_have_it_also_the_same_one_with_other_content():
    voting = [item_opened(dossier_version=4), vote_opened()]
    an_item.given(*voting).when(open_item(council_id="c2", dossier_version=9)).then_rejected("item-exists")
    for changes in ({}, {"council_id": "c2"}, {"form": "bang_khen"}):
        command = open_item(dossier_version=9, left=LEFT, **changes)
        an_item.given(*voting).when(command).then(item_opened(dossier_version=9, **changes))


def test_an_opening_that_comes_late_changes_nothing():
    late = open_item(dossier_version=4, left=LEFT)
    an_item.given(item_opened(dossier_version=4)).when(late).then_nothing()
    an_item.given(item_opened(council_id="c2", dossier_version=9)).when(late).then_nothing()


@pytest.fixture
def context():
    played = MemoryContext()
    course.select(played)
    return played


@pytest.mark.parametrize("name", course.LEAVINGS)
def test_whatever_takes_the_dossier_elsewhere_takes_the_item_off_the_agenda(context, name):
    course.vote(context)
    context.react(course.gone(name))
    assert course.refused(context, issue(), role="director").code == "off-agenda"
    found = ask(context, "item", answers.OneItem(nomination_id="n1"))
    assert (found.state, found.left_on is not None, found.in_favour) == ("off_agenda", True, 3)
    rows = ask(context, "list-items", answers.ItemsAsked(state="off_agenda"), INSPECTOR).items
    assert [row.nomination_id for row in rows] == ["n1"]


def test_hearing_of_it_twice_or_before_it_came_changes_nothing(context):
    context.react(course.gone())
    course.vote(context)
    context.react(course.gone())
    context.react(course.gone("ReturnedDown", version=21))
    heard = len(context.stored())
    context.react(course.gone())
    context.react(course.put_to_council(nomination_id="n1"))
    assert len(context.stored()) == heard
    assert course.refused(context, issue(), role="director").code == "off-agenda"


def test_the_next_levels_council_votes_and_its_head_decides(context):
    course.vote(context)
    context.react(course.gone())
    context.react(course.put_to_council(nomination_id="n1", event_id="again", version=25))
    context.do(open_voting())
    for name in ("an", "binh", "cuc"):
        context.do(cast(name), actor=f"user:{name}", role="council_member", key=f"again-{name}")
    context.do(close())
    context.react(course.gone(version=20))  # late
    context.do(issue(), role="director")
    assert context.do(grant(), role="director").version > 0


def test_a_decision_that_crossed_the_leaving_is_refused_its_granting_in_words(context):
    course.vote(context)
    context.do(issue(), role="director")
    context.react(course.gone())
    with pytest.raises(Rejected) as caught:
        context.do(grant(), role="director")
    assert caught.value.code == "off-agenda"
    (told,) = [one for one in context.recorded() if one.envelope.type == "ItemTakenOffAgenda"]
    assert flags(told.event) == ["decided-and-left"]
    assert told.envelope.actor == "system:when_nomination_forwarded_take_item_off_agenda"

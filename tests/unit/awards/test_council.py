"""A council is constituted once, sits with those it had then, and is minuted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.awards.domain.council import council
from services.awards.domain.session import session
from services.awards.domain.session_messages import MinutesRecorded, RecordAttendance, RecordMinutes
from shared.acts import BrokenRule
from shared.errors import Rejected
from shared.rules import RuleBook
from shared.steporder import NO_ORDER
from shared.testing.spec import Spec
from tests.unit.awards.builders import (
    FIVE,
    attendance,
    constitute,
    constituted,
    convene,
    convened,
    done,
    on_paper,
    seats,
)
from tests.unit.awards.context import MemoryContext

a_council = Spec(council)
a_session = Spec(session)
DIGEST = "b" * 64


def attend(*present, **changes):
    return RecordAttendance(**{"session_id": "s1", "present": present, "occurrence": done(), **changes})


def minute(**changes):
    return RecordMinutes(
        **{"session_id": "s1", "number": "3/BB", "sha256": DIGEST, "occurrence": done(), **changes}
    )


def minuted():
    return MinutesRecorded(act=done().act("session-s1"), session_id="s1", number="3/BB", sha256=DIGEST)


def test_a_council_is_constituted():
    outcome = a_council.given().when(constitute())
    outcome.then(constituted())
    (event,) = council.decide(outcome.command, council.initial)
    assert (event.act.case, event.vote_rule) == ("council-c1", "open-vote-department")


def test_constituting_it_again_changes_nothing():
    a_council.given(constituted()).when(constitute()).then_nothing()


def test_a_party_body_has_no_council_here():
    a_council.given().when(constitute(level="party")).then_rejected("council-outside")
    a_council.given().when(constitute(level="department")).then(constituted())


def test_constituting_another_one_in_its_place_is_rejected():
    a_council.given(constituted()).when(constitute(name="Hội đồng khác")).then_rejected("council-exists")


def test_a_member_has_one_seat():
    a_council.given().when(constitute(members=seats("an", "binh", "an"))).then_rejected("member-twice")


@pytest.mark.parametrize("members", [(), (*seats("an"), *seats("binh")), seats("an", "binh")[1:]])
def test_a_council_has_exactly_one_chair(members):
    a_council.given().when(constitute(members=members)).then_rejected("council-needs-one-chair")


def test_a_council_votes_by_a_rule_on_file():
    a_council.given().when(constitute(rules=RuleBook(()))).then_rejected("rule-missing")
    a_council.given().when(constitute(vote_rule="own-award")).then_rejected("rule-missing")


def test_a_session_takes_the_council_as_it_is_then():
    a_session.given().when(convene()).then(convened())


def test_a_session_belongs_to_the_one_case_on_its_agenda():
    of_plan = convene(about="plan-p1", about_owner="sct")
    a_session.given().when(of_plan).then(convened(act=done().act("plan-p1")))


@pytest.mark.parametrize("about", ["plan-p1", "nomination-n1"])
def test_a_case_that_has_not_reached_the_council_is_not_on_its_agenda(about):
    a_session.given().when(convene(about=about)).then_rejected("case-unknown")


def test_a_council_is_not_convened_about_another_organisations_case():
    a_session.given().when(convene(about="plan-p1", about_owner="khac")).then_rejected("case-of-another")


@pytest.mark.parametrize("about", ["plan", "council-c1", "plan-", "nomination-Ä"])
def test_a_session_is_about_a_plan_or_a_nomination(about):
    a_session.given().when(convene(about=about)).then_rejected("invalid-input")


def test_only_a_council_that_is_there_is_convened():
    a_session.given().when(convene(council=council.initial)).then_rejected("council-not-found")


def test_convening_again_changes_nothing_even_after_the_session():
    a_session.given(convened(), attendance(FIVE), minuted()).when(convene()).then_nothing()


def test_convening_for_another_day_is_rejected():
    given = a_session.given(convened())
    given.when(convene(held_on=date(2021, 3, 27))).then_rejected("session-exists")


def test_attendance_is_recorded():
    a_session.given(convened()).when(attend("an", "binh")).then(attendance(("an", "binh")))


def test_the_same_attendance_again_changes_nothing_in_any_order():
    a_session.given(convened(), attendance(("an", "binh"))).when(attend("binh", "an")).then_nothing()


def test_another_attendance_is_rejected():
    given = a_session.given(convened(), attendance(("an", "binh")))
    given.when(attend("an")).then_rejected("attendance-already-recorded")


def test_nobody_attends_before_the_day():
    given = a_session.given(convened())
    given.when(attend("an", occurrence=done(date(2021, 3, 25)))).then_rejected("session-not-held-yet")


def test_attendance_on_paper_dated_before_the_day_is_recorded_and_flagged():
    early = on_paper(date(2021, 3, 25))
    flag = BrokenRule(code="session-not-held-yet", rule=NO_ORDER, facts={"held_on": "26/3/2021"})
    recorded = replace(attendance(("an",)), act=early.act("session-s1", broken=[flag]))
    a_session.given(convened()).when(attend("an", occurrence=early)).then(recorded)


def test_minutes_on_paper_without_attendance_are_recorded_and_flagged():
    flag = BrokenRule(code="attendance-not-recorded", rule=NO_ORDER, facts={})
    recorded = replace(minuted(), act=on_paper().act("session-s1", broken=[flag]))
    a_session.given(convened()).when(minute(occurrence=on_paper())).then(recorded)


def test_only_members_attend_and_each_once():
    a_session.given(convened()).when(attend("hoa")).then_rejected("not-a-member")
    a_session.given(convened()).when(attend("an", "an")).then_rejected("member-twice")


def test_nothing_happens_in_a_session_that_is_not_convened():
    a_session.given().when(attend("an")).then_rejected("session-not-found")


def test_minutes_are_recorded_once():
    given = a_session.given(convened(), attendance(FIVE))
    given.when(minute()).then(minuted())
    again = a_session.given(convened(), attendance(FIVE), minuted())
    again.when(minute()).then_nothing()
    again.when(minute(number="4/BB")).then_rejected("minutes-already-recorded")


def test_minutes_name_a_file_and_follow_the_attendance():
    a_session.given(convened(), attendance(FIVE)).when(minute(sha256="x")).then_rejected("invalid-input")
    a_session.given(convened()).when(minute()).then_rejected("attendance-not-recorded")


def test_events_of_a_session_nobody_convened_change_nothing():
    assert session.fold([attendance(FIVE), minuted()]) == session.initial


def test_what_came_out_of_order_on_paper_is_flagged_by_the_dated_rule_that_events_have_always_named():
    context = MemoryContext()
    context.do(constitute())
    context.do(convene())
    context.do(minute(occurrence=on_paper()))
    (flag,) = context.recorded()[-1].event.act.broken
    assert (flag.code, flag.rule.rule, flag.rule.confirmed) == ("attendance-not-recorded", "order/1", False)
    assert "Trình tự họp và trao thưởng" in flag.rule.citation
    context.do(replace(convene(), session_id="s2"))
    with pytest.raises(Rejected) as caught:
        context.do(minute(session_id="s2"))
    assert (caught.value.code, caught.value.citation) == ("attendance-not-recorded", flag.rule.citation)

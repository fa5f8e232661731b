"""A grant reaches the cases of its own organisation and no others."""

from __future__ import annotations

import pytest

from services.awards.application.guarding import Guard
from services.awards.domain.session_messages import RecordAttendance, RecordMinutes
from shared.errors import Forbidden
from tests.unit.awards import course
from tests.unit.awards.builders import (
    FIVE,
    cast,
    choose,
    close,
    constitute,
    convene,
    done,
    grant,
    issue,
    open_voting,
    present,
)
from tests.unit.awards.context import MemoryContext

TOUCHING = [
    convene(session_id="s2"),
    RecordAttendance(session_id="s1", present=FIVE[:4], occurrence=done()),
    RecordMinutes(session_id="s1", number="3/BB-HĐ", sha256="b" * 64, occurrence=done()),
    choose(5),
    open_voting(),
    cast("an"),
    close(),
    issue(),
    grant(),
    present(),
]


def names(command):
    return type(command).__name__


@pytest.fixture(scope="module")
def played():
    return course.whole(MemoryContext())


@pytest.mark.parametrize("command", TOUCHING, ids=names)
def test_a_councils_case_is_within_reach_of_its_own_organisations_people_only(played, command):
    Guard(played.known)(command, {"sct", "elsewhere"})
    Guard(played.known)(command, None)
    with pytest.raises(Forbidden):
        Guard(played.known)(command, {"elsewhere"})


@pytest.mark.parametrize("command", TOUCHING, ids=names)
def test_what_is_not_there_is_left_to_the_decision(command):
    Guard(MemoryContext().known)(command, set())


def test_what_no_stream_can_be_called_is_left_to_the_decision():
    Guard(MemoryContext().known)(choose(5, plan_id="P 1"), set())


def test_a_case_belongs_to_its_organisation_before_it_is_decided():
    context = MemoryContext()
    context.react(course.consolidated())
    context.react(course.put_to_council(nomination_id="n1"))
    for command in (choose(5), open_voting()):
        with pytest.raises(Forbidden):
            Guard(context.known)(command, {"elsewhere"})


@pytest.mark.parametrize("about", ["plan-p1", "nomination-n1"])
def test_a_session_is_convened_about_a_case_within_reach_only(played, about):
    played.do(constitute(council_id="c9", organisation_id="elsewhere"), role="director")
    theirs = convene(session_id="s9", council_id="c9", about=about)
    with pytest.raises(Forbidden):
        Guard(played.known)(theirs, {"elsewhere"})
    Guard(played.known)(theirs, {"elsewhere", "sct"})


def test_a_session_about_a_case_that_no_council_has_seen_is_left_to_the_decision(played):
    unseen = convene(session_id="s9", about="nomination-n9")
    Guard(played.known)(unseen, {"sct"})
    assert course.refused(played, unseen).code == "case-unknown"


def test_what_a_request_names_is_checked_where_it_is_read(played):
    Guard(played.known)(constitute(council_id="c2"), set())


def test_the_application_asks_the_guard_before_it_decides():
    context = MemoryContext()
    course.select(context)
    course.vote(context)
    before = len(context.stored())
    with pytest.raises(Forbidden):
        context.do(issue(), role="director", reach=frozenset({"elsewhere"}))
    assert len(context.stored()) == before
    context.do(issue(), role="director", reach=frozenset({"sct"}))
    assert len(context.stored()) == before + 1

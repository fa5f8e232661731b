"""Whose case a command touches where it does not say so."""

from __future__ import annotations

import pytest

from services.awards.application.owning import Owners
from services.awards.domain.session_messages import RecordAttendance, RecordMinutes
from tests.unit.awards import course
from tests.unit.awards.builders import (
    FIVE,
    cancel,
    cast,
    choose,
    close,
    constitute,
    convene,
    correct,
    declare,
    decline,
    demand,
    done,
    grant,
    issue,
    open_voting,
    present,
    recover,
)
from tests.unit.awards.context import MemoryContext

TOUCHING = [
    convene(session_id="s2"),
    RecordAttendance(session_id="s1", present=FIVE[:4], occurrence=done()),
    RecordMinutes(session_id="s1", number="3/BB-HĐ", sha256="b" * 64, occurrence=done()),
    choose(5),
    declare("an"),
    demand("an"),
    open_voting(),
    cast("an"),
    close(),
    issue(),
    grant(),
    present(),
    decline(),
    correct(),
    cancel(),
    recover(),
]


def names(command):
    return type(command).__name__


@pytest.fixture(scope="module")
def played():
    return course.whole(MemoryContext())


@pytest.mark.parametrize("command", TOUCHING, ids=names)
def test_a_councils_case_is_its_organisations_own(played, command):
    assert set(Owners(played.known)(command)) == {"sct"}


@pytest.mark.parametrize("command", TOUCHING, ids=names)
def test_what_is_not_there_is_left_to_the_decision(command):
    assert list(Owners(MemoryContext().known)(command)) == []


def test_what_no_stream_can_be_called_is_left_to_the_decision():
    assert list(Owners(MemoryContext().known)(choose(5, plan_id="P 1"))) == []


def test_a_case_belongs_to_its_organisation_before_it_is_decided():
    context = MemoryContext()
    context.react(course.consolidated())
    context.react(course.put_to_council(nomination_id="n1"))
    for command in (choose(5), open_voting()):
        assert list(Owners(context.known)(command)) == ["sct"]


@pytest.mark.parametrize("about", ["plan-p1", "nomination-n1"])
def test_a_session_touches_its_councils_organisation_and_the_cases_it_is_about(played, about):
    played.do(constitute(council_id="c9", organisation_id="elsewhere"), role="director")
    theirs = convene(session_id="s9", council_id="c9", about=about)
    assert list(Owners(played.known)(theirs)) == ["elsewhere", "sct"]


def test_a_session_about_a_case_that_no_council_has_seen_is_left_to_the_decision(played):
    unseen = convene(session_id="s9", about="nomination-n9")
    assert list(Owners(played.known)(unseen)) == ["sct"]
    assert course.refused(played, unseen).code == "case-unknown"


def test_what_a_request_names_is_checked_where_it_is_read(played):
    assert list(Owners(played.known)(constitute(council_id="c2"))) == []


def test_the_application_says_whose_case_it_is(played):
    assert list(played.app.owners(issue())) == ["sct"]

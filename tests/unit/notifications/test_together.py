"""Many events told of at once: the same notices as one after the other, by a few questions, and nothing guessed."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests.unit.awards import course as awards
from tests.unit.awards.context import MemoryContext as Awards
from tests.unit.nominations import course as nominations
from tests.unit.nominations.context import MemoryContext as Nominations
from tests.unit.notifications.context import MemoryContext

NOMINATED = nominations.whole(Nominations()).stored()
AWARDED = awards.whole(Awards()).stored()
MOST_QUESTIONS = 2
"""The cases that a page is about, and the names they lead to; nothing is missing."""


@dataclass
class Torn:
    """An event that nobody can read."""

    body: bytes = b"{"


@pytest.fixture
def knowing():
    context = MemoryContext()
    context.know(NOMINATED)
    return context


@pytest.mark.parametrize("page", [1, 2, 7, 200])
def test_they_are_told_of_as_one_after_the_other(page, knowing):
    one_by_one = MemoryContext()
    one_by_one.know(NOMINATED)
    one_by_one.take("nominations", NOMINATED)
    one_by_one.take("awards", AWARDED)

    for source, history in (("nominations", NOMINATED), ("awards", AWARDED)):
        for start in range(0, len(history), page):
            some = history[start : start + page]
            assert knowing.take_together(source, some) == len(some)

    assert list(knowing.inbox.entries.values()) == list(one_by_one.inbox.entries.values())


def test_a_page_asks_no_more_than_a_few_questions(knowing):
    assert knowing.take_together("nominations", NOMINATED * 5) == len(NOMINATED) * 5
    assert 0 < knowing.facts.questions <= MOST_QUESTIONS


def test_told_of_again_after_a_page_was_cut_off_nobody_hears_twice(knowing):
    knowing.take_together("awards", AWARDED)
    whole = dict(knowing.inbox.entries)
    for name in list(whole)[::2]:
        del knowing.inbox.entries[name]

    knowing.take_together("awards", AWARDED)

    assert knowing.inbox.entries == whole


def test_what_is_not_known_yet_ends_the_page_before_it():
    context = MemoryContext()
    context.caught_up = False

    assert context.take_together("awards", AWARDED) < len(AWARDED)
    assert context.inbox.entries == {}


def test_what_was_known_before_it_is_told_of(knowing):
    knowing.caught_up = False
    del knowing.facts.rows["organisation-u1"]

    done = knowing.take_together("awards", AWARDED)
    told = dict(knowing.inbox.entries)
    assert 0 < done < len(AWARDED)
    assert told

    knowing.caught_up = True
    knowing.know(NOMINATED)
    assert knowing.take_together("awards", AWARDED[done:]) == len(AWARDED) - done
    assert len(knowing.inbox.entries) > len(told)


def test_what_comes_while_it_is_asked_for_is_known(knowing):
    knowing.take_together("awards", AWARDED)
    whole = dict(knowing.inbox.entries)
    knowing.inbox.entries.clear()
    row = knowing.facts.rows.pop("organisation-u1")

    def caught_up():
        knowing.facts.rows["organisation-u1"] = row
        return True

    knowing.known._caught_up = caught_up  # the moment between two questions
    assert knowing.take_together("awards", AWARDED) == len(AWARDED)
    assert knowing.inbox.entries == whole


def test_what_nobody_ever_knew_is_not_guessed():
    context = MemoryContext()
    assert context.take_together("awards", AWARDED) < len(AWARDED)


def test_an_event_that_cannot_be_read_ends_the_page_before_it(knowing):
    assert knowing.take_together("awards", [Torn(), *AWARDED]) == 0
    assert knowing.inbox.entries == {}
    assert knowing.take_together("awards", [*AWARDED, Torn(), *AWARDED]) == len(AWARDED)
    assert knowing.inbox.entries


def test_of_a_page_that_concerns_nobody_nothing_is_asked(knowing):
    named = [one for one in NOMINATED if b"OrganisationRegistered" in one.body]
    assert knowing.take_together("nominations", named) == len(named) > 0
    assert knowing.facts.questions == 0

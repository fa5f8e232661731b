"""Where an equal question met its page is remembered, as long as that says something."""

from __future__ import annotations

import pytest

from shared import depths
from shared.depths import GROWN, Depths


def test_nothing_is_known_of_a_question_that_was_not_asked():
    known = Depths()
    known.note("a", 40, high=100, first=True)
    assert (known.first("b", 100), known.next("b", 100)) == (None, None)


def test_the_first_page_is_looked_for_where_it_ended():
    known = Depths()
    known.note("a", 40, high=100, first=True)
    assert known.first("a", 100) == known.first("a", 100 + GROWN) == 40
    known.note("a", 55, high=130, first=True)
    assert known.first("a", 131) == 55


@pytest.mark.parametrize("end", [100 + GROWN + 1, 99])
def test_of_a_history_that_grew_much_or_became_shorter_it_says_nothing(end):
    known = Depths()
    known.note("a", 40, high=100, first=True)
    assert known.first("a", end) is None


def test_a_later_page_is_looked_for_as_far_back_as_the_last_one_reached():
    known = Depths()
    known.note("a", 81, high=100, first=True)
    assert known.next("a", 80) == 60
    known.note("a", 41, high=80, first=False)
    assert (known.next("a", 90), known.next("a", 10)) == (50, 1)
    assert known.first("a", 100) == 81


def test_of_later_pages_alone_the_first_one_is_not_known():
    known = Depths()
    known.note("a", 41, high=80, first=False)
    assert known.first("a", 0) is None
    assert known.next("a", 80) == 40


def test_not_more_than_so_many_are_kept(monkeypatch):
    monkeypatch.setattr(depths, "MOST", 3)
    known = Depths()
    for name in "abcd":
        known.note(name, 1, high=9, first=True)
    assert [name for name in "abcd" if known.first(name, 9)] == ["d"]

"""Turns: a few at a time, in the order in which they asked."""

from __future__ import annotations

import threading

import pytest

from shared.turns import Turns
from tests.support.waiting import until

GOING = threading.Event()


class Waiting:
    """A thread that waits for its turn, and has it until it is let go."""

    def __init__(self, turns, name, had, stop=GOING):
        self.through = threading.Event()
        self.mine = None
        self._thread = threading.Thread(target=self._wait, args=(turns, name, had, stop), daemon=True)
        self._thread.start()

    def _wait(self, turns, name, had, stop):
        with turns.taken(stop) as mine:
            self.mine = mine
            if mine:
                had.append(name)
                assert self.through.wait(30)

    def join(self):
        self._thread.join(30)
        assert not self._thread.is_alive()


def test_no_more_than_there_are_places_have_a_turn_and_the_first_to_ask_is_next():
    turns, had, all_ = Turns(2), [], []
    for number in range(6):
        all_.append(Waiting(turns, number, had))
        waiting = max(0, number - 1)
        until(lambda: len(had) == min(number + 1, 2) and len(turns._line) == waiting)  # noqa: B023
    for number in range(6):
        all_[number].through.set()
        until(lambda: len(had) == min(number + 3, 6))  # noqa: B023
    for one in all_:
        one.join()
    assert had == [0, 1, 2, 3, 4, 5]


def test_whoever_is_through_and_asks_again_goes_to_the_end_of_the_line():
    turns, had = Turns(1), []
    first = Waiting(turns, "first", had)
    until(lambda: had)
    second = Waiting(turns, "second", had)
    until(lambda: len(turns._line) == 1)
    again = Waiting(turns, "first again", had)
    until(lambda: len(turns._line) == 2)
    for one in (first, second, again):
        one.through.set()
        one.join()
    assert had == ["first", "second", "first again"]


def test_whoever_is_to_stop_leaves_the_line_and_holds_nobody_up():
    turns, had, stop = Turns(1), [], threading.Event()
    first = Waiting(turns, "first", had)
    until(lambda: had)
    leaving = Waiting(turns, "leaving", had, stop)
    until(lambda: len(turns._line) == 1)
    last = Waiting(turns, "last", had)
    until(lambda: len(turns._line) == 2)
    stop.set()
    leaving.join()
    assert leaving.mine is False
    for one in (first, last):
        one.through.set()
        one.join()
    assert had == ["first", "last"]


def test_a_turn_that_fails_is_over():
    turns = Turns(1)
    with pytest.raises(ValueError, match="failed"), turns.taken(GOING):
        raise ValueError("failed")
    with turns.taken(GOING) as mine:
        assert mine

"""Cursors on a real server: several moved by one write, or none known to be."""

from __future__ import annotations

import pytest

from shared.cursors import Cursors, LostCursor

NAMES = ["a", "b", "c"]


@pytest.fixture
def cursors(database):
    return Cursors(database)


def places(cursors):
    return [cursors.get(name) for name in NAMES]


def test_all_are_moved_from_the_start_and_on(cursors):
    cursors.move_all(NAMES, "e-1", 0, 2)
    cursors.move_all(NAMES, "e-1", 2, 7)
    assert places(cursors) == [("e-1", 7)] * 3


@pytest.mark.parametrize("elsewhere", [("e-1", 1, 3), ("e-1", 1, 2)])
def test_when_one_is_elsewhere_the_move_is_lost(cursors, elsewhere):
    cursors.move_all(NAMES, "e-1", 0, 1)
    cursors.move("b", *elsewhere)
    with pytest.raises(LostCursor):
        cursors.move_all(NAMES, "e-1", 1, 2)
    assert cursors.get("b") == (elsewhere[0], elsewhere[2])


def test_those_of_another_epoch_stay(cursors):
    cursors.move_all(NAMES, "e-2", 0, 1)
    with pytest.raises(LostCursor):
        cursors.move_all(NAMES, "e-1", 1, 2)
    assert places(cursors) == [("e-2", 1)] * 3


@pytest.mark.parametrize("to", [1, 2])
def test_none_ever_moves_back(cursors, to):
    cursors.move_all(NAMES, "e-1", 0, 2)
    with pytest.raises(ValueError, match="never moves from 2"):
        cursors.move_all(NAMES, "e-1", 2, to)
    assert places(cursors) == [("e-1", 2)] * 3

"""How the cursor follows what is handled."""

from __future__ import annotations

import pytest

from shared.cursors import LostCursor
from shared.progress import EVENTS_UNSAVED, Progress
from tests.unit.shared_roles.fakes import FakeCursors


def test_a_cursor_that_never_moved_is_at_the_start_of_no_epoch():
    progress = Progress(FakeCursors(), "awards/samples")

    assert (progress.epoch, progress.position, progress.unsaved) == (None, 0, False)


def test_the_cursor_moves_once_for_several_events(monkeypatch):
    monkeypatch.setattr("time.monotonic", lambda: 0.0)
    cursors = FakeCursors(("e-1", 3))
    progress = Progress(cursors, "awards/samples")
    for _ in range(5):
        progress.advance()

    assert cursors.moves == []
    progress.save()
    progress.save()

    assert cursors.moves == [(3, 8)]


def test_it_moves_by_itself_after_so_many_events(monkeypatch):
    monkeypatch.setattr("time.monotonic", lambda: 0.0)
    cursors = FakeCursors(("e-1", 0))
    progress = Progress(cursors, "awards/samples")
    for _ in range(EVENTS_UNSAVED):
        progress.advance()

    assert cursors.moves == [(0, EVENTS_UNSAVED)]


def test_it_moves_by_itself_after_so_long(monkeypatch):
    now = [0.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    cursors = FakeCursors(("e-1", 0))
    progress = Progress(cursors, "awards/samples")
    progress.advance()
    now[0] = 1.0
    progress.advance()

    assert cursors.moves == [(0, 2)]


def test_a_delivery_is_acknowledged_only_when_the_cursor_covers_it(monkeypatch):
    monkeypatch.setattr("time.monotonic", lambda: 0.0)
    progress = Progress(FakeCursors(("e-1", 0)), "awards/samples")
    told = []
    progress.advance()
    progress.acknowledge(lambda: told.append(1))
    assert told == []

    progress.save()
    assert told == [1]

    progress.acknowledge(lambda: told.append("an old one"))
    assert told == [1, "an old one"]


def test_who_finds_the_cursor_moved_acknowledges_nothing():
    cursors = FakeCursors(("e-1", 0))
    progress = Progress(cursors, "awards/samples")
    told = []
    progress.advance()
    progress.acknowledge(lambda: told.append(1))
    cursors.place = ("e-1", 7)

    with pytest.raises(LostCursor):
        progress.save()
    progress.save_quietly()

    assert told == []
    assert cursors.place == ("e-1", 7)


def test_a_later_epoch_begins_before_its_first_position():
    cursors = FakeCursors(("e-1", 4))
    progress = Progress(cursors, "awards/samples")
    progress.advance()

    progress.enter("e-2")

    assert cursors.moves == [(4, 5)]
    assert cursors.place == ("e-2", 0)
    assert (progress.epoch, progress.position, progress.unsaved) == ("e-2", 0, False)

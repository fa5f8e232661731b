"""A service that reacts to its own history: each event in order, again after a crash, never past one that is not through."""

from __future__ import annotations

import threading

import pytest

from shared.common_feed import CommonFeed
from shared.cursors import Cursors
from shared.feed import LocalFeed
from shared.following import Follower
from shared.roles import StandBy
from shared.waking import Wake
from tests.builders.numbered import NumberedHistory
from tests.builders.projected import decode, note_of
from tests.builders.running import running
from tests.support.waiting import until

NAME = "samples.follower"
CURSOR = f"{NAME}/samples"


@pytest.fixture
def history(database):
    return NumberedHistory(database)


@pytest.fixture
def cursors(database):
    return Cursors(database)


@pytest.fixture
def follower(database, cursors):
    def made(reaction, kind="NoteTaken"):
        feed = LocalFeed("samples", database)
        return Follower(NAME, feed, cursors, decode, {kind: reaction}, poll_seconds=0.02)

    return made


def position(cursors):
    found = cursors.get(CURSOR)
    return found[1] if found else 0


def test_every_event_comes_once_and_in_order(history, cursors, follower):
    heard = []

    def hear(recorded, _stopping):
        heard.append(note_of(recorded))
        return True

    history.write("sample-1", "a", "b")
    with running(follower(hear)):
        until(lambda: heard == ["a", "b"])
        history.write("sample-2", "c")
        until(lambda: position(cursors) == 3)
    with running(follower(hear)):
        history.write("sample-1", "d")
        until(lambda: position(cursors) == 4)
    assert heard == ["a", "b", "c", "d"]


def test_events_of_other_types_are_passed_by(history, cursors, follower):
    history.write("sample-1", "a", "b")
    with running(follower(lambda *_: pytest.fail("nobody asked for it"), kind="Other")):
        until(lambda: position(cursors) == 2)


def test_what_was_told_to_stop_in_the_middle_is_begun_anew(history, cursors, follower):
    tries = []
    begun = threading.Event()

    def slow(recorded, stopping):
        tries.append(note_of(recorded))
        begun.set()
        if len(tries) == 1:
            until(stopping)
            return False
        return True

    history.write("sample-1", "a")
    with running(follower(slow)):
        assert begun.wait(30)
    assert position(cursors) == 0
    with running(follower(slow)):
        until(lambda: position(cursors) == 1)
    assert tries == ["a", "a"]


def test_an_error_keeps_the_event_and_all_after_it(history, cursors, follower):
    heard = []

    def fail(recorded, _stopping):
        heard.append(note_of(recorded))
        if heard.count("b") == 1 and heard[-1] == "b":
            raise OSError("away")
        return True

    history.write("sample-1", "a", "b", "c")
    role, stop = follower(fail), threading.Event()
    with pytest.raises(OSError, match="away"):
        role.run(stop)
    assert (heard, position(cursors)) == (["a", "b"], 1)
    with running(role):
        until(lambda: position(cursors) == 3)
    assert heard == ["a", "b", "b", "c"]


def test_a_history_of_another_epoch_is_not_followed(history, cursors, follower):
    cursors.move(CURSOR, "e-0", 0, 1)
    history.write("sample-1", "a", "b")
    with pytest.raises(StandBy):
        follower(lambda *_: True).run(threading.Event())


def test_a_ring_saves_the_wait(history, cursors, database):
    heard, wake = [], Wake()

    def hear(recorded, _stopping):
        heard.append(note_of(recorded))
        return True

    feed = CommonFeed("samples", database)
    role, stop = (
        Follower(NAME, feed, cursors, decode, {"NoteTaken": hear}, wake=wake, poll_seconds=3600),
        threading.Event(),
    )
    thread = threading.Thread(target=role.run, args=(stop,))
    thread.start()
    history.write("sample-1", "a")
    wake.ring()
    until(lambda: heard == ["a"], 30, "it is heard")
    stop.set()
    wake.ring()
    thread.join(60)
    assert not thread.is_alive()


class Listening(CommonFeed):
    """Notes what was read of it."""

    def __init__(self, database):
        super().__init__("samples", database)
        self.read = []

    def after(self, position, limit):
        found = super().after(position, limit)
        self.read += [event.position for event in found]
        return found


@pytest.fixture
def passing(cursors, database, monkeypatch):
    """A follower that nothing of interest comes to: its feed, its wake, and the moves of its cursor."""
    feed, wake, moved = Listening(database), Wake(), []
    move = cursors.move
    monkeypatch.setattr(cursors, "move", lambda *way: (moved.append(way[2:]), move(*way)))
    role = Follower(NAME, feed, cursors, decode, {"Other": pytest.fail}, wake=wake, poll_seconds=3600)
    return role, feed, wake, moved


def write_one_by_one(history, feed, wake):
    for number in range(1, 11):
        history.write("sample-1", f"{number}")
        wake.ring()
        until(lambda: len(feed.read) >= history.end, 30, f"{number} is read")


def test_the_cursor_moves_once_for_many_that_are_passed_by(history, passing):
    role, feed, wake, moved = passing
    with running(role):
        write_one_by_one(history, feed, wake)
        until(lambda: moved and moved[-1][1] == 10, 30, "the cursor is at the end")
        role._poll_seconds = 0.1  # else it would not look whether it is to stop
        wake.ring()
    assert len(moved) < 10


def test_what_was_passed_by_is_saved_when_it_stops(history, passing, monkeypatch):
    monkeypatch.setattr("shared.following.QUIET_SECONDS", 3600)
    monkeypatch.setattr("shared.following.SAVE_SECONDS", 3600)
    role, feed, wake, moved = passing
    stop = threading.Event()
    thread = threading.Thread(target=role.run, args=(stop,))
    thread.start()
    write_one_by_one(history, feed, wake)
    assert moved == []
    stop.set()
    wake.ring()
    thread.join(60)
    assert moved == [(0, 10)]

"""A service that reacts to its own history: each event in order, again after a crash, never past one that is not through."""

from __future__ import annotations

import threading

import pytest

from shared.cursors import Cursors
from shared.feed import LocalFeed
from shared.following import Follower
from shared.roles import StandBy
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

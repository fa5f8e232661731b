"""The publisher: everything in order, its cursor never beyond what is confirmed."""

from __future__ import annotations

import threading

import pytest

from shared.broker.doorbell import LocalHub
from shared.cursors import Cursors, LostCursor
from shared.errors import TransientError
from shared.feed import LocalFeed
from shared.publishing import CURSOR, Publisher
from shared.waking import Wake
from tests.builders.numbered import NumberedHistory
from tests.builders.running import running
from tests.support.waiting import until


class Bell:
    """Confirms as told: each answer is a number of events, or an error."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.heard = []
        self.closed = 0

    def ring(self, events, timeout):
        answer = self.answers.pop(0) if self.answers and events else len(events)
        if isinstance(answer, Exception):
            raise answer
        self.heard.extend(event.position for event in list(events)[:answer])
        return min(answer, len(events))

    def close(self):
        self.closed += 1


@pytest.fixture
def history(database):
    return NumberedHistory(database)


@pytest.fixture
def cursors(database):
    return Cursors(database)


@pytest.fixture
def publisher(database, cursors):
    def made(bell, **options):
        return Publisher("samples", LocalFeed("samples", database), bell, cursors, **options)

    return made


def test_every_event_is_announced_in_order_and_the_cursor_follows(history, cursors, publisher):
    for number in range(40):
        history.write("sample-1", *["note"] * (1 + number % 3))
    bell = Bell()
    with running(publisher(bell, window=16)):
        until(lambda: cursors.get(CURSOR) == ("e-1", history.end))

    assert bell.heard == list(range(1, history.end + 1))
    assert bell.closed == 1


def test_what_is_numbered_later_is_announced_when_the_wake_rings(history, cursors, publisher):
    wake, bell = Wake(), Bell()
    with running(publisher(bell, wake=wake, idle_seconds=60.0)) as (one,):
        history.write("sample-1", "first")
        until(lambda: wake.ring() or bell.heard == [1])
        one._stop.set()
        until(lambda: wake.ring() or one.over())  # one ring may come before it begins to wait


def test_without_a_wake_it_looks_by_itself(history, publisher):
    bell = Bell()
    with running(publisher(bell, idle_seconds=0.01)):
        history.write("sample-1", "first")
        until(lambda: bell.heard == [1])


def test_the_cursor_covers_the_confirmed_prefix_and_no_more(history, cursors, publisher):
    history.write("sample-1", *["note"] * 10)
    bell = Bell(3, 0, 2, TransientError("broker away"))

    with pytest.raises(TransientError, match="broker away"):
        publisher(bell).run(threading.Event())

    assert cursors.get(CURSOR) == ("e-1", 5)
    assert bell.closed == 1


def test_after_a_failure_it_goes_on_behind_the_cursor(history, cursors, publisher):
    history.write("sample-1", *["note"] * 10)
    with pytest.raises(TransientError):
        publisher(Bell(4, TransientError("broker away"))).run(threading.Event())
    bell = Bell()
    with running(publisher(bell)):
        until(lambda: cursors.get(CURSOR) == ("e-1", 10))

    assert bell.heard == [5, 6, 7, 8, 9, 10]


def test_a_cursor_moved_by_another_ends_the_role_and_stays(history, cursors, publisher):
    history.write("sample-1", *["note"] * 10)

    class Stolen(Bell):
        def ring(self, events, timeout):
            cursors.move(CURSOR, "e-1", 0, 7)
            return super().ring(events, timeout)

    with pytest.raises(LostCursor):
        publisher(Stolen()).run(threading.Event())

    assert cursors.get(CURSOR) == ("e-1", 7)


def test_a_log_that_ends_before_the_cursor_is_not_announced(history, cursors, publisher):
    history.write("sample-1", "first")
    cursors.move(CURSOR, "e-1", 0, 5)
    bell = Bell()

    with pytest.raises(TransientError, match="old copy"):
        publisher(bell).run(threading.Event())

    assert bell.heard == []


def test_a_new_epoch_is_announced_from_its_first_position(history, cursors, publisher):
    cursors.move(CURSOR, "e-0", 0, 5)
    history.write("sample-1", "first", "second")
    bell = Bell()
    with running(publisher(bell)):
        until(lambda: cursors.get(CURSOR) == ("e-1", 2))

    assert bell.heard == [1, 2]


def test_before_anything_is_numbered_it_waits(database, publisher, cursors):
    bell = Bell()
    with running(publisher(bell, idle_seconds=0.01)):
        NumberedHistory(database).write("sample-1", "first")
        until(lambda: cursors.get(CURSOR) == ("e-1", 1))

    assert bell.heard == [1]


def test_a_log_that_is_never_born_is_waited_for_until_the_stop(cursors):
    class Unborn:
        source, asked = "samples", 0

        def head(self):
            self.asked += 1
            return "", 0

    feed = Unborn()
    with running(Publisher("samples", feed, Bell(), cursors, idle_seconds=0.01)):
        until(lambda: feed.asked > 3)

    assert cursors.get(CURSOR) is None


def test_the_in_process_bell_reaches_who_listens(history, database, publisher):
    hub = LocalHub()
    ear = hub.doorbell().listen("awards", "samples")
    history.write("sample-1", "first", "second")
    with running(publisher(hub.bell("samples"))):
        heard = [until(lambda: ear.next(0.1)).event for _ in range(2)]

    assert heard == LocalFeed("samples", database).after(0, 2)


class TestCursors:
    def test_a_cursor_moves_only_from_where_it_is(self, cursors):
        cursors.move("awards/samples", "e-1", 0, 3)
        cursors.move("awards/samples", "e-1", 3, 4)
        for epoch, position in (("e-1", 3), ("e-0", 4), ("e-2", 0), ("e-1", 0)):
            with pytest.raises(LostCursor):
                cursors.move("awards/samples", epoch, position, 9)

        assert cursors.get("awards/samples") == ("e-1", 4)

    @pytest.mark.parametrize("to", [3, 2, 0])
    def test_a_cursor_never_moves_backwards(self, cursors, to):
        with pytest.raises(ValueError, match="never moves"):
            cursors.move("awards/samples", "e-1", 3, to)

    def test_a_later_epoch_begins_only_from_where_the_cursor_is(self, cursors):
        cursors.move("awards/samples", "e-1", 0, 3)
        with pytest.raises(LostCursor):
            cursors.begin("awards/samples", ("e-1", 2), "e-2")
        with pytest.raises(ValueError, match="not later"):
            cursors.begin("awards/samples", ("e-1", 3), "e-0")

        cursors.begin("awards/samples", ("e-1", 3), "e-2")

        assert cursors.get("awards/samples") == ("e-2", 0)

    def test_a_later_epoch_may_begin_before_the_first_move(self, cursors):
        cursors.begin("awards/samples", ("e-1", 0), "e-2")

        assert cursors.get("awards/samples") == ("e-2", 0)

    def test_each_name_has_a_cursor_of_its_own(self, cursors):
        cursors.move("awards/samples", "e-1", 0, 3)

        assert cursors.get("audit/samples") is None

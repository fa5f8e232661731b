"""The numberer: dense positions in every order of events, crashes, repeats and lost histories."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections import defaultdict
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from bson.binary import Binary
from pymongo import MongoClient

from shared.errors import BrokenHistory
from shared.eventstore import commit_key
from shared.eventstore.mongo import MongoEventStore, ensure
from shared.feed import LocalFeed
from shared.messages import NumberedEvent
from shared.numbering import LogBehindLedger, Numberer
from shared.numberlog import Inserted, NumberLog
from shared.recent import Recent
from shared.tailing import CommitTail, HistoryLost
from shared.testing.history import A_MOMENT, proposal_after
from shared.waking import Wake
from tests.builders.positions import numbered
from tests.builders.running import running
from tests.support.counting import shown
from tests.support.ports import free_port
from tests.support.waiting import until


def write(database, stream, first, count=1, moment=A_MOMENT):
    """A commit as the store leaves it, with bodies that only their place tells apart."""
    events = [Binary(f"{stream} {version}".encode()) for version in range(first, first + count)]
    document = {
        "stream": stream,
        "first": first,
        "last": first + count - 1,
        "recorded_at": moment,
        "events": events,
    }
    database.commits.insert_one({"_id": commit_key(stream, first), **document})


def has_numbered(database, count):
    return lambda: database.log.count_documents({}) >= count


def listening(database):
    """Whether the first start is over: what is inserted from now on is told by the change stream."""
    return lambda: database.log_state.find_one({"_id": "idle"})


@pytest.fixture
def numberer(database):
    ensure(database)

    def made(ledger=None, on_numbered=lambda: None, **options):
        return Numberer("samples", database, lambda: "e-1", lambda: ledger, on_numbered, **options)

    return made


def test_the_end_of_the_log_and_when_numbering_came_to_it_are_measured(database, numberer):
    one, began = numberer(), time.time()
    one.measure()
    assert shown("sovang_log_head", source="samples") == 0
    with running(one):
        until(listening(database))
        write(database, "a", 1, count=3)
        until(has_numbered(database, 1))
        until(lambda: shown("sovang_numbered_timestamp_seconds", service="samples") >= began)
    one.measure()
    assert shown("sovang_log_head", source="samples") == 3
    write(database, "a", 4, count=2)
    with running(numberer()):
        until(has_numbered(database, 2))
    one.measure()
    assert shown("sovang_log_head", source="samples") == 5


def test_commits_are_numbered_in_the_order_of_their_insertion_and_positions_count_events(database, numberer):
    with running(numberer()):
        until(listening(database))
        write(database, "b", 1, count=3)
        write(database, "a", 1)
        write(database, "b", 4, count=2)
        until(has_numbered(database, 3))

    rows = sorted(database.log.find(), key=lambda row: row["_id"])
    assert [(row["_id"], row["count"], row["commit"]) for row in rows] == [
        (1, 3, "b@0000000001"),
        (4, 1, "a@0000000001"),
        (5, 2, "b@0000000004"),
    ]
    assert all(row["epoch"] == "e-1" and row["token"] for row in rows)
    assert not any("repaired" in row for row in rows)


def test_whoever_waits_for_numbers_is_woken_when_they_are_stored(database, numberer):
    wake = Wake()
    with running(numberer(on_numbered=wake.ring)):
        write(database, "a", 1)
        wake.wait(0, 60)

        assert numbered(database) == ["a@0000000001"]


def test_a_document_that_is_no_commit_stops_the_numberer(database, numberer):
    role = numberer()
    with running(role) as (one,):
        until(listening(database))
        database.commits.insert_one({"_id": "a@0000000001"})
        until(one.over)
        assert isinstance(one.failure, BrokenHistory)
        one.failure = None

    assert numbered(database) == []


def test_what_was_just_numbered_is_at_hand_for_the_roles_beside(database, numberer):
    recent = Recent()
    recent.remember([NumberedEvent(source="samples", epoch="e-1", position=1, body=b"from an earlier run")])
    with running(numberer(recent=recent)):
        until(listening(database))
        write(database, "a", 1, count=2)
        write(database, "b", 1)
        until(lambda: recent.after(2, 1))

    assert recent.after(0, 10) == LocalFeed("samples", database).after(0, 10)
    assert [event.body for event in recent.after(0, 10)] == [b"a 1", b"a 2", b"b 1"]


def test_a_restart_goes_on_where_the_last_row_ends(database, numberer):
    with running(numberer()):
        until(listening(database))
        write(database, "a", 1)
        until(has_numbered(database, 1))
    for number in range(2, 30):
        write(database, "a", number)
    with running(numberer()):
        until(has_numbered(database, 29))

    assert numbered(database) == [commit_key("a", number) for number in range(1, 30)]
    assert not database.log.find_one({"repaired": True})


def test_commits_from_before_the_first_start_are_numbered_too(database, numberer):
    for number in range(1, 6):
        write(database, "a", number)
    with running(numberer()):
        until(has_numbered(database, 5))
        write(database, "a", 6)
        until(has_numbered(database, 6))

    assert numbered(database) == [commit_key("a", number) for number in range(1, 7)]


def test_an_idle_log_saves_where_it_is_and_goes_on_from_there(database, numberer):
    with running(numberer(idle_seconds=0.0)):
        until(listening(database))
        write(database, "a", 1)
        until(has_numbered(database, 1))
        until(lambda: (database.log_state.find_one({"_id": "idle"}) or {}).get("at") == 1)
    database.log.update_one({"_id": 1}, {"$set": {"token": {"_data": "unusable"}}})
    write(database, "a", 2)
    with running(numberer()):
        until(has_numbered(database, 2))

    assert numbered(database) == ["a@0000000001", "a@0000000002"]
    assert not database.log.find_one({"repaired": True})


def test_the_epoch_is_born_with_the_log_and_never_changes(database):
    ensure(database)
    names = iter(["e-1", "e-2"])
    for number in (1, 2):
        with running(Numberer("samples", database, lambda: next(names), lambda: None, lambda: None)):
            write(database, "a", number)
            until(has_numbered(database, number))

    assert {row["epoch"] for row in database.log.find()} == {"e-1"}
    assert next(names) == "e-2"


class TestUnderConcurrentWriters:
    WRITERS = 8
    COMMITS = 60

    def test_positions_are_dense_and_no_reader_skips_an_event(self, database, numberer):
        """A reader that takes everything after its last position, as often as it can, while eight write."""
        store = MongoEventStore(database)
        total = self.WRITERS * self.COMMITS * 2
        threads = [threading.Thread(target=self.write, args=(store, name)) for name in range(self.WRITERS)]
        seen = []
        with running(numberer()):
            for thread in threads:
                thread.start()
            feed = LocalFeed("samples", database)
            until(lambda: self.read_on(feed, seen) >= total, 120, f"{total} events are read")
        for thread in threads:
            thread.join()
        store.close()

        assert [event.position for event in seen] == list(range(1, total + 1))
        self.require_order_within_streams(database)

    def write(self, store, name):
        head = store.read(f"s-{name}").head
        other = store.read(f"t-{name}").head
        for _ in range(self.COMMITS):
            head = store.append(head, proposal_after(head))
            other = store.append(other, proposal_after(other))

    def read_on(self, feed, seen):
        seen.extend(feed.after(len(seen), 100))
        return len(seen)

    def require_order_within_streams(self, database):
        of_stream = defaultdict(list)
        for commit in numbered(database):
            stream, _, first = commit.rpartition("@")
            of_stream[stream].append(int(first))
        assert len(of_stream) == 2 * self.WRITERS
        for firsts in of_stream.values():
            assert firsts == sorted(firsts)


class TestLostHistory:
    def lose(self, database):
        """What the server says of a token that is too old, and of one it does not know, is tested by unusable ones."""
        database.log.update_many({}, {"$set": {"token": {"_data": "00"}}})
        database.log_state.delete_one({"_id": "idle"})

    def test_what_was_missed_is_found_and_numbered_once(self, database, numberer):
        with running(numberer()):
            until(listening(database))
            write(database, "a", 1)
            write(database, "b", 1)
            until(has_numbered(database, 2))
        self.lose(database)
        for number in range(2, 6):
            write(database, "b", number)
            write(database, "a", number)
        with running(numberer()):
            until(has_numbered(database, 10))
            write(database, "c", 1)
            until(has_numbered(database, 11))

        commits = numbered(database)
        for stream in "ab":
            assert [one for one in commits if one[0] == stream] == [
                commit_key(stream, n) for n in range(1, 6)
            ]
        assert commits[-1] == "c@0000000001"
        repaired = {row["commit"] for row in database.log.find({"repaired": True})}
        assert repaired == set(commits[2:10])

    def test_a_clock_that_ran_backwards_does_not_turn_the_order_within_a_stream(self, database, numberer):
        ticks = [5, 1, 9, 2]
        for number, tick in enumerate(ticks, start=1):
            write(database, "a", number, moment=A_MOMENT + timedelta(seconds=tick))
        write(database, "b", 1, moment=A_MOMENT + timedelta(seconds=7))
        with running(numberer()):
            until(has_numbered(database, 5))

        assert numbered(database) == [
            "a@0000000001",
            "a@0000000002",
            "b@0000000001",
            "a@0000000003",
            "a@0000000004",
        ]

    def test_a_repair_that_was_interrupted_is_begun_again(self, database, numberer):
        for number in range(1, 5):
            write(database, "a", number)
        log = NumberLog(database)
        log.load()
        log.bear(lambda: "e-1")
        log.append([Inserted(commit_key("a", number), 1, None) for number in (1, 2)], repaired=True)
        with running(numberer()):
            until(has_numbered(database, 4))

        assert numbered(database) == [commit_key("a", number) for number in range(1, 5)]
        assert database.log.find_one({"_id": 4})["token"]
        assert database.log.find_one({"_id": 3})["token"] is None

    def test_a_commit_before_a_numbered_one_of_its_stream_is_never_numbered_after_it(
        self, database, numberer
    ):
        log = NumberLog(database)
        log.load()
        log.bear(lambda: "e-1")
        write(database, "a", 1)
        write(database, "a", 2)
        log.append([Inserted("a@0000000002", 1, None)])

        with pytest.raises(BrokenHistory, match="a@0000000001 before it has none"):
            numberer().run(threading.Event())

    def test_a_row_that_names_no_commit_stops_the_repair(self, database, numberer):
        log = NumberLog(database)
        log.load()
        log.bear(lambda: "e-1")
        log.append([Inserted("a@0000000001", 1, None)])

        with pytest.raises(BrokenHistory, match="a@0000000001, which is not there"):
            numberer().run(threading.Event())


class TestRestoredOldCopy:
    @pytest.mark.parametrize("ledger", [("e-1", 3), ("e-2", 1)])
    def test_a_log_behind_the_ledger_is_not_continued(self, database, numberer, ledger):
        with running(numberer()):
            write(database, "a", 1, count=2)
            until(has_numbered(database, 1))
        write(database, "a", 3)

        with pytest.raises(LogBehindLedger, match="A restored backup"):
            numberer(ledger).run(threading.Event())
        assert numbered(database) == ["a@0000000001"]

    def test_no_epoch_is_born_while_the_ledger_knows_one(self, database, numberer):
        with pytest.raises(LogBehindLedger):
            numberer(("e-0", 1)).run(threading.Event())

        assert database.log_state.find_one({"_id": "epoch"}) is None

    @pytest.mark.parametrize("ledger", [("e-1", 2), ("e-0", 900), None])
    def test_a_log_at_or_before_the_ledger_goes_on(self, database, numberer, ledger):
        with running(numberer()):
            write(database, "a", 1, count=2)
            until(has_numbered(database, 1))
        with running(numberer(ledger)):
            write(database, "a", 3)
            until(has_numbered(database, 2))

    def test_a_ledger_that_answers_late_still_stops_a_log_behind_it(self, database):
        ensure(database)
        answers = [None]
        role = Numberer("samples", database, lambda: "e-1", lambda: answers[0], lambda: None)
        with running(role) as (one,):
            write(database, "a", 1)
            until(has_numbered(database, 1))
            answers[0] = ("e-1", 5)
            until(one.over)
            assert isinstance(one.failure, LogBehindLedger)
            one.failure = None
            write(database, "a", 2)

        assert numbered(database) == ["a@0000000001"]

    def test_a_ledger_is_asked_until_it_has_answered_and_no_longer(self, database):
        ensure(database)
        asked = []

        def ledger():
            asked.append(None)
            if len(asked) == 2:
                raise ValueError("not even a token")
            return ("e-1", 0) if len(asked) == 4 else None

        with running(Numberer("samples", database, lambda: "e-1", ledger, lambda: None)):
            until(lambda: len(asked) == 4)
            until(lambda: not any(one.name == "asks the ledger" for one in threading.enumerate()))
            write(database, "a", 1)
            until(has_numbered(database, 1))
        assert len(asked) == 4

    def test_a_log_that_lost_its_end_is_not_continued(self, database, numberer):
        with running(numberer(idle_seconds=0.0)):
            write(database, "a", 1)
            until(lambda: (database.log_state.find_one({"_id": "idle"}) or {}).get("at") == 1)
        database.log.delete_many({})

        with pytest.raises(BrokenHistory, match="ended at 1 once, and now at 0"):
            numberer().run(threading.Event())


def test_a_change_stream_whose_history_is_gone_costs_no_commit(server_folder):
    """A server of its own that forgets its oplog after a thousand entries."""
    with small_oplog(server_folder("small-oplog")) as mongo:
        database = mongo["small"]
        ensure(database)

        def again():
            return Numberer("samples", database, lambda: "e-1", lambda: None, lambda: None)

        with running(again()):
            until(listening(database))
            write(database, "a", 1)
            until(has_numbered(database, 1))
        token = database.log.find_one({"_id": 1})["token"]
        database.commits.insert_many(
            [
                {
                    "_id": commit_key(f"s-{n}", 1),
                    "stream": f"s-{n}",
                    "first": 1,
                    "last": 1,
                    "recorded_at": A_MOMENT,
                }
                for n in range(2500)
            ]
        )
        with pytest.raises(HistoryLost):
            CommitTail(database.commits, token).take(1, 60)
        with running(again()):
            until(has_numbered(database, 2501), 60)
            write(database, "a", 2)
            until(has_numbered(database, 2502))

        assert numbered(database)[-1] == "a@0000000002"
        assert database.log.count_documents({"repaired": True}) == 2500


@contextmanager
def small_oplog(folder):
    port = free_port()
    options = (
        "--storage-path",
        folder,
        "--oplog-max-entries",
        "100",
        "--cache-size",
        "48M",
        "--log-level",
        "ERROR",
    )
    program = Path(sys.executable).with_name("secantusd-py")
    server = subprocess.Popen([program, "--host", "127.0.0.1", "--port", str(port), *options])
    try:
        with MongoClient(f"mongodb://127.0.0.1:{port}", tz_aware=True, w="majority", journal=True) as mongo:
            mongo.admin.command("ping")
            yield mongo
    finally:
        server.terminate()
        server.wait(60)

"""Numberers as processes: two at once, one of them frozen beyond its lease, and one killed again and again."""

from __future__ import annotations

import random
import threading
import time
from collections import defaultdict

import pytest
from bson.binary import Binary

from shared.eventstore import commit_key
from shared.leases import LEASES, TERM_SECONDS
from shared.testing.history import A_MOMENT
from tests.builders.programs import Program
from tests.support.waiting import until

PROGRAM = "tests.integration.numbering_program"
STREAMS = 4
START_SECONDS = 60.0  # of a process, on a busy machine, with a lease to wait for


class Writing:
    """Writes commits to a few streams for as long as the block lasts."""

    def __init__(self, database):
        self._commits = database.commits
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._write, args=(f"s-{n}",)) for n in range(STREAMS)]
        self.written = defaultdict(list)

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def count(self):
        return sum(len(commits) for commits in self.written.values())

    def _write(self, stream):
        first = 1
        while not self._stop.wait(0.004):
            count = 1 + first % 3
            key = commit_key(stream, first)
            document = {"stream": stream, "first": first, "last": first + count - 1, "recorded_at": A_MOMENT}
            self._commits.insert_one({"_id": key, **document, "events": [Binary(b"{}")] * count})
            self.written[stream].append(key)
            first += count


@pytest.fixture
def start(mongo_uri, database, tmp_path):
    started = []

    def one():
        started.append(Program(tmp_path / f"numberer-{len(started)}.log", PROGRAM, mongo_uri, database.name))
        return started[-1]

    yield one
    for program in started:
        if program.running():
            program.end()


def require_numbered_once_in_order(database, writing):
    """Positions are dense, every commit has one, and each stream's are in its order."""
    until(
        lambda: database.log.count_documents({}) >= writing.count(), START_SECONDS, "everything is numbered"
    )
    end, of_stream = 0, defaultdict(list)
    for row in sorted(database.log.find(), key=lambda row: row["_id"]):
        assert row["_id"] == end + 1
        end += row["count"]
        of_stream[row["commit"].rpartition("@")[0]].append(row["commit"])
    assert dict(of_stream) == dict(writing.written)


def holder(database):
    lease = database[LEASES].find_one({"_id": "samples.numberer"})
    return lease and lease["holder"]


def grows(database, rows=20):
    before = database.log.count_documents({})
    return lambda: database.log.count_documents({}) > before + rows


def test_a_numberer_frozen_beyond_its_lease_and_woken_harms_nothing(database, start):
    frozen = start()
    with Writing(database) as writing:
        until(grows(database), START_SECONDS, "the first numbers")
        first = holder(database)
        start()
        until(grows(database))

        frozen.freeze()
        # How soon is measured in test_leases, by a clock that is moved; here the other may have only begun to start.
        until(lambda: holder(database) not in (first, None), START_SECONDS, "another took over")
        until(grows(database), START_SECONDS, "the other numbers")
        second = holder(database)

        frozen.wake()
        until(grows(database), what="numbering goes on")
        woken_at = time.monotonic()
        until(lambda: time.monotonic() - woken_at > TERM_SECONDS)  # time to do harm
        assert frozen.running()
        assert holder(database) == second
    require_numbered_once_in_order(database, writing)


def test_a_numberer_killed_again_and_again_numbers_everything_once(database, start):
    dice = random.Random(20261121)
    with Writing(database) as writing:
        for _ in range(4):
            program = start()
            database[LEASES].delete_many(
                {}
            )  # waiting for the killed one's lease to run out is not the point here
            until(grows(database, dice.randint(1, 60)), START_SECONDS, "it numbers")
            program.kill()
        start()
        database[LEASES].delete_many({})
        until(grows(database), START_SECONDS)
    require_numbered_once_in_order(database, writing)

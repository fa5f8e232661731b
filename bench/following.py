"""From an accepted command to its line in the case's timeline, while commands come in steadily."""

from __future__ import annotations

import bisect
import json
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from operator import itemgetter
from pathlib import Path
from typing import Any

from pymongo import MongoClient
from pymongo.database import Database

from bench.figures import Figure, at_most, percentile, shown
from bench.house import House, loaded, opened
from bench.load import Order, Outcome
from services.audit.adapters.ledger_store import MongoLedgerStore
from services.audit.application.ledger_feed import SOURCE
from services.audit.application.views import LINES
from shared.cursors import Cursors
from shared.ids import new_id
from shared.views import Generations, cursor_name
from tests.support.waiting import until

RATE = 100
HELD = 0.98
SECONDS = 15.0
WARM_SECONDS = 3.0
LOOK_SECONDS = 0.01  # each look costs the database what an event does
CAUGHT_UP_SECONDS = 30.0
PAGE = 1000


def measure(folder: Path, mongo_uri: str) -> Iterator[Figure]:
    """Milliseconds from the answer to a command until whoever asks for the timeline sees the event in it."""
    mongo: MongoClient[dict[str, Any]] = MongoClient(mongo_uri, tz_aware=True, w="majority", journal=True)
    try:
        with opened(folder, mongo_uri) as house, house.running("up", "--no-scenario"):
            outcome, seen = _sent_and_seen(house, mongo[house.settings.database_name("audit")])
    finally:
        mongo.close()
    accepted = outcome.count / outcome.seconds
    milliseconds = [1000 * max(0.0, length) for length in seen]
    slowest = at_most(
        "command → sequenced and in its timeline, p99", percentile(milliseconds, 0.99), "ms", 300
    )
    # A latency at a lower rate says nothing about this one.
    held = accepted >= HELD * RATE
    yield replace(slowest, goal=f"{slowest.goal} at {RATE}/s", met=slowest.met and held)
    yield shown("commands accepted meanwhile", accepted, "commands/s")


def _sent_and_seen(house: House, audit: Database[dict[str, Any]]) -> tuple[Outcome, list[float]]:
    steps, token = house.courses(), house.token()
    watching = _Watch(audit)
    try:
        outcome = loaded(
            Order(
                port=house.port,
                token=token,
                name=new_id(),
                steps=steps,
                seconds=SECONDS,
                warm=WARM_SECONDS,
                rate=RATE,
            )
        )
        last = outcome.answers[-1][1:]
        until(lambda: last in _indexes(audit), CAUGHT_UP_SECONDS, "everything is in the ledger")
        indexes = _indexes(audit)
        end = max(indexes.values()) + 1
        until(lambda: watching.reached >= end, CAUGHT_UP_SECONDS, "everything is in its timeline")
    finally:
        watching.stop()
    return outcome, [
        watching.seen_at(indexes[stream, version]) - at for at, stream, version in outcome.answers
    ]


class _Watch:
    """
    Looks all the time how far the timelines have come, and notes when.

    The cursor of the timelines' lines moves after the lines are stored, so what it covers is seen by whoever asks.
    """

    def __init__(self, audit: Database[dict[str, Any]]) -> None:
        generations = Generations(audit, LINES.name)
        name = cursor_name(LINES.name, generations.current(), SOURCE)
        self._looked: list[tuple[int, float]] = [(0, time.monotonic())]
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look, args=(Cursors(generations.database), name))
        self._thread.start()

    @property
    def reached(self) -> int:
        """How many entries have their line."""
        return self._looked[-1][0]

    def seen_at(self, index: int) -> float:
        """When the line of the entry *index* was first seen, on the monotonic clock."""
        return self._looked[bisect.bisect_left(self._looked, index + 1, key=itemgetter(0))][1]

    def stop(self) -> None:
        """Look no more."""
        self._stop.set()
        self._thread.join()

    def _look(self, cursors: Cursors, name: str) -> None:
        while not self._stop.wait(LOOK_SECONDS):
            _, position = cursors.get(name) or ("", 0)
            if position > self.reached:
                self._looked.append((position, time.monotonic()))


def _indexes(audit: Database[dict[str, Any]]) -> Mapping[tuple[str, int], int]:
    """Stream and version → index, of all entries."""
    store = MongoLedgerStore(audit)
    found: dict[tuple[str, int], int] = {}
    while entries := store.entries(len(found), PAGE):
        for entry in entries:
            event = json.loads(entry.event)
            found[event["subject"], event["streamversion"]] = entry.index
    return found

"""The event store beside plain inserts of the same bytes."""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from pymongo import MongoClient, WriteConcern

from bench.figures import Figure, against, median_rate
from bench.history import one
from shared.eventstore import Head, Proposal
from shared.eventstore.mongo import MongoEventStore, encoded, ensure

BLOCKS = 60
BLOCK = 20
TOGETHER = 64
EACH = 40

Ready = Sequence[tuple[Head, Proposal]]


def measure(mongo: MongoClient[dict[str, Any]], name: str) -> Iterator[Figure]:
    """Append one at a time, and 64 callers at once."""
    database = mongo[name]
    ensure(database)
    store = MongoEventStore(database)
    plain = database.get_collection("plain", write_concern=WriteConcern(w="majority", j=True))

    def plainly(ready: Ready) -> None:
        for item in ready:
            plain.insert_one(encoded(*item))

    singly = partial(_append, store)
    _block_seconds(plainly), _block_seconds(singly)  # warms up
    # Block by block beside each other, so that what else the machine does meets both.
    pairs = [(_block_seconds(plainly), _block_seconds(singly)) for _ in range(BLOCKS)]
    reference, own = (BLOCK / statistics.median(seconds) for seconds in zip(*pairs, strict=True))
    yield against("store.append, one caller", own, "appends/s", "insert_one", reference, 0.9)
    jointly = median_rate(lambda: _together(store))
    yield against("store.append, 64 callers", jointly, "appends/s", "insert_one, one caller", reference, 6)
    store.close()


def _append(store: MongoEventStore, ready: Ready) -> None:
    for head, proposal in ready:
        store.append(head, proposal)


def _block_seconds(work: Callable[[Ready], None]) -> float:
    ready = [one(number) for number in range(BLOCK)]
    started = time.perf_counter()
    work(ready)
    return time.perf_counter() - started


def _together(store: MongoEventStore) -> tuple[int, float]:
    ready = [[one(number) for number in range(EACH)] for _ in range(TOGETHER)]
    threads = [threading.Thread(target=_append, args=(store, mine)) for mine in ready]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return TOGETHER * EACH, time.perf_counter() - started

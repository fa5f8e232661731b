"""The event store beside plain inserts of the same bytes."""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from pymongo import MongoClient, WriteConcern

from bench.figures import Figure, against
from shared.canonical import NO_DIGEST, canonical_bytes
from shared.clock import system_clock
from shared.eventstore import CommandMark, Head, Proposal
from shared.eventstore.mongo import MongoEventStore, encoded, ensure
from shared.ids import new_id

ALONE = 600
TOGETHER = 64
EACH = 40
TIMES = 5


def measure(mongo: MongoClient[dict[str, Any]], name: str) -> Iterator[Figure]:
    """Append one at a time, and 64 callers at once."""
    database = mongo[name]
    ensure(database)
    store = MongoEventStore(database)
    plain = mongo[name].get_collection("plain", write_concern=WriteConcern(w="majority", j=True))

    def alone() -> float:
        ready = [one(number) for number in range(ALONE)]
        return _rate(ALONE, lambda: _append(store, ready))

    def reference() -> float:
        ready = [one(number) for number in range(ALONE)]
        return _rate(ALONE, lambda: [plain.insert_one(encoded(*item)) for item in ready])

    def together() -> float:
        ready = [[one(number) for number in range(EACH)] for _ in range(TOGETHER)]
        return _rate(TOGETHER * EACH, lambda: _in_threads([partial(_append, store, mine) for mine in ready]))

    runs = [(reference(), alone(), together()) for _ in range(TIMES + 1)][1:]  # the first warms up
    plainly, singly, jointly = (statistics.median(column) for column in zip(*runs, strict=True))
    yield against("store.append, one caller", singly, "appends/s", "insert_one", plainly, 0.9)
    yield against("store.append, 64 callers", jointly, "appends/s", "insert_one, one caller", plainly, 6)
    store.close()


def one(number: int) -> tuple[Head, Proposal]:
    """A ready append of one typical event to a stream of its own."""
    stream = f"bench-{new_id()}-{number}"
    body = canonical_bytes(envelope(stream))
    mark = CommandMark("user:bench", str(number), "0" * 64)
    return Head(stream, 0, NO_DIGEST), Proposal(new_id(), mark, system_clock(), (body,))


def envelope(stream: str) -> dict[str, Any]:
    """A typical event of about 900 bytes."""
    return {
        "specversion": "1.0",
        "id": new_id(),
        "source": "//sovang.localhost/bench/nominations",
        "type": "RegistrationListSubmitted",
        "subject": stream,
        "time": "2021-03-20T02:03:04.005Z",
        "datacontenttype": "application/json",
        "dataschema": "/schemas/nominations/RegistrationListSubmitted/1",
        "streamversion": 1,
        "previous": NO_DIGEST,
        "actor": "user:bench",
        "actorrole": "unit_clerk",
        "correlationid": new_id(),
        "causationid": f"command:{new_id()}",
        "data": {
            "case": "plan-0123456789abcdef01234567",
            "occurred_on": "2021-03-20",
            "basis": "simulated",
            "rules": [{"rule": "plan-quota/1", "citation": "Kế hoạch, mục IV.1", "confirmed": True}],
            "broken": [],
            "plan_id": "0123456789abcdef01234567",
            "unit_id": "89abcdef0123456701234567",
        },
    }


def _append(store: MongoEventStore, ready: Sequence[tuple[Head, Proposal]]) -> None:
    for head, proposal in ready:
        store.append(head, proposal)


def _rate(count: int, work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return count / (time.perf_counter() - started)


def _in_threads(works: Sequence[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

"""The event store beside plain inserts of the same bytes."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterator
from typing import Any

from pymongo import MongoClient, WriteConcern

from bench.figures import Figure, against, median_rate
from shared.canonical import NO_DIGEST, canonical_bytes
from shared.clock import system_clock
from shared.eventstore import CommandMark, Head, Proposal
from shared.eventstore.mongo import MongoEventStore, encoded, ensure
from shared.ids import new_id

ALONE = 600
TOGETHER = 64
EACH = 40


def measure(mongo: MongoClient[dict[str, Any]], name: str) -> Iterator[Figure]:
    """Append one at a time, and 64 callers at once."""
    database = mongo[name]
    ensure(database)
    store = MongoEventStore(database)
    plain = mongo[name].get_collection("plain", write_concern=WriteConcern(w="majority", j=True))
    numbers = itertools.count()

    def appends(count: int) -> None:
        for _ in range(count):
            head, proposal = one(next(numbers))
            store.append(head, proposal)

    def alone() -> int:
        appends(ALONE)
        return ALONE

    def reference() -> int:
        for _ in range(ALONE):
            head, proposal = one(next(numbers))
            plain.insert_one(encoded(head, proposal))
        return ALONE

    def together() -> int:
        _in_threads(TOGETHER, lambda: appends(EACH))
        return TOGETHER * EACH

    alone()  # warm
    reference()
    reference_rate = median_rate(reference)
    yield against("store.append, one caller", median_rate(alone), "appends/s", "insert_one", reference_rate, 0.9)
    yield against(
        "store.append, 64 callers", median_rate(together), "appends/s", "insert_one, one caller", reference_rate, 6
    )
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


def _in_threads(count: int, work: Callable[[], None]) -> None:
    threads = [threading.Thread(target=work) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

"""Histories of typical events to measure with: ready appends, stored commits, numbered feeds."""

from __future__ import annotations

import threading
from typing import Any

from pymongo.database import Database

from shared.canonical import NO_DIGEST, canonical_bytes
from shared.clock import system_clock
from shared.eventstore import CommandMark, Head, Proposal
from shared.eventstore.mongo import encoded, ensure
from shared.feed import LocalFeed
from shared.ids import new_id
from shared.numbering import Numberer

SOURCE = "nominations"
AT_ONCE = 500
LOOK_SECONDS = 0.01


def numbered(database: Database[dict[str, Any]], count: int) -> LocalFeed:
    """The feed over *count* new events in *database*, as a numberer has put them in order."""
    store_commits(database, count)
    feed, stop = LocalFeed(SOURCE, database), threading.Event()
    numberer = Numberer(SOURCE, database, new_id, lambda: None, lambda: None)
    thread = threading.Thread(target=numberer.run, args=(stop,))
    thread.start()
    while feed.head()[1] < count and thread.is_alive():
        stop.wait(LOOK_SECONDS)
    stop.set()
    thread.join()
    return feed


def store_commits(database: Database[dict[str, Any]], count: int) -> None:
    """Store *count* commits of one event each, each the first of its stream."""
    ensure(database)
    for start in range(0, count, AT_ONCE):
        some = range(start, min(start + AT_ONCE, count))
        database["commits"].insert_many([encoded(*one(number)) for number in some])


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

"""Commit to position to confirmed publication, beside nameko's own dispatcher with confirms."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from typing import Any

from kombu.connection import Connection
from nameko.standalone.events import event_dispatcher, get_event_exchange
from pymongo import MongoClient

from bench.figures import Figure, against
from bench.history import AT_ONCE, SOURCE, envelope, one, store_commits
from shared.broker.amqp import AmqpBell
from shared.canonical import canonical_bytes
from shared.cursors import Cursors
from shared.errors import TransientError
from shared.eventstore.mongo import encoded
from shared.feed import LocalFeed
from shared.ids import new_id
from shared.numbering import Numberer
from shared.publishing import CURSOR, Publisher
from shared.recent import Recent
from shared.roles import Role
from shared.waking import Wake

EVENTS = 10_000
REFERENCE_EVENTS = 3_000
WARM_EVENTS = 10  # so that both are at work: what is measured is life, not a first start
LOOK_SECONDS = 0.02  # each look costs the database what two events do


def measure(mongo: MongoClient[dict[str, Any]], name: str, amqp_uri: str) -> Iterator[Figure]:
    """Events per second from stored commits of one event each to the broker's confirmation."""
    reference = _dispatched(amqp_uri)
    database = mongo[name]
    wake, recent, stop, cursors = Wake(), Recent(), threading.Event(), Cursors(database)
    feed = LocalFeed(SOURCE, database, recent)
    roles: list[Role] = [
        Numberer(SOURCE, database, new_id, lambda: None, wake.ring, recent),
        Publisher(SOURCE, feed, AmqpBell(amqp_uri, SOURCE, ("bench",)), cursors, wake),
    ]
    threads = [threading.Thread(target=_run, args=(role, stop)) for role in roles]

    def announced(count: int) -> None:
        while (cursors.get(CURSOR) or ("", 0))[1] < count and all(thread.is_alive() for thread in threads):
            time.sleep(LOOK_SECONDS)

    store_commits(database, WARM_EVENTS)
    for thread in threads:
        thread.start()
    announced(WARM_EVENTS)
    ready = [encoded(*one(number)) for number in range(EVENTS)]
    started = time.perf_counter()
    for start in range(0, EVENTS, AT_ONCE):
        database["commits"].insert_many(ready[start : start + AT_ONCE])
    announced(WARM_EVENTS + EVENTS)
    rate = EVENTS / (time.perf_counter() - started)
    stop.set()
    for thread in threads:
        thread.join()
    yield against(
        "commit → position → confirmed publish",
        rate,
        "events/s",
        "nameko EventDispatcher, confirms",
        reference,
        2,
    )


def _dispatched(amqp_uri: str) -> float:
    payload = canonical_bytes(envelope("bench-reference")).decode()
    with Connection(amqp_uri) as connection:  # type: ignore[no-untyped-call]  # kombu has no types here
        get_event_exchange("bench_reference").declare(channel=connection.default_channel)
    dispatch = event_dispatcher(use_confirms=True, uri=amqp_uri)
    dispatch("bench_reference", "Warm", payload)
    started = time.perf_counter()
    for _ in range(REFERENCE_EVENTS):
        dispatch("bench_reference", "Something", payload)
    return REFERENCE_EVENTS / (time.perf_counter() - started)


def _run(role: Role, stop: threading.Event) -> None:
    while not stop.is_set():
        try:
            role.run(stop)
        except TransientError:
            stop.wait(0.02)  # the publisher waits for the first position

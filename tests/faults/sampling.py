"""What a run takes up while it lasts: history, memory of each process, sizes of what must not grow, minute by minute."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import pymongo
from amqp.exceptions import NotFound
from pymongo import MongoClient
from pymongo.errors import PyMongoError

from shared.broker.topology import queue_name
from shared.broker.wire import BROKEN, connect, drop
from shared.settings import SERVICES
from shared.views import database_of_views
from sovang.hearing import LISTENERS
from tests.faults.ground import Ground
from tests.support.records import head_of

EVERY_SECONDS = 60.0
ASK_SECONDS = 5.0
AGAIN_SECONDS = 2.0
OF_EACH_SERVICE = ("cursors", "leases", "log_state", "parked")
OF_NOMINATIONS = ("sessions", "sign_in_failures")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """
    One moment, *seconds* after the first; memory and the database's files in KiB.

    `history` and `sizes` are empty when the database was away until the next sample was due; so are `queues` of a
    broker that was away. A process that was just being restarted is not in `memory`.
    """

    seconds: float
    sent: int
    memory: Mapping[str, int]
    files: int
    history: Mapping[str, int]
    sizes: Mapping[str, int]
    queues: Mapping[str, int]


class Sampling:
    """Takes samples of *ground*: by `take`, and from `begin` to `end` one *every* so many seconds."""

    def __init__(self, ground: Ground, every: float = EVERY_SECONDS) -> None:
        self.samples: list[Sample] = []
        self._ground = ground
        self._every = every
        self._sent: Callable[[], int] = lambda: 0
        self._started = time.monotonic()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sampling")
        self._failure: Exception | None = None

    def begin(self, sent: Callable[[], int]) -> None:
        """Take one regularly; *sent* says how many commands have been sent."""
        self._sent = sent
        self._thread.start()

    def end(self) -> None:
        """Take no more by itself. Raises what went wrong in doing so."""
        self._stop.set()
        self._thread.join()
        if self._failure is not None:
            raise self._failure

    def take(self) -> None:
        """Take one now, waiting for a database that is away until the next would be due."""
        begun = time.monotonic()
        memory, files = self._ground.memory(), self._ground.database_files()
        history, sizes = self._asked_until(begun + self._every)
        self.samples.append(
            Sample(
                seconds=round(begun - self._started, 1),
                sent=self._sent(),
                memory=memory,
                files=files,
                history=history,
                sizes=sizes,
                queues=queues_of(self._ground.amqp_uri),
            )
        )

    def take_at_rest(self, seconds: float) -> None:
        """Take one once no message waits in any queue, at the latest after *seconds*: whoever hears connects again first."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            waiting = queues_of(self._ground.amqp_uri)
            if waiting and not any(waiting.values()):
                break
            time.sleep(AGAIN_SECONDS)
        self.take()

    def _run(self) -> None:
        due = time.monotonic() + self._every
        while not self._stop.wait(max(0.0, due - time.monotonic())):
            due += self._every
            try:
                self.take()
            except Exception as failure:  # noqa: BLE001  # raised again by end
                self._failure = failure
                return

    def _asked_until(self, deadline: float) -> tuple[dict[str, int], dict[str, int]]:
        while True:
            with suppress(PyMongoError):
                return _asked(self._ground)
            if time.monotonic() + AGAIN_SECONDS > deadline or self._stop.wait(AGAIN_SECONDS):
                return {}, {}


def _asked(ground: Ground) -> tuple[dict[str, int], dict[str, int]]:
    """History and sizes, past the network in which things go wrong."""
    client: MongoClient[dict[str, Any]] = MongoClient(
        ground.database.uri, serverSelectionTimeoutMS=1000 * int(ASK_SECONDS)
    )
    names = {service: ground.system.settings.database_name(service) for service in SERVICES}
    with client, pymongo.timeout(ASK_SECONDS):
        own = {service: client[name] for service, name in names.items()}
        views = [client[database_of_views(name)] for name in names.values()]
        history = {
            "commits": sum(one.commits.count_documents({}) for one in own.values()),
            "events": sum(head_of(one) for one in own.values()),
            "entries": own["audit"].entries.count_documents({}),
        }
        sizes = {what: sum(one[what].count_documents({}) for one in own.values()) for what in OF_EACH_SERVICE}
        sizes |= {what: own["nominations"][what].count_documents({}) for what in OF_NOMINATIONS}
        sizes["cursors"] += sum(one.cursors.count_documents({}) for one in views)
        sizes["views"] = sum(one.views.count_documents({}) for one in views)
        sizes["generations"] = sum(
            name.startswith("view_") for one in views for name in one.list_collection_names()
        )
    return history, sizes


def queues_of(amqp_uri: str) -> dict[str, int]:
    """How many messages wait in each queue that services have; nothing when the broker does not answer."""
    found: dict[str, int] = {}
    line = None
    with suppress(*BROKEN):
        line = connect(amqp_uri)
        for source, listeners in LISTENERS.items():
            for name in (queue_name(listener, source) for listener in listeners):
                with suppress(NotFound):  # lost with the broker's disk, and not made again yet
                    channel = line.channel()  # each its own: a refusal closes it
                    found[name] = channel.queue_declare(name, passive=True).message_count
                    channel.close()
    drop(line)
    return found

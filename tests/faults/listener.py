"""An outside subscriber, as anybody may be: a queue of its own at each source's exchange, read all the time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from typing import Any

from amqp import Channel, Connection, Message
from amqp.exceptions import NotFound
from pymongo.errors import PyMongoError

from shared.broker.topology import declare, exchange_name, queue_name
from shared.broker.wire import BROKEN, SETUP_SECONDS, connect, drain, drop, within
from shared.publishing import WINDOW
from tests.support.waiting import until

NAME = "listener"
SOURCES = ("nominations", "awards", "audit", "ledger")
LOOK_SECONDS = 0.2
AGAIN_SECONDS = 0.2
PREFETCH = 500
HEARD_SECONDS = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """
    The positions heard of, and the spans (after, up to) in which nobody could have heard.

    Such a span begins behind everything heard before the queue was lost, and ends with what was numbered when there was
    a queue again.
    """

    positions: frozenset[int]
    deaf: Sequence[tuple[int, int]] = ()

    @property
    def end(self) -> int:
        """The position up to which nothing is missing."""
        return next(at for at in count() if self._missing(at + 1))

    def silent_before(self, head: int) -> list[int]:
        """The positions up to *head* that should have been heard and were not."""
        return [position for position in range(1, head + 1) if self._missing(position)]

    def deafened(self, head: int) -> tuple[int, int]:
        """
        The span in which nobody could hear, when a queue was lost and *head* is numbered.

        It begins with what is missing, but not before what a publisher may still have had under way (WINDOW): what was lost
        earlier than that was lost by somebody else.
        """
        return max(self.end, max(self.positions, default=0) - WINDOW), head

    def _missing(self, position: int) -> bool:
        return position not in self.positions and not any(low < position <= high for low, high in self.deaf)


class Listener:
    """
    Hears of everything from now on, in a thread of its own; *head_of* tells how far a source is numbered.

    What it has heard is acknowledged afterwards, so that only a broker that loses its queue can keep it from hearing.
    """

    def __init__(self, amqp_uri: str, head_of: Callable[[str], int]) -> None:
        self._uri = amqp_uri
        self._head_of = head_of
        self._heard: dict[str, set[int]] = {source: set() for source in SOURCES}
        self._deaf: dict[str, list[tuple[int, int]]] = {source: [] for source in SOURCES}
        self._lost: set[str] = set()  # sources whose new queue's beginning is not known yet
        self._stop = threading.Event()
        line = connect(amqp_uri)
        for source in SOURCES:
            _bind(line, source)
        drop(line)
        self._thread = threading.Thread(target=self._run, name=NAME, daemon=True)
        self._thread.start()

    def heard(self, heads: Mapping[str, int], seconds: float = HEARD_SECONDS) -> Mapping[str, Heard]:
        """What was heard, once that is all up to *heads*, or after *seconds*."""
        with suppress(AssertionError):  # an invariant will say what is missing
            until(lambda: not any(self._told(one).silent_before(heads[one]) for one in SOURCES), seconds)
        return {source: self._told(source) for source in SOURCES}

    def close(self) -> None:
        """Hear no more."""
        self._stop.set()
        self._thread.join()

    def _told(self, source: str) -> Heard:
        return Heard(positions=frozenset(self._heard[source].copy()), deaf=tuple(self._deaf[source]))

    def _run(self) -> None:
        while not self._stop.is_set():
            line = None
            with suppress(*BROKEN):
                line = connect(self._uri)
                self._listen(line)
            drop(line)
            self._stop.wait(AGAIN_SECONDS)

    def _listen(self, line: Connection) -> None:
        with within(line, SETUP_SECONDS):
            for source in SOURCES:
                if not _there(line, source):
                    self._lost.add(source)
                    _bind(line, source)
            channel: Channel = line.channel()
            channel.basic_qos(0, PREFETCH, False)
            for source in SOURCES:
                channel.basic_consume(queue_name(NAME, source), callback=self._hearer(channel, source))
        while not self._stop.is_set():
            self._count_lost()
            drain(line, LOOK_SECONDS)

    def _hearer(self, channel: Channel, source: str) -> Callable[[Message], None]:
        def hear(message: Message) -> None:
            self._heard[source].add(_position(message))
            channel.basic_ack(message.delivery_tag)

        return hear

    def _count_lost(self) -> None:
        """Note in which span nobody could hear; the database that knows may be away just now."""
        for source in list(self._lost):
            with suppress(PyMongoError):
                self._deaf[source].append(self._told(source).deafened(self._head_of(source)))
                self._lost.discard(source)


def _position(message: Message) -> int:
    headers: dict[str, Any] = message.properties["application_headers"]
    return int(headers["position"])


def _there(line: Connection, source: str) -> bool:
    channel = line.channel()
    try:
        channel.queue_declare(queue_name(NAME, source), passive=True)
    except NotFound:
        return False
    channel.close()
    return True


def _bind(line: Connection, source: str) -> None:
    declare(line, source, [])
    channel = line.channel()
    channel.queue_declare(queue_name(NAME, source), durable=True, auto_delete=False)
    channel.queue_bind(queue_name(NAME, source), exchange_name(source), routing_key="#")
    channel.close()

"""Announcing events through RabbitMQ: persistent, mandatory, many confirms under way at once."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from typing import Any

import structlog
from amqp import Channel, Connection, Message, spec
from amqp.exceptions import InternalError

from shared import metrics
from shared.broker.confirms import Confirms
from shared.broker.topology import declare, exchange_name, remove
from shared.broker.wire import (
    BROKEN,
    RENEWAL_SECONDS,
    SETUP_SECONDS,
    connect,
    drain,
    drop,
    gathered,
    within,
)
from shared.errors import TransientError
from shared.messages import NumberedEvent

CONFIRM_SECONDS = 5.0
PUBLISHED_AT_ONCE = 100
PERSISTENT = 2
LEDGER = "ledger"
"""The history whose positions are the order of record; subscribers know them as `sequence`, 20 digits."""
MUTE_LINES = 2
REFUSED = RETURN, SILENCE, NACK = "return", "silence", "nack"

log = structlog.get_logger()


class AmqpBell:
    """
    The bell of *source* at the broker *uri*.

    A mandatory message MUST find a queue, or it is returned and never counts. So that an event is never announced into
    the void, the bell itself declares the queues of *consumers*, everybody who has to hear; when there are none, nobody
    has to, and messages are not mandatory.
    A queue can be there and never answer again: a RabbitMQ that loses its power within a second of the queue's
    declaration keeps its name and loses its inside. When *MUTE_LINES* connections in a row bring not one confirm, but
    silence, nacks, or no answer to the declarations, the queues are removed, which costs nobody an event, and declared anew.
    That is the bell's alone, and not before *apart_seconds* after it began or last did it: where a second removal meets
    the declaration, RabbitMQ forgets a queue whose inside still runs, and refuses its name until it is restarted
    (*cluster_not_formed*). It may still be busy with what another bell asked for that was killed.
    A nack, a return, or no confirm for *confirm_seconds* while some are under way: the socket is closed, and the next
    `ring` connects, declares everything again and goes on. A broker that blocks its publishers (out of memory or disk)
    is alarm and pause: the connection stays.
    """

    def __init__(
        self,
        uri: str,
        source: str,
        consumers: Sequence[str],
        *,
        confirm_seconds: float = CONFIRM_SECONDS,
        apart_seconds: float = RENEWAL_SECONDS,
    ) -> None:
        self._uri = uri
        self._source = source
        self._consumers = tuple(consumers)
        self._confirm_seconds = confirm_seconds
        self._line: _Line | None = None
        self._apart_seconds = apart_seconds
        self._renewed_at = time.monotonic()
        self._mute = 0  # connections in a row on which nothing was confirmed
        for how in REFUSED:  # an alarm sees a count rise: the first one has to rise from 0
            metrics.REFUSALS.labels(source, how)

    def ring(self, events: Sequence[NumberedEvent], timeout: float) -> int:
        """See Bell."""
        try:
            line = self._line_for(events)
            confirmed = line.ring(events, timeout)
        except BROKEN as error:
            self.close()
            metrics.CONNECTION_FAILURES.labels("bell", self._source).inc()
            raise TransientError(f"broker: {error!r}") from error
        fault = line.fault()
        if confirmed:
            self._mute = 0
        if fault is not None:
            self._mute += line.mute
            metrics.REFUSALS.labels(self._source, line.how).inc()
            self.close()
            log.warning("announcing failed", source=self._source, reason=fault)
            if not confirmed:
                raise TransientError(f"broker: {fault}")
        return confirmed

    def close(self) -> None:
        """See Bell."""
        if self._line is not None:
            drop(self._line.connection)
            self._line = None
            metrics.BLOCKED.labels(self._source).set(0)

    def _line_for(self, events: Sequence[NumberedEvent]) -> _Line:
        if self._line is not None and not self._line.continues(events):
            self.close()
        if self._line is None:
            self._line = self._begun()
            metrics.CONNECTIONS.labels("bell", self._source).inc()
        return self._line

    def _begun(self) -> _Line:
        if self._mute >= MUTE_LINES and time.monotonic() - self._renewed_at >= self._apart_seconds:
            self._remove_queues()
        line = _Line(self._uri, self._source, self._consumers, self._confirm_seconds)
        asked_at = time.monotonic()
        try:
            line.begin()
        except BROKEN as error:
            self._mute += isinstance(error, InternalError) or time.monotonic() - asked_at >= SETUP_SECONDS
            drop(line.connection)
            raise
        return line

    def _remove_queues(self) -> None:
        """On a connection of its own, which waits for the end of it."""
        connection = connect(self._uri, patience=RENEWAL_SECONDS)
        try:
            with within(connection, RENEWAL_SECONDS):
                remove(connection, self._source, self._consumers)
        finally:
            drop(connection)
            self._renewed_at, self._mute = time.monotonic(), 0
        log.error("queues did not answer: removed", source=self._source, queues=self._consumers)


class _Line:
    """One connection: the events published on it are contiguous, so that tags and positions run in step."""

    def __init__(self, uri: str, source: str, consumers: Sequence[str], patience: float) -> None:
        self._source = source
        self._consumers = consumers
        self._exchange = exchange_name(source)
        self._patience = patience
        self._mandatory = bool(consumers)
        self._blocked = False
        self._unroutable = False
        self._confirms = Confirms()
        self._start: tuple[str, int] | None = (
            None  # epoch, and the position before the first one published here
        )
        self._progress_at = time.monotonic()
        self._channel: Channel
        self.connection: Connection = connect(uri, on_blocked=self._block, on_unblocked=self._unblock)

    def begin(self) -> None:
        """Have the exchange and all queues, and be ready to publish; raises one of BROKEN."""
        with within(self.connection, SETUP_SECONDS):
            declare(self.connection, self._source, self._consumers)
            self._channel = self.connection.channel()
            self._channel.confirm_select()
        self._progress_at = time.monotonic()
        self._channel.events["basic_ack"].add(self._acked)
        self._channel.events["basic_nack"].add(self._nacked)
        self._channel.events["basic_return"].add(self._returned)

    @property
    def mute(self) -> bool:
        """Whether not one of the messages published here was taken, though all found their queues."""
        return self._confirms.confirmed == 0 and not self._unroutable

    @property
    def how(self) -> str:
        """In which way messages were refused here."""
        if self._unroutable:
            return RETURN
        return SILENCE if self._confirms.refused is None else NACK

    def continues(self, events: Sequence[NumberedEvent]) -> bool:
        """Whether *events* begin among those under way here, or directly after them."""
        if not events or self._start is None:
            return True
        epoch, start = self._start
        tag = events[0].position - start
        return events[0].epoch == epoch and self._confirms.confirmed < tag <= self._confirms.published + 1

    def ring(self, events: Sequence[NumberedEvent], timeout: float) -> int:
        """Publish what is not under way yet; how many of *events* are confirmed once half are, or *timeout* is over."""
        if not events:
            drain(self.connection, 0)
            return 0
        if self._start is None:
            self._start = (events[0].epoch, events[0].position - 1)
        before = events[0].position - 1 - self._start[1]
        with gathered(self.connection):
            for event in list(events)[self._confirms.published - before :]:
                self._publish(event)
                if self._confirms.published % PUBLISHED_AT_ONCE == 0:
                    drain(self.connection, 0)  # what comes back must not pile up while we write
        wanted = before + (len(events) + 1) // 2
        deadline = time.monotonic() + timeout
        while self._confirms.confirmed < wanted and self.fault() is None:
            remaining = deadline - time.monotonic()
            if remaining <= 0:
                break
            drain(self.connection, min(remaining, self._patience))
        return max(0, self._confirms.confirmed - before)

    def fault(self) -> str | None:
        """Why this connection must be given up, if it must."""
        if self._confirms.refused is not None:
            return self._confirms.refused
        silent = time.monotonic() - self._progress_at
        if self._confirms.open and not self._blocked and silent >= self._patience:
            return f"no confirm for {self._patience} s"
        return None

    def _publish(self, event: NumberedEvent) -> None:
        attributes = json.loads(event.body)
        if not self._confirms.open:
            self._progress_at = time.monotonic()
        self._confirms.publish()
        # Not basic_publish: that polls the socket for every message, and for ever when half a frame is there.
        arguments = (0, self._exchange, attributes["type"], self._mandatory, False)
        self._channel.send_method(spec.Basic.Publish, "Bssbb", arguments, message_of(event, attributes))

    def _acked(self, tag: int, multiple: bool) -> None:
        self._confirms.ack(tag, multiple)
        self._progress_at = time.monotonic()

    def _nacked(self, tag: int, multiple: bool) -> None:
        first = self._confirms.confirmed + 1 if multiple else tag
        self._confirms.refuse(first, f"message {tag} was not taken")

    def _returned(self, reason: Exception, exchange: str, routing_key: str, message: Message) -> None:
        self._unroutable = True
        position = message.properties["application_headers"]["position"]
        assert self._start is not None
        self._confirms.refuse(position - self._start[1], f"position {position} was returned: {reason}")

    def _block(self, reason: str) -> None:
        self._blocked = True
        metrics.BLOCKED.labels(self._source).set(1)
        log.error("broker blocks its publishers", exchange=self._exchange, reason=reason)

    def _unblock(self) -> None:
        self._blocked = False
        metrics.BLOCKED.labels(self._source).set(0)
        self._progress_at = time.monotonic()
        log.warning("broker takes messages again", exchange=self._exchange)


def message_of(event: NumberedEvent, attributes: dict[str, Any]) -> Message:
    """The message that announces *event*; *attributes* are those of its CloudEvent."""
    headers: dict[str, Any] = {"position": event.position, "epoch": event.epoch}
    if event.source == LEDGER:
        headers["sequence"] = f"{event.position:020d}"
    if traceparent := attributes.get("traceparent"):
        headers["traceparent"] = traceparent
    return Message(
        event.body,
        content_type="application/json",
        content_encoding="utf-8",
        delivery_mode=PERSISTENT,
        message_id=attributes["id"],
        application_headers=headers,
    )

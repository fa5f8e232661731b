"""Hearing of events through RabbitMQ: a thread of its own keeps the connection, whatever the consumer is doing."""

from __future__ import annotations

import contextlib
import queue
import socket
import threading
from collections.abc import Callable
from functools import partial

import structlog
from amqp import Channel, Connection, Message

from shared import metrics
from shared.backoff import Backoff
from shared.broker.doorbell import Delivery, Intake
from shared.broker.topology import declare, queue_name
from shared.broker.wire import BROKEN, HEARTBEAT_SECONDS, SETUP_SECONDS, connect, drain, drop, within
from shared.messages import NumberedEvent

PREFETCH = 200
MOST_SECONDS_BETWEEN_TRIES = 5.0
CLOSE_SECONDS = 5.0

log = structlog.get_logger()


class AmqpDoorbell:
    """Where consumers listen at the broker *uri*."""

    def __init__(self, uri: str) -> None:
        self._uri = uri

    def listen(self, consumer: str, source: str) -> Intake:
        """See Doorbell."""
        return AmqpIntake(self._uri, consumer, source)


class AmqpIntake:
    """
    The queue of *consumer* for *source*.

    Its thread connects, declares what it needs, and connects again for ever with growing pauses. At most PREFETCH
    deliveries are unacknowledged at once. A queue that has died with the broker answers with an error or not at all;
    the bell alone replaces it (see AmqpBell), and until then the consumer reads its owner's feed. Acknowledgements are
    sent in the order of delivery, many at a time; one that belongs to an earlier connection is forgotten, because its
    message will come again.
    """

    def __init__(self, uri: str, consumer: str, source: str) -> None:
        self._uri = uri
        self._consumer = consumer
        self._source = source
        self._deliveries: queue.SimpleQueue[Delivery] = queue.SimpleQueue()
        self._connections = 0
        self._queue = queue_name(consumer, source)
        self._failures = metrics.CONNECTION_FAILURES.labels("intake", self._queue)
        self._closed = threading.Event()
        self._wake = _Wakening()
        self._thread = threading.Thread(target=self._keep, name=f"hears {self._queue}", daemon=True)
        self._thread.start()

    @property
    def connections(self) -> int:
        """See Intake."""
        return self._connections

    def next(self, timeout: float) -> Delivery | None:
        """See Intake."""
        try:
            return self._deliveries.get(timeout=timeout) if timeout > 0 else self._deliveries.get_nowait()
        except queue.Empty:
            return None

    def close(self) -> None:
        """See Intake."""
        self._closed.set()
        self._wake.ring()
        self._thread.join(CLOSE_SECONDS)

    def _keep(self) -> None:
        backoff = Backoff(0.1, MOST_SECONDS_BETWEEN_TRIES)
        while not self._closed.is_set():
            try:
                self._listen(backoff)
            except BROKEN as error:
                seconds = backoff.next()
                self._failures.inc()
                log.warning("broker away", queue=self._queue, again_in=seconds, error=str(error))
                self._closed.wait(seconds)
            except Exception:  # whatever it is: nobody may wait for a thread that has ended
                seconds = backoff.next()
                self._failures.inc()
                log.exception("listening failed", queue=self._queue, again_in=seconds)
                self._closed.wait(seconds)
        self._wake.close()

    def _listen(self, backoff: Backoff) -> None:
        connection = connect(self._uri)
        try:
            reading = self._begun(connection)
            self._connections += 1
            metrics.CONNECTIONS.labels("intake", self._queue).inc()
            backoff.reset()
            while not self._closed.is_set():
                drain(connection, HEARTBEAT_SECONDS, self._wake)
                self._wake.hush()
                reading.acknowledge()
            reading.acknowledge()
            connection.close()
        finally:
            drop(connection)

    def _begun(self, connection: Connection) -> _Reading:
        """Deliveries are on their way."""
        with within(connection, SETUP_SECONDS):
            declare(connection, self._source, [self._consumer])
            reading = _Reading(connection, self._source, self._deliveries.put, self._wake.ring)
            reading.begin(self._queue)
        return reading


class _Reading:
    """One connection's deliveries and which of them are done with."""

    def __init__(
        self, connection: Connection, source: str, put: Callable[[Delivery], None], wake: Callable[[], None]
    ) -> None:
        self._source = source
        self._put = put
        self._wake = wake
        self._channel: Channel = connection.channel()
        self._channel.auto_decode = False  # a body is bytes, and stays so
        self._lock = threading.Lock()
        self._done: set[int] = set()
        self._acknowledged = 0

    def begin(self, name: str) -> None:
        self._channel.basic_qos(0, PREFETCH, a_global=False)
        self._channel.basic_consume(name, callback=self._take, on_cancel=_cancelled)

    def acknowledge(self) -> None:
        """Tell the broker of all that are done with, up to the first that is not."""
        with self._lock:
            last = self._acknowledged
            while last + 1 in self._done:
                last += 1
                self._done.discard(last)
        if last > self._acknowledged:
            self._channel.basic_ack(last, multiple=True)
            self._acknowledged = last

    def _take(self, message: Message) -> None:
        tag: int = message.delivery_tag
        done = partial(self._finish, tag)
        event = _event(self._source, message)
        if event is None:
            log.error("message without place thrown away", source=self._source, tag=tag)
            done()
        else:
            self._put(Delivery(event, done))

    def _finish(self, tag: int) -> None:
        with self._lock:
            self._done.add(tag)
        self._wake()


class _Wakening:
    """Makes a thread that waits for a socket look up."""

    def __init__(self) -> None:
        self._reader, self._writer = socket.socketpair()
        self._reader.setblocking(False)
        self._writer.setblocking(False)

    def fileno(self) -> int:
        return self._reader.fileno()

    def ring(self) -> None:
        with contextlib.suppress(OSError):  # full: it will look up anyway; closed: nobody is there any more
            self._writer.send(b"!")

    def hush(self) -> None:
        with contextlib.suppress(BlockingIOError):
            while self._reader.recv(4096):
                pass

    def close(self) -> None:
        self._reader.close()
        self._writer.close()


def _event(source: str, message: Message) -> NumberedEvent | None:
    headers = message.properties.get("application_headers") or {}
    position, epoch = headers.get("position"), headers.get("epoch")
    if not isinstance(position, int) or not isinstance(epoch, str):
        return None
    return NumberedEvent(source=source, epoch=epoch, position=position, body=bytes(message.body))


def _cancelled(tag: str) -> None:
    raise ConnectionError(f"the queue of {tag} was deleted")

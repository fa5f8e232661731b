"""Connections to the broker: opened with deadlines, watched by heartbeats, closed without waiting."""

from __future__ import annotations

import contextlib
import select
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from typing import Any

from amqp import Connection
from amqp.exceptions import AMQPError
from kombu.connection import Connection as Broker

from shared.broker.address import address_of

CONNECT_SECONDS = 5.0
HEARTBEAT_SECONDS = 10
WRITE_SECONDS = 5.0
ANSWER_SECONDS = 15.0  # without a single frame, heartbeats included, while an answer is waited for
SETUP_SECONDS = 10.0  # for declaring and beginning to consume, heartbeats or not
RENEWAL_SECONDS = 60.0  # for removing queues: what a broker is left alone with it still does, later
FRAME_SECONDS = 5.0  # for the rest of a frame whose beginning is there

BROKEN: tuple[type[BaseException], ...] = (AMQPError, OSError, AttributeError)
"""What a broken connection raises; py-amqp trips over its own closed transport now and then."""


def connect(uri: str, *, patience: float | None = None, **callbacks: Callable[..., None]) -> Connection:
    """
    A new connection to *uri* (see `address_of`); *callbacks* are py-amqp's (`on_blocked`, `on_unblocked`).

    With *patience* neither side gives up an answer before so many seconds: while one is waited for no heartbeat is sent.
    Raises one of BROKEN, WrongSetting.
    """
    address = address_of(uri)
    broker = Broker(  # type: ignore[no-untyped-call]  # kombu has no types here
        address.uri,
        ssl=address.tls,
        heartbeat=patience or HEARTBEAT_SECONDS,
        connect_timeout=CONNECT_SECONDS,
        transport_options={
            "read_timeout": patience or ANSWER_SECONDS,
            "write_timeout": WRITE_SECONDS,
            **callbacks,
        },
    )
    connection: Connection = broker.transport.establish_connection()
    _leave_at_once(connection)
    return connection


@contextlib.contextmanager
def within(connection: Connection, seconds: float) -> Iterator[None]:
    """Cuts *connection* when the block takes longer: a broker may keep its heartbeat and never answer a question."""
    watchdog = threading.Timer(seconds, _cut, (connection.sock,))
    watchdog.daemon = True
    watchdog.start()
    try:
        yield
    finally:
        watchdog.cancel()


@contextlib.contextmanager
def gathered(connection: Connection) -> Iterator[None]:
    """What the block writes leaves in full packets; a packet for each small message would wake the broker each time."""
    cork = getattr(socket, "TCP_CORK", None)  # Linux alone has it; elsewhere it is only slower
    if cork is None:
        yield
        return
    connection.sock.setsockopt(socket.IPPROTO_TCP, cork, 1)
    yield
    connection.sock.setsockopt(socket.IPPROTO_TCP, cork, 0)


def _leave_at_once(connection: Connection) -> None:
    """Have TLS say its farewell and not wait for the broker's: the library waits 5 s for one that is mute."""
    transport = connection.transport
    if isinstance(transport.sock, ssl.SSLSocket):
        said = transport._shutdown_transport  # noqa: SLF001  # the library's one place for it

        def say() -> None:
            transport.sock.settimeout(0.0)
            said()

        transport._shutdown_transport = say  # noqa: SLF001


def _cut(line: socket.socket) -> None:
    with contextlib.suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


def drop(connection: Connection | None) -> None:
    """Close the socket now, without the closing ceremonies of AMQP and of TLS, for which a broken peer would let us wait."""
    if connection is not None:
        with contextlib.suppress(*BROKEN):
            connection.collect()


def drain(connection: Connection, seconds: float, wakened: Any = None) -> None:
    """
    Handle everything that has come in, waiting up to *seconds* for something, or for *wakened* to be readable.

    Keeps the heartbeat; raises one of BROKEN when the connection is, or has been silent for too long.
    """
    wait = min(seconds, HEARTBEAT_SECONDS / 4)
    while _readable(connection, wait, wakened):
        connection.blocking_read(FRAME_SECONDS)
        wait = 0.0
    connection.heartbeat_tick()


def _readable(connection: Connection, seconds: float, wakened: Any) -> bool:
    """Whether a frame has begun to come in. The library reads no further than the frame, but TLS may hold more."""
    line = connection.sock
    if isinstance(line, ssl.SSLSocket) and line.pending():
        return True
    poll = select.poll()  # unlike select, it takes descriptors above 1023, which a busy process has
    for one in (line,) if wakened is None else (line, wakened):
        poll.register(one, select.POLLIN)
    return any(number == line.fileno() for number, _ in poll.poll(seconds * 1000))

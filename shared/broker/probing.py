"""Trying out rights at the broker without changing anything: what a process must be able to do, and what it must not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress

from amqp import Channel, Connection
from amqp.exceptions import AccessRefused, AMQPError

from shared.broker.topology import exchange_name, queue_name
from shared.broker.wire import BROKEN, SETUP_SECONDS, connect, drop, within
from shared.errors import TransientError
from shared.values import dataclass


@dataclass(frozen=True, slots=True)
class Attempt:
    """One thing tried: whether it must be allowed, and whether it was."""

    what: str
    wanted: bool
    allowed: bool


def attempts(
    uri: str, service: str, own: Sequence[str], listeners: dict[str, tuple[str, ...]]
) -> list[Attempt]:
    """
    Everything tried with the worker's user in *uri*: for each source, making its exchange, writing it and reading its queues.

    Exchanges are declared as they are, and bindings that do not exist are taken away, so that nothing changes whether
    it is allowed or not; a queue is read without acknowledging. Raises TransientError when the broker is away.
    """
    try:
        connection = connect(uri)
    except BROKEN as error:
        raise TransientError(f"broker: {type(error).__name__}") from None
    try:
        with within(connection, SETUP_SECONDS):
            return list(_tried(connection, service, own, listeners))
    except BROKEN as error:
        raise TransientError(f"broker: {type(error).__name__}") from None
    finally:
        drop(connection)


def _tried(
    connection: Connection, service: str, own: Sequence[str], listeners: dict[str, tuple[str, ...]]
) -> Iterator[Attempt]:
    for source, consumers in listeners.items():
        exchange, mine = exchange_name(source), source in own
        yield _attempt(connection, f"configure {exchange}", mine, _making(exchange))
        yield _attempt(connection, f"write {exchange}", mine, _writing(exchange))
        for consumer in consumers:
            if consumer != service:  # its own is being read by the worker itself
                queue = queue_name(consumer, source)
                yield _attempt(connection, f"read {queue}", False, _reading(queue))


def _attempt(connection: Connection, what: str, wanted: bool, act: Callable[[Channel], object]) -> Attempt:
    channel: Channel = connection.channel()
    try:
        act(channel)
    except AccessRefused:
        return Attempt(what, wanted, allowed=False)
    except AMQPError:  # refused for another reason than a lack of rights
        return Attempt(what, wanted, allowed=True)
    with suppress(*BROKEN):
        channel.close()
    return Attempt(what, wanted, allowed=True)


def _making(exchange: str) -> Callable[[Channel], object]:
    return lambda channel: channel.exchange_declare(exchange, "topic", durable=True, auto_delete=False)


def _writing(exchange: str) -> Callable[[Channel], object]:
    """Taking away a binding needs the right to write its destination."""
    return lambda channel: channel.exchange_unbind(exchange, exchange, routing_key="sovang-doctor")


def _reading(queue: str) -> Callable[[Channel], object]:
    return lambda channel: channel.basic_consume(queue, callback=lambda _message: None)

"""Names and properties of exchanges and queues, and their declaration; publishers and consumers declare the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import structlog
from amqp import Channel, Connection
from amqp.exceptions import AccessRefused, PreconditionFailed

MOST_WAITING = 20_000

log = structlog.get_logger()


def exchange_name(source: str) -> str:
    """The exchange of the service *source*: the name that nameko gives it."""
    return f"{source}.events"


def queue_name(consumer: str, source: str) -> str:
    """The one queue in which *consumer* hears of *source*."""
    return f"{consumer}.from.{source}"


def declare(connection: Connection, source: str, consumers: Sequence[str]) -> None:
    """
    The exchange of *source* and the queue of each of *consumers*, bound to all its events. Repeating it is harmless.

    The exchange is what nameko declares, so that an outside nameko service can subscribe to it. A consumer may lack the
    right to make it, which is its owner's: then binding raises NotFound until the owner has made it.
    """
    _declare_exchange(connection, exchange_name(source))
    channel: Channel = connection.channel()
    for consumer in consumers:
        name = queue_name(consumer, source)
        _declare_queue(connection, name)
        channel.queue_bind(name, exchange_name(source), routing_key="#")
    channel.close()


def remove(connection: Connection, source: str, consumers: Sequence[str]) -> None:
    """The queues of *consumers* go, with what is in them: consumers read the owner's feed instead. Harmless if absent."""
    channel: Channel = connection.channel()
    for consumer in consumers:
        channel.queue_delete(queue_name(consumer, source))
    channel.close()


def queue_arguments(version: str) -> dict[str, Any]:
    """
    A replicated queue with one reader at a time, bounded by dropping its oldest.

    No dead-letter exchange and no delivery limit: a consumer that crashes again and again must not lose what is in
    order. Before 4.0 there is no limit unless one is asked for; since then there is one unless -1 is asked for.
    """
    arguments: dict[str, Any] = {
        "x-queue-type": "quorum",
        "x-single-active-consumer": True,
        "x-max-length": MOST_WAITING,
        "x-overflow": "drop-head",
    }
    return {**arguments, "x-delivery-limit": -1} if _major(version) >= 4 else arguments


def _declare_exchange(connection: Connection, name: str) -> None:
    """On a channel of its own, which a refusal closes: only its owner may make an exchange."""
    channel: Channel = connection.channel()
    try:
        channel.exchange_declare(name, "topic", durable=True, auto_delete=False)
    except AccessRefused:
        log.debug("exchange is another's to make", exchange=name)
    else:
        channel.close()


def _declare_queue(connection: Connection, name: str) -> None:
    """On a channel of its own, which a refusal closes: a queue that stands with other arguments is used as it is."""
    channel: Channel = connection.channel()
    arguments = queue_arguments(str(connection.server_properties.get("version", "")))
    try:
        channel.queue_declare(name, durable=True, auto_delete=False, arguments=arguments)
    except PreconditionFailed as refused:
        log.warning("queue stands with other arguments", queue=name, reason=str(refused))
    else:
        channel.close()


def _major(version: str) -> int:
    first = version.partition(".")[0]
    return int(first) if first.isdigit() else 0

"""What each process may configure, write and read at the broker: the narrowest with which it works, also a wiped one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field

from shared.broker.topology import exchange_name, queue_name
from shared.values import dataclass

NOTHING = "^$"
RPC_EXCHANGE = "nameko-rpc"
REPLY_KEY = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"

Listeners = Mapping[str, Sequence[str]]
"""Per source of events, the services that have a queue there."""


@dataclass(frozen=True, slots=True)
class TopicRight:
    """Which routing keys of the topic *exchange* may be written, and which may be bound to."""

    exchange: str
    write: str
    read: str


@dataclass(frozen=True, slots=True)
class BrokerRights:
    """RabbitMQ's three patterns over names of exchanges and queues, each anchored, and its rights over routing keys."""

    configure: str = NOTHING
    write: str = NOTHING
    read: str = NOTHING
    topics: tuple[TopicRight, ...] = field(default=())


def work_rights(service: str, sources: Iterable[str], listeners: Listeners) -> BrokerRights:
    """
    The rights of the `work` process of *service*, which publishes *sources* and hears what *listeners* say.

    A publisher makes its exchange and the queues of those who must hear (make = configure, bind = write the queue and
    read the exchange). A consumer makes and reads its own queues and binds them to others' exchanges, which it may
    neither make nor write. Nobody but the consumer reads a queue.
    """
    own = {exchange_name(source) for source in sources}
    theirs = {queue_name(consumer, source) for source in sources for consumer in listeners[source]}
    heard = [source for source, consumers in listeners.items() if service in consumers]
    mine = {queue_name(service, source) for source in heard}
    bound = own | {exchange_name(source) for source in heard}
    made = own | theirs | mine
    return BrokerRights(configure=exactly(made), write=exactly(made), read=exactly(mine | bound))


def serve_rights(service: str) -> BrokerRights:
    """
    The rights of the `serve` process of *service*: nameko's RPC, and no event.

    All calls and answers go through one topic exchange, so routing keys are what keeps services apart: one may bind its
    queue to its own calls alone and write nothing but answers.
    """
    names = exactly({RPC_EXCHANGE, f"rpc-{service}"})
    topic = TopicRight(RPC_EXCHANGE, REPLY_KEY, rf"^{re.escape(service)}\.\*$")
    return BrokerRights(names, names, names, (topic,))


def subscriber_rights(queues: Iterable[str]) -> BrokerRights:
    """The rights of somebody outside: reading *queues*, which others made."""
    return BrokerRights(read=exactly(queues))


def exactly(names: Iterable[str]) -> str:
    """The pattern of these names and no other."""
    listed = "|".join(re.escape(name).replace(r"\-", "-") for name in sorted(names))
    return f"^({listed})$" if listed else NOTHING

"""Faults of RabbitMQ: restarted, wiped, frozen, under its memory alarm; and messages that come again and out of order."""

from __future__ import annotations

import random
from contextlib import suppress

from shared.broker.amqp_bell import message_of
from shared.broker.topology import exchange_name
from shared.broker.wire import BROKEN, connect, drop
from shared.messages import NumberedEvent
from tests.faults.evidence import SHOWS_SECONDS, forgotten, marked, shows, silent
from tests.faults.ground import Ground
from tests.support.records import database

OLD_MESSAGES = 30
CONFIRM_SECONDS = 10.0


class Shown:
    """How long its effect is looked for, in *seconds*."""

    def __init__(self, seconds: float = SHOWS_SECONDS) -> None:
        self.seconds = seconds


class BrokerRestarted(Shown):
    """RabbitMQ ends as in a power cut and comes back."""

    name, place = "broker restarted", "broker"

    def inject(self, ground: Ground, chance: random.Random) -> bool:
        """See Fault."""
        ground.broker.kill()
        return shows(lambda: silent(ground.amqp_uri), self.seconds)

    def heal(self, ground: Ground) -> None:
        """See Fault."""
        ground.broker.start()


class BrokerWiped(Shown):
    """RabbitMQ loses every exchange, queue and message."""

    name, place = "broker wiped", "broker"

    def inject(self, ground: Ground, chance: random.Random) -> bool:
        """See Fault."""
        left = marked(ground.amqp_uri)
        ground.broker.reset()
        return left and shows(lambda: forgotten(ground.amqp_uri), self.seconds)

    def heal(self, ground: Ground) -> None:
        """See Fault; there is nothing to bring back."""


class BrokerFrozen(Shown):
    """RabbitMQ stands still and its connections stay open."""

    name, place = "broker frozen", "broker"

    def inject(self, ground: Ground, chance: random.Random) -> bool:
        """See Fault."""
        ground.broker.pause()
        return shows(lambda: silent(ground.amqp_uri), self.seconds)

    def heal(self, ground: Ground) -> None:
        """See Fault."""
        ground.broker.start()


class BrokerBlocked(Shown):
    """RabbitMQ takes no messages, by its memory alarm."""

    name, place = "broker blocked", "broker"

    def inject(self, ground: Ground, chance: random.Random) -> bool:
        """See Fault."""
        ground.broker.block()
        return shows(ground.broker.alarmed, self.seconds)

    def heal(self, ground: Ground) -> None:
        """See Fault."""
        ground.broker.unblock()


class MessagesRepeated:
    """Old messages come again to every consumer, in any order and each twice."""

    name, place = "messages repeated and out of order", "broker"

    def inject(self, ground: Ground, chance: random.Random) -> bool:
        """See Fault."""
        rows = list(database(ground.system, "audit").entries.aggregate([{"$sample": {"size": OLD_MESSAGES}}]))
        events = [
            NumberedEvent(
                source=row["source"],
                epoch=row["epoch"],
                position=row["position"],
                body=bytes(row["leaf"]).partition(b"\n")[2],
            )
            for row in rows
        ] * 2
        chance.shuffle(events)
        line = None
        with suppress(*BROKEN):
            line = connect(ground.amqp_uri)
            channel = line.channel()
            for event in events:
                channel.basic_publish_confirm(
                    message_of(event, {"id": "again"}),
                    exchange_name(event.source),
                    "again",
                    confirm_timeout=CONFIRM_SECONDS,
                )
            channel.close()
            drop(line)
            return bool(events)
        drop(line)
        return False

    def heal(self, ground: Ground) -> None:
        """See Fault; consumers have to cope."""

"""Faults of the events themselves: such that a handler cannot take, of a type or a version that nobody else knows."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from contextlib import closing

from services.nominations.adapters.catalogue import SERVICE as NOMINATIONS
from shared.broker.amqp_bell import message_of
from shared.broker.topology import queue_name
from shared.broker.wire import BROKEN, connect
from shared.errors import SovangError
from shared.messages import NumberedEvent
from sovang.hearing import LISTENERS
from tests.faults.ground import Ground
from tests.faults.mending import decided, waiting_in
from tests.faults.writing import new_subject, sent_anew, shelved, write
from tests.support.waiting import until

CONSUMERS = tuple(name for name in LISTENERS[NOMINATIONS] if name != "audit")
"""Who hears of nominations and reacts; to the ledger other bytes at a known place are an alarm, and meant to be one."""
BEHIND = 3
ARRIVE_SECONDS = 90.0
CONFIRM_SECONDS = 10.0


class Poisoned:
    """
    A consumer's handler fails for good at every event of two subjects: one of a client's plans, and one of our own.

    Ours has several events, so that some wait behind another. Afterwards the cause is gone, and a person has all of them
    replayed by the command line.
    """

    name, place = "events that cannot be handled", "events"

    def __init__(self) -> None:
        self._subjects: list[tuple[str, str]] = []

    def inject(self, ground: Ground, chance: random.Random) -> bool:
        """See Fault."""
        consumer, own = chance.choice(CONSUMERS), new_subject()
        plan = ground.stored(NOMINATIONS).commits.find_one(
            {"stream": {"$regex": "^plan-"}}, sort=[("recorded_at", -1)]
        )
        subjects = [own] if plan is None else [own, plan["stream"]]
        ground.spoiled.update(subjects)
        self._subjects = [(consumer, subject) for subject in subjects]
        (ground.orders / "poison").write_text(" ".join([consumer, *subjects]), encoding="utf-8")
        return _written(ground, own, [shelved(own)] * BEHIND) and _parked(ground, consumer, own, BEHIND)

    def heal(self, ground: Ground) -> None:
        """See Fault."""
        (ground.orders / "poison").unlink(missing_ok=True)
        for consumer, subject in self._subjects:
            ground.owed.append(lambda one=consumer, of=subject: decided(ground, one, of, "replay"))
        self._subjects = []
        ground.settle_owed()


class UnknownType:
    """
    A newer program of the owner writes a type that nobody else knows, and the doorbell tells of such at an old place.

    The first is truth: everybody has to pass it on. The second is none: nothing of it may be left.
    """

    name, place = "events of an unknown type", "events"

    def inject(self, ground: Ground, chance: random.Random) -> bool:
        """See Fault."""
        subject = new_subject()
        return _written(ground, subject, [shelved(subject)] * 2) and _told_falsely(
            ground, {"type": "CaseShelved", "dataschema": "/schemas/nominations/CaseShelved/1"}
        )

    def heal(self, ground: Ground) -> None:
        """See Fault; there is nothing to bring back."""


class UnknownSchema:
    """
    A newer program of the owner writes a version that its consumer cannot read, and the doorbell tells of such at an old place.

    The consumer parks it. A person drops it by the command line, since that consumer will never learn it here.
    """

    name, place = "events of an unknown version", "events"

    def __init__(self) -> None:
        self._subject = ""

    def inject(self, ground: Ground, chance: random.Random) -> bool:
        """See Fault."""
        self._subject = subject = new_subject()
        ground.spoiled.add(subject)
        return (
            _written(ground, subject, [sent_anew(subject)])
            and _told_falsely(
                ground, {"type": "PlanIssued", "dataschema": "/schemas/nominations/PlanIssued/99"}
            )
            and _parked(ground, "notifications", subject, 1)
        )

    def heal(self, ground: Ground) -> None:
        """See Fault."""
        if self._subject:
            subject = self._subject
            ground.owed.append(lambda: decided(ground, "notifications", subject, "drop"))
        self._subject = ""
        ground.settle_owed()


def _written(ground: Ground, subject: str, events: Sequence[object]) -> bool:
    try:
        write(ground, subject, events)
    except SovangError:  # the database is away by another fault; what was written is taken in nevertheless
        return False
    return True


def _parked(ground: Ground, consumer: str, subject: str, count: int) -> bool:
    """Whether *consumer* parks *count* events of *subject* before long."""
    try:
        until(lambda: len(waiting_in(ground, consumer, subject)) >= count, ARRIVE_SECONDS)
    except AssertionError:
        return False
    return True


def _told_falsely(ground: Ground, attributes: dict[str, str]) -> bool:
    """Have the doorbell tell the consumers of an event with these *attributes* at the first place of the history."""
    first = ground.stored(NOMINATIONS).log.find_one(sort=[("_id", 1)])
    commit = first and ground.stored(NOMINATIONS).commits.find_one({"_id": first["commit"]})
    if first is None or not commit:
        return False
    body = json.dumps({**json.loads(commit["events"][0]), "id": "nobody-s", **attributes}).encode()
    event = NumberedEvent(source=NOMINATIONS, epoch=first["epoch"], position=1, body=body)
    try:
        with closing(connect(ground.amqp_uri)) as line:
            channel = line.channel()
            for consumer in CONSUMERS:
                channel.basic_publish_confirm(
                    message_of(event, {"id": "nobody-s"}),
                    routing_key=queue_name(consumer, NOMINATIONS),
                    confirm_timeout=CONFIRM_SECONDS,
                )
    except BROKEN:
        return False
    return True

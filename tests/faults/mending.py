"""What a person does about a fault by the command line, as often as it takes until the system can be asked."""

from __future__ import annotations

from subprocess import TimeoutExpired
from typing import TYPE_CHECKING, Any

from shared.parking import OPEN
from tests.support.waiting import until

if TYPE_CHECKING:
    from tests.faults.ground import Ground

ASK_SECONDS = 90.0
FOLLOW_SECONDS = 60.0


def waiting_in(ground: Ground, consumer: str, subject: str) -> list[dict[str, Any]]:
    """The parked events of *subject* that wait in *consumer*, in their order."""
    waiting = {"subject": subject, "state": {"$in": [*OPEN]}}
    return list(ground.stored(consumer).parked.find(waiting).sort("position", 1))


def decided(ground: Ground, consumer: str, subject: str, what: str) -> bool:
    """Have what waits of *subject* replayed, or the first of it dropped; whether nothing of it waits any more."""
    waiting = waiting_in(ground, consumer, subject)
    if not waiting:
        return True
    how = ["--wait"] if what == "replay" else []
    try:
        told = ground.program(
            "parked", what, waiting[0]["_id"], "--reason", "the fault is over", *how, seconds=ASK_SECONDS
        )
        if told.returncode == 0:
            until(lambda: not waiting_in(ground, consumer, subject), FOLLOW_SECONDS)
    except (TimeoutExpired, AssertionError):
        return False
    return told.returncode == 0

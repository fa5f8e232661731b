"""
The doorbell: how numbered events reach consumers quickly. The log is the truth; a doorbell may lose and repeat.

Two forms, AMQP (`shared.broker.amqp`) and this in-process one, for one machine without a broker.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Protocol

from shared.messages import NumberedEvent
from shared.values import dataclass

KEPT = 1000


@dataclass(frozen=True, slots=True)
class Delivery:
    """An event as it came in; `ack` says that its effect and its cursor are stored, and is harmless twice."""

    event: NumberedEvent
    ack: Callable[[], None]


class Bell(Protocol):
    """The publisher's side, one per source."""

    def ring(self, events: Sequence[NumberedEvent], timeout: float) -> int:
        """
        Announce *events*; give how many of them, from the first on without a gap, are confirmed.

        *events* MUST be contiguous. MUST return within about *timeout* seconds, and earlier once half of them are
        confirmed; those still under way MUST NOT be announced again when they are given again. MUST raise
        TransientError when the doorbell is away; what was not confirmed may then come twice. With no events it keeps
        the connection alive.
        """

    def close(self) -> None:
        """Let go of the connection; harmless twice."""


class Intake(Protocol):
    """The consumer's side of one queue; used by one thread."""

    @property
    def connections(self) -> int:
        """How often it has connected. When this changes, messages may have been lost: compare with the owner's head."""

    def next(self, timeout: float) -> Delivery | None:
        """The next delivery, None when none came within *timeout* seconds or the doorbell is away."""

    def close(self) -> None:
        """Stop listening; what was not acknowledged comes again to the next listener. Harmless twice."""


class Doorbell(Protocol):
    """Where consumers listen: one queue per consumer and source."""

    def listen(self, consumer: str, source: str) -> Intake:
        """Begin to hear of *source*; MUST NOT block or raise while the doorbell is away."""


class LocalHub:
    """The in-process doorbell: one per process, which holds publishers and consumers alike."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._lock = threading.Lock()
        self._intakes: dict[str, dict[str, LocalIntake]] = {}

    def bell(self, source: str) -> Bell:
        """The publisher's side for *source*."""
        return LocalBell(self, source)

    def doorbell(self) -> Doorbell:
        """The consumers' side."""
        return LocalDoorbell(self)

    def announce(self, source: str, events: Sequence[NumberedEvent]) -> None:
        """Put *events* before everybody who listens to *source* now."""
        with self._lock:
            intakes = list(self._intakes.get(source, {}).values())
        for intake in intakes:
            intake.put(events)

    def listen(self, consumer: str, source: str) -> Intake:
        """A queue of its own for *consumer*; the last one to listen under a name has it."""
        intake = LocalIntake(self._kept, lambda: self._forget(consumer, source, intake))
        with self._lock:
            self._intakes.setdefault(source, {})[consumer] = intake
        return intake

    def _forget(self, consumer: str, source: str, intake: LocalIntake) -> None:
        with self._lock:
            listening = self._intakes[source]
            if listening.get(consumer) is intake:
                del listening[consumer]


class LocalBell:
    """Announces within the process; always confirmed."""

    def __init__(self, hub: LocalHub, source: str) -> None:
        self._hub = hub
        self._source = source

    def ring(self, events: Sequence[NumberedEvent], timeout: float) -> int:
        """See Bell."""
        self._hub.announce(self._source, events)
        return len(events)

    def close(self) -> None:
        """See Bell; there is nothing to let go of."""


class LocalDoorbell:
    """Listens within the process."""

    def __init__(self, hub: LocalHub) -> None:
        self._hub = hub

    def listen(self, consumer: str, source: str) -> Intake:
        """See Doorbell."""
        return self._hub.listen(consumer, source)


class LocalIntake:
    """A bounded queue that drops its oldest: the consumer sees the gap and reads the owner's feed."""

    connections = 1

    def __init__(self, kept: int, forget: Callable[[], None]) -> None:
        self._events: deque[NumberedEvent] = deque(maxlen=kept)
        self._changed = threading.Condition()
        self._forget = forget

    def put(self, events: Sequence[NumberedEvent]) -> None:
        """Add *events*; for the hub."""
        with self._changed:
            self._events.extend(events)
            self._changed.notify_all()

    def next(self, timeout: float) -> Delivery | None:
        """See Intake."""
        deadline = time.monotonic() + timeout
        with self._changed:
            while not self._events:
                remaining = deadline - time.monotonic()
                if remaining <= 0:
                    return None
                self._changed.wait(remaining)
            return Delivery(self._events.popleft(), _nothing)

    def close(self) -> None:
        """See Intake."""
        self._forget()


def _nothing() -> None:
    """An event that is taken is gone; there is nobody to tell."""

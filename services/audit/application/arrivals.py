"""Events on their way into the ledger, read just far enough to be put in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, Protocol

from services.audit.application.causes import RecentEvents
from services.audit.domain.entry import Entry
from services.audit.domain.errors import MalformedEntry
from shared.codec import envelope_of
from shared.errors import BrokenHistory
from shared.eventstore import stored
from shared.messages import NumberedEvent
from shared.values import dataclass

BATCH: Final = 1000
BATCH_BYTES: Final = 8 * 1024 * 1024
COMMAND: Final = "command:"


@dataclass(frozen=True, slots=True)
class Arrival:
    """One event: its id, the event that caused it (None for a person's own command), and the leaf it will be."""

    event: NumberedEvent
    event_id: str
    cause: str | None
    leaf: bytes


class Line(Protocol):
    """The arrivals of one source, in its order."""

    def waiting(self, limit: int) -> Sequence[Arrival]:
        """The first *limit* of them."""

    def hold(self, cause: str | None) -> None:
        """Whether the first one waits for *cause*."""


def arrival(event: NumberedEvent) -> Arrival:
    """*event* read; raises BrokenHistory for what no ledger can hold or no reader could tell."""
    try:
        leaf = Entry(event.source, event.epoch, event.position, event.body).leaf
        attributes = stored(event.body).attributes
        envelope = envelope_of(attributes)
    except (MalformedEntry, BrokenHistory) as error:
        raise BrokenHistory(f"{event.source}@{event.position} cannot be recorded: {error}") from error
    if not isinstance(attributes.get("data"), dict) or not (envelope.id and isinstance(envelope.id, str)):
        raise BrokenHistory(f"{event.source}@{event.position} has no data or no id")
    cause = str(envelope.causationid)
    return Arrival(event, envelope.id, None if cause.startswith(COMMAND) else cause, leaf)


def assemble(lines: Iterable[Line], causes: RecentEvents, limit: int = BATCH) -> list[Arrival]:
    """
    The next batch: each source in its order, no event before the one that caused it.

    A source whose first event waits for its cause is held; the others go on.
    """
    queues = [_Queue(line, line.waiting(limit)) for line in lines]
    causes.look_up(_causes_elsewhere([one for queue in queues for one in queue.arrivals]))
    batch = _Batch(causes)
    share = max(1, limit // max(1, len(queues)))
    while sum([queue.give(batch, min(share, limit - len(batch.taken))) for queue in queues]):
        pass
    for queue in queues:
        queue.tell(batch)
    return batch.taken


def _causes_elsewhere(arrivals: Sequence[Arrival]) -> set[str]:
    """The causes that are not on their way themselves: the ledger must have them, or they are still to come."""
    on_their_way = {one.event_id for one in arrivals}
    return {one.cause for one in arrivals if one.cause} - on_their_way


class _Batch:
    def __init__(self, causes: RecentEvents) -> None:
        self._causes = causes
        self._ids: set[str] = set()
        self._bytes = 0
        self.taken: list[Arrival] = []

    def take(self, one: Arrival) -> None:
        self.taken.append(one)
        self._ids.add(one.event_id)
        self._bytes += len(one.leaf)

    def ready(self, one: Arrival) -> bool:
        return one.cause is None or one.cause in self._ids or self._causes.has(one.cause)

    @property
    def full(self) -> bool:
        return self._bytes >= BATCH_BYTES


class _Queue:
    def __init__(self, line: Line, arrivals: Sequence[Arrival]) -> None:
        self._line = line
        self.arrivals = arrivals
        self._at = 0

    def give(self, batch: _Batch, most: int) -> int:
        """Move up to *most* that are ready into *batch*."""
        before = self._at
        while self._at < len(self.arrivals) and self._at - before < most and not batch.full:
            one = self.arrivals[self._at]
            if not batch.ready(one):
                break
            batch.take(one)
            self._at += 1
        return self._at - before

    def tell(self, batch: _Batch) -> None:
        """Tell the line what it is held by, if it is."""
        rest = self.arrivals[self._at :]
        self._line.hold(rest[0].cause if rest and not batch.ready(rest[0]) else None)

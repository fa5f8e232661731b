"""Many short streams at once: decided by the domain, appended through the event store by many callers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from typing import Any

from services.nominations.adapters.catalogue import CATALOGUE, SERVICE
from shared.decider import Decider
from shared.eventstore import CommandMark, Head, Proposal, empty_head, head_after
from shared.eventstore.mongo import MongoEventStore
from shared.messages import CommandContext
from shared.platform import Platform

CALLERS = 64
AT_ONCE = 1000
ACTOR = "user:bench"


@dataclass(frozen=True, slots=True)
class Deed:
    """A stream of its own: *commands*, one after the other, from its beginning; none of them may be refused."""

    stream: str
    decider: Decider[Any, Any, Any]
    commands: Sequence[Any]

    def decided(self) -> Iterator[tuple[Sequence[Any], Any]]:
        """The events of each command, and the state after them."""
        state = self.decider.initial
        for command in self.commands:
            events = self.decider.decide(command, state)
            state = self.decider.fold(events, state)
            yield events, state


class Bulk:
    """Writes deeds of the nominations service."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._codec = platform.codec(CATALOGUE)
        self._store = MongoEventStore(platform.database(SERVICE))
        self.written = 0

    def write(self, deeds: Iterable[Deed]) -> None:
        """Append every commit of *deeds*; `written` counts their events."""
        waiting = iter(deeds)
        with ThreadPoolExecutor(CALLERS) as callers:
            while ready := [self._ready(deed) for deed in islice(waiting, AT_ONCE)]:
                self.written += sum(callers.map(self._append, ready))

    def close(self) -> None:
        """Let go of the store."""
        self._store.close()

    def _append(self, commits: Sequence[tuple[Head, Proposal]]) -> int:
        for head, proposal in commits:
            self._store.append(head, proposal)
        return sum(len(proposal.events) for _, proposal in commits)

    def _ready(self, deed: Deed) -> list[tuple[Head, Proposal]]:
        head, ready = empty_head(deed.stream), []
        for number, (events, _) in enumerate(deed.decided()):
            ready.append((head, self._proposal(head, events, f"{deed.stream}.{number}")))
            head = head_after(head, ready[-1][1].events)
        return ready

    def _proposal(self, head: Head, events: Sequence[Any], key: str) -> Proposal:
        new_id, now = self._platform.new_id, self._platform.clock()
        context = CommandContext(
            actor=ACTOR,
            actor_role="office",
            correlation_id=new_id(),
            causation_id=f"command:{new_id()}",
            key=key,
            fingerprint="0" * 64,
        )
        bodies = self._codec.encode(events, head, context, now)
        return Proposal(new_id(), CommandMark(ACTOR, key, "0" * 64), now, bodies)

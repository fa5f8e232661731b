"""Rules that span streams: events that are stored together with those of other streams, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Generic, TypeVar

from shared.clock import Clock
from shared.codec import Codec
from shared.decider import Decider
from shared.eventstore import EventStore, Head, Proposal
from shared.handling import CommandHandler
from shared.ids import NewId
from shared.messages import CommandContext
from shared.values import dataclass

C = TypeVar("C")
F = TypeVar("F")
S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Fence(Generic[F]):
    """
    What stands in the way of a second one.

    `beside` gives, for the events to be stored, the fence's stream and the command it is given; None when they need no
    fence. `fill` completes that command from other streams, read after the fence's end: a rule over streams that every
    breach of it fences is judged on nothing older. The fence's `decide` MUST raise LostRace when its state is not the one the events were judged on: then they
    are decided again.
    """

    handler: CommandHandler[F, Any]
    decider: Decider[F, Any, Any]
    beside: Callable[[Sequence[Any]], tuple[str, F] | None]
    fill: Callable[[F], F] | None = None

    def told(self, events: Sequence[Any]) -> tuple[Head, Sequence[Any]] | None:
        """What the fence's stream is told beside *events*, and where it ends; None when it is told nothing."""
        found = self.beside(events)
        if found is None:
            return None
        stream, command = found
        folded = self.handler.load(stream)
        others = self.decider.decide(self.fill(command) if self.fill else command, folded.state)
        return (folded.head, others) if others else None


class FencedHandler(CommandHandler[C, S]):
    """A CommandHandler whose appends take the fence's stream along in one transaction."""

    def __init__(
        self,
        *,
        store: EventStore,
        codec: Codec,
        decider: Decider[C, S, Any],
        clock: Clock,
        new_id: NewId,
        fence: Fence[Any],
    ) -> None:
        super().__init__(store=store, codec=codec, decider=decider, clock=clock, new_id=new_id)
        self._fence = fence

    def _append(self, head: Head, events: Sequence[Any], context: CommandContext) -> Head:
        told = self._fence.told(events)
        if told is None:
            return super()._append(head, events, context)
        end, others = told
        appends = [
            (head, self._proposal(head, events, context)),
            (end, self._proposal(end, others, context)),
        ]
        return self._store.append_all(appends)[0]


Beside = Callable[[Sequence[Any]], Iterable[tuple[str, C]]]
"""Gives, for the events to be stored, what further streams of the same kind are told, each named once."""


class TogetherHandler(CommandHandler[C, S]):
    """
    A CommandHandler whose events are two-sided: other streams of the same decider are written in the same transaction.

    What one of them refuses, nothing is done of; a fence may stand beside them. All of them and the stream itself MUST be
    no more than the store takes together.
    """

    def __init__(
        self,
        *,
        store: EventStore,
        codec: Codec,
        decider: Decider[C, S, Any],
        clock: Clock,
        new_id: NewId,
        beside: Beside[C],
        fence: Fence[Any] | None = None,
    ) -> None:
        super().__init__(store=store, codec=codec, decider=decider, clock=clock, new_id=new_id)
        self._beside = beside
        self._fence = fence

    def _append(self, head: Head, events: Sequence[Any], context: CommandContext) -> Head:
        appends = [(head, self._proposal(head, events, context)), *self._others(events, context)]
        return (
            self._store.append_all(appends)[0] if len(appends) > 1 else super()._append(head, events, context)
        )

    def _others(self, events: Sequence[Any], context: CommandContext) -> Iterator[tuple[Head, Proposal]]:
        for stream, command in self._beside(events):
            folded = self.load(stream)
            others = self._decider.decide(command, folded.state)
            if others:
                yield folded.head, self._proposal(folded.head, others, context)
        told = self._fence.told(events) if self._fence else None
        if told is not None:
            end, others = told
            yield end, self._proposal(end, others, context)

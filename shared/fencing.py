"""Rules that span streams: events that are stored together with those of a fence stream, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from shared.clock import Clock
from shared.codec import Codec
from shared.decider import Decider
from shared.eventstore import EventStore, Head
from shared.handling import CommandHandler
from shared.ids import NewId
from shared.messages import CommandContext

C = TypeVar("C")
F = TypeVar("F")
S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Fence(Generic[F]):
    """
    What stands in the way of a second one.

    `beside` gives, for the events to be stored, the fence's stream and the command it is given; None when they need no
    fence. The fence's `decide` MUST raise LostRace when its state is not the one the events were judged on: then they
    are decided again.
    """

    handler: CommandHandler[F, Any]
    decider: Decider[F, Any, Any]
    beside: Callable[[Sequence[Any]], tuple[str, F] | None]


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
        found = self._fence.beside(events)
        if found is None:
            return super()._append(head, events, context)
        stream, command = found
        folded = self._fence.handler.load(stream)
        others = self._fence.decider.decide(command, folded.state)
        if not others:
            return super()._append(head, events, context)
        appends = [
            (head, self._proposal(head, events, context)),
            (folded.head, self._proposal(folded.head, others, context)),
        ]
        return self._store.append_all(appends)[0]

"""One command, handled: load, judge, fold, decide, append; on a lost race, again with what the winner wrote."""

from __future__ import annotations

import random
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import field, replace
from typing import Any, Generic, TypeVar

from shared import tracing
from shared.acts import ActRefused
from shared.clock import Clock
from shared.codec import Codec
from shared.crashing import reached
from shared.decider import Decider
from shared.errors import KeyReused, LostRace, Rejected, VersionMismatch
from shared.eventstore import CommandMark, Commit, EventStore, Head, Proposal
from shared.ids import NewId
from shared.messages import Answer, CommandContext
from shared.texts import Text
from shared.values import dataclass

C = TypeVar("C")
S = TypeVar("S")

MAX_TRIES = 12
FIRST_PAUSE_SECONDS = 0.002
LONGEST_PAUSE_SECONDS = 0.25
CACHED_STREAMS = 2048


@dataclass(frozen=True, slots=True)
class Served:
    """What an earlier command with some key got: the version it led to, whether it began the stream, or its refusal."""

    mark: CommandMark
    version: int
    created: bool
    refusal: ActRefused | None


@dataclass(frozen=True, slots=True)
class Folded(Generic[S]):
    """A stream folded up to *head*."""

    head: Head
    state: S
    served: dict[tuple[str, str], Served] = field(compare=False)


class CommandHandler(Generic[C, S]):
    """
    Handles the commands of one decider.

    Order of judgement: a known idempotency key gets its stored answer (other content: KeyReused); then `if_match`
    (VersionMismatch); then `fill` and `decide`. A lost race is judged again from the start: with `if_match` it ends as
    the winner's own answer or as VersionMismatch, without it `decide` sees what the winner wrote. A refusal event is stored, once per identical request, and then raised as Rejected.
    """

    def __init__(
        self,
        *,
        store: EventStore,
        codec: Codec,
        decider: Decider[C, S, Any],
        clock: Clock,
        new_id: NewId,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._store = store
        self._codec = codec
        self._decider = decider
        self._clock = clock
        self._new_id = new_id
        self._pause = pause
        self._folds: OrderedDict[str, Folded[S]] = OrderedDict()
        self._remembering = threading.Lock()

    def __call__(
        self, stream: str, command: C, context: CommandContext, *, fill: Callable[[C], C] | None = None
    ) -> Answer:
        """
        Do *command* on *stream*; *fill* completes it from what other streams say at each try.

        Raises Rejected, NotFound, KeyReused, VersionMismatch, LostRace, OutcomeUnknown, InvalidInput.
        """
        lost: LostRace | None = None
        for pause in _pauses():
            if lost is not None:
                self._pause(pause)
            folded = self.load(stream)
            if served := folded.served.get((context.actor, context.key)):
                return self._answer_again(stream, served, context)
            if context.if_match is not None and context.if_match != folded.head.version:
                raise VersionMismatch(facts={"current": str(folded.head.version)})
            events = self._decider.decide(fill(command) if fill else command, folded.state)
            refusal = _refusal_in(events)
            if not events or (refusal and self._refused_before(folded, refusal, context)):
                return self._conclude(Answer(stream=stream, version=folded.head.version), refusal)
            reached("command judged")
            try:
                with tracing.span("append"):
                    head = self._append(folded.head, events, context)
            except LostRace as error:
                lost = error  # the next look finds the same key served, or another version than `if_match`
                continue
            answer = Answer(stream=stream, version=head.version, created=folded.head.version == 0)
            return self._conclude(answer, refusal)
        raise lost or LostRace()

    def load(self, stream: str) -> Folded[S]:
        """The stream's state: the cached fold plus the tail written since."""
        cached = self._recall(stream)
        tail = self._store.read(stream, cached.head if cached else None)
        if cached and not tail.commits:
            return cached
        state = cached.state if cached else self._decider.initial
        served = dict(cached.served) if cached else {}
        for commit in tail.commits:
            decoded = [self._codec.decode(event).event for event in commit.events]
            state = self._decider.fold(decoded, state)
            served[commit.command.actor, commit.command.key] = _served(commit, decoded)
        folded = Folded(tail.head, state, served)
        self._remember(stream, folded)
        return folded

    def _append(self, head: Head, events: Sequence[Any], context: CommandContext) -> Head:
        return self._store.append(head, self._proposal(head, events, context))

    def _proposal(self, head: Head, events: Sequence[Any], context: CommandContext) -> Proposal:
        now = self._clock()
        context = replace(context, traceparent=tracing.traceparent() or context.traceparent)
        bodies = self._codec.encode(events, head, context, now)
        mark = CommandMark(context.actor, context.key, context.fingerprint)
        return Proposal(self._new_id(), mark, now, bodies)

    def _answer_again(self, stream: str, served: Served, context: CommandContext) -> Answer:
        if served.mark.fingerprint != context.fingerprint:
            raise KeyReused
        answer = Answer(stream=stream, version=served.version, created=served.created)
        return self._conclude(answer, served.refusal)

    def _refused_before(self, folded: Folded[S], refusal: ActRefused, context: CommandContext) -> bool:
        return any(
            earlier.refusal is not None
            and earlier.refusal.code == refusal.code
            and earlier.mark.actor == context.actor
            and earlier.mark.fingerprint == context.fingerprint
            for earlier in folded.served.values()
        )

    def _conclude(self, answer: Answer, refusal: ActRefused | None) -> Answer:
        if refusal is not None:
            raise self._rejection(refusal)
        return answer

    def _rejection(self, refusal: ActRefused) -> Rejected:
        return refusal.rejection(self._codec.catalogue.refusals.get(refusal.code, _REFUSED))

    def _recall(self, stream: str) -> Folded[S] | None:
        with self._remembering:
            folded = self._folds.get(stream)
            if folded is not None:
                self._folds.move_to_end(stream)
            return folded

    def _remember(self, stream: str, folded: Folded[S]) -> None:
        with self._remembering:
            self._folds[stream] = folded
            self._folds.move_to_end(stream)
            while len(self._folds) > CACHED_STREAMS:
                self._folds.popitem(last=False)


_REFUSED = Text("Yêu cầu bị từ chối.", "The request is refused.")


def _pauses() -> Iterator[float]:
    for number in range(MAX_TRIES):
        longest = min(FIRST_PAUSE_SECONDS * 2**number, LONGEST_PAUSE_SECONDS)
        yield random.uniform(0, longest)  # noqa: S311  # jitter, not a secret


def _refusal_in(events: Any) -> ActRefused | None:
    return next((event for event in events if isinstance(event, ActRefused)), None)


def _served(commit: Commit, decoded: list[Any]) -> Served:
    return Served(commit.command, commit.last, commit.first == 1, _refusal_in(decoded))

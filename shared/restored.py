"""Commits made again from the events of a ledger: which events stood together, and what is known of their command."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from shared.codec import envelope_of
from shared.errors import BrokenHistory
from shared.eventstore import (
    MAX_COMMIT_BYTES,
    MAX_COMMIT_EVENTS,
    CommandMark,
    Head,
    Proposal,
    commit_key,
    stored,
)
from shared.eventstore.documents import to_document
from shared.messages import Envelope, NumberedEvent
from shared.values import dataclass

RESTORED: Final = "restored"
SYSTEM: Final = "system:"
COMMAND: Final = "command:"


@dataclass(frozen=True, slots=True)
class Placed:
    """One event of the ledger at its place, with its envelope read."""

    numbered: NumberedEvent
    envelope: Envelope

    @property
    def key(self) -> str:
        """The key of a commit that begins with it."""
        return commit_key(self.envelope.subject, self.envelope.streamversion)


def placed(event: NumberedEvent) -> Placed:
    """*event* read; raises BrokenHistory when it is none."""
    return Placed(event, envelope_of(stored(event.body).attributes))


def runs(events: Iterable[Placed]) -> Iterator[list[Placed]]:
    """
    *events* in runs that may have been one commit: consecutive, of one stream, one cause and one moment.

    A commit is never longer than its run. Two commits in one run can come of nothing but one person's two commands in
    the same millisecond under one id, which there are not.
    """
    for _, run in groupby(events, key=_origin):
        yield list(run)


def cut(run: Sequence[Placed], standing: Mapping[str, int]) -> Iterator[list[Placed]]:
    """*run* in commits: those that are *standing* (key → count of events) keep their bounds, none becomes too large."""
    piece: list[Placed] = []
    size = wanted = 0
    for one in run:
        new = one.key in standing
        full = len(piece) == (wanted or MAX_COMMIT_EVENTS) or size + len(one.numbered.body) > MAX_COMMIT_BYTES
        if piece and (new or full):
            yield piece
            piece, size, wanted = [], 0, 0
        if not piece:
            wanted = standing.get(one.key, 0)
        piece.append(one)
        size += len(one.numbered.body)
    if piece:
        yield piece


def document_of(events: Sequence[Placed]) -> dict[str, Any]:
    """
    The commit that holds *events*, marked as restored; the same events always give the same document.

    Only here is a head made of what an event says of itself: the stream is checked as a whole when all are in place.
    """
    first = events[0].envelope
    for number, one in enumerate(events):
        if (one.envelope.subject, one.envelope.streamversion) != (
            first.subject,
            first.streamversion + number,
        ):
            raise BrokenHistory(
                f"the ledger's events of {first.subject} are not in the order of its versions"
            )
    head = Head(first.subject, first.streamversion - 1, first.previous)
    bodies = tuple(one.numbered.body for one in events)
    proposal = Proposal(f"{RESTORED}:{first.id}", _mark(first), first.time, bodies)
    return {**to_document(head, proposal), RESTORED: True}


def _origin(one: Placed) -> tuple[Any, ...]:
    told = one.envelope
    return told.subject, told.causationid, told.correlationid, told.actor, told.time


def _mark(first: Envelope) -> CommandMark:
    """
    A reaction's key is its cause and known; a person's key was never told to anybody and is lost.

    So a reaction that is repeated finds itself done, and a person's request that is repeated is judged anew.
    """
    if first.actor.startswith(SYSTEM) and not first.causationid.startswith(COMMAND):
        return CommandMark(first.actor, first.causationid, first.causationid)
    return CommandMark(first.actor, f"{RESTORED}:{first.id}", "")

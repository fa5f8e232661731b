"""
The event store's contract: streams of commits, insert only, one append one document.

Every store passes `shared.testing.eventstore_contract`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime
from typing import Any, Protocol

from shared.canonical import NO_DIGEST, digest
from shared.errors import BrokenHistory, InvalidInput
from shared.ids import is_stream
from shared.texts import Text
from shared.values import dataclass

MAX_COMMIT_BYTES = 1024 * 1024
MAX_COMMIT_EVENTS = 100
MAX_STREAMS_TOGETHER = 4

NO_EVENTS = Text("Không có sự kiện nào để lưu.", "There is no event to store.")
TOO_MANY_EVENTS = Text(
    "Một lần ghi có tối đa {most} sự kiện; lần này có {count}.",
    "One append holds at most {most} events; this has {count}.",
)
TOO_MANY_BYTES = Text("Một lần ghi lớn hơn 1 MiB.", "The append is larger than 1 MiB.")


@dataclass(frozen=True, slots=True)
class Head:
    """
    The end of a stream: its last version (0 when empty) and the digest of its last event's bytes.

    Comes only from `read` or from one's own acknowledged append; callers MUST NOT make one from an integer.
    """

    stream: str
    version: int
    digest: str


@dataclass(frozen=True, slots=True)
class CommandMark:
    """Which command made a commit: actor, idempotency key, and the HMAC of its route and content."""

    actor: str
    key: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A commit to be: its id (repeating with the same id is safe), its command and its events' canonical bytes."""

    commit_id: str
    command: CommandMark
    recorded_at: datetime
    events: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """One event's bytes, the only copy, and what they parse to."""

    body: bytes
    attributes: dict[str, Any] = field(compare=False)


@dataclass(frozen=True, slots=True)
class Commit:
    """One stored append: events *first* to *last* of *stream*."""

    stream: str
    first: int
    last: int
    commit_id: str
    command: CommandMark
    recorded_at: datetime
    events: tuple[StoredEvent, ...]

    @property
    def commit_key(self) -> str:
        """`<stream>@<first version, 10 digits>`: index and optimistic lock in one."""
        return commit_key(self.stream, self.first)


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream's commits after some head, in version order, with the head they end in."""

    head: Head
    commits: tuple[Commit, ...]


class EventStore(Protocol):
    """
    Keeps streams.

    A store MUST be safe for callers in several threads (or green threads) and processes at once.
    """

    def read(self, stream: str, after: Head | None = None) -> Stream:
        """
        The commits of *stream* after the head *after* (or all) in version order; an unknown stream is empty.

        MUST read what a majority has, from the primary. MUST raise BrokenHistory when versions are not dense or a
        `previous` digest does not match the bytes before it. MUST raise TransientError when the store is away.
        """

    def read_many(self, streams: Sequence[str]) -> Mapping[str, Stream]:
        """Each of *streams* whole, as `read` gives it, by its name; for many that are short. Errors as `read`."""

    def append(self, head: Head, proposal: Proposal) -> Head:
        """
        Add all events of *proposal* after *head*, or none; give the new head.

        MUST raise InvalidInput, and write nothing, for no events, more than MAX_COMMIT_EVENTS, or more than
        MAX_COMMIT_BYTES. MUST raise LostRace, and write nothing, when *head* is no longer the stream's head.
        MUST raise OutcomeUnknown when it cannot tell by its deadline; repeating with the same commit id is safe and
        gives the same head. Once it returns, the events survive a crash and will be numbered and published.
        """

    def append_all(self, appends: Sequence[tuple[Head, Proposal]]) -> list[Head]:
        """
        Add to several streams, all or none; at most MAX_STREAMS_TOGETHER, each stream once (else ValueError).

        Errors as `append`.
        """


def require_acceptable(head: Head, proposal: Proposal) -> None:
    """Raises InvalidInput when *proposal* is empty or too large, ValueError when *head* names no stream; for stores."""
    if not is_stream(head.stream):
        raise ValueError(f"not a stream name: {head.stream!r}")
    if not proposal.events:
        raise InvalidInput("no-events", NO_EVENTS)
    if len(proposal.events) > MAX_COMMIT_EVENTS:
        facts = {"most": str(MAX_COMMIT_EVENTS), "count": str(len(proposal.events))}
        raise InvalidInput("too-many-events", TOO_MANY_EVENTS, facts=facts)
    if sum(map(len, proposal.events)) > MAX_COMMIT_BYTES:
        raise InvalidInput("commit-too-large", TOO_MANY_BYTES)


def require_together(appends: Sequence[tuple[Head, Proposal]]) -> None:
    """Raises ValueError when *appends* are too many or name a stream twice, and as `require_acceptable`; for stores."""
    if not 0 < len(appends) <= MAX_STREAMS_TOGETHER:
        raise ValueError(f"{len(appends)} streams together; 1 to {MAX_STREAMS_TOGETHER} are allowed")
    if len({head.stream for head, _ in appends}) < len(appends):
        raise ValueError("a stream is named twice")
    for head, proposal in appends:
        require_acceptable(head, proposal)


def commit_key(stream: str, first: int) -> str:
    """The `_id` of the commit of *stream* whose first event has version *first*."""
    return f"{stream}@{first:010d}"


def empty_head(stream: str) -> Head:
    """The head of a stream that has no events; for stores only."""
    return Head(stream, 0, NO_DIGEST)


def head_after(head: Head, events: Sequence[bytes]) -> Head:
    """The head once *events* stand after *head*; for stores and the codec."""
    return Head(head.stream, head.version + len(events), digest(events[-1])) if events else head


def chained(start: Head, commits: Sequence[Commit]) -> Head:
    """
    The head after *commits*, having checked that they continue *start* without gap and digest by digest.

    Raises BrokenHistory naming the first commit that does not fit; for stores.
    """
    head = start
    for commit in commits:
        if commit.first != head.version + 1 or commit.last != head.version + len(commit.events):
            raise BrokenHistory(
                f"{commit.commit_key}: versions {commit.first}-{commit.last} after {head.version}"
            )
        previous = head.digest
        for event in commit.events:
            if event.attributes.get("previous") != previous:
                raise BrokenHistory(f"{commit.commit_key}: an event's previous digest does not match")
            previous = digest(event.body)
        head = Head(head.stream, commit.last, previous)
    return head


def stored(body: bytes) -> StoredEvent:
    """*body* parsed; raises BrokenHistory when it is not a JSON object."""
    try:
        attributes = json.loads(body)
    except ValueError as error:
        raise BrokenHistory("an event is not JSON") from error
    if not isinstance(attributes, dict):
        raise BrokenHistory("an event is not a JSON object")
    return StoredEvent(body, attributes)

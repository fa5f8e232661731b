"""What travels: the envelope of an event, a numbered event, who commands and why."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Generic, TypeVar

from shared.values import dataclass

E = TypeVar("E")


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandContext:
    """
    Who commands, in which conversation.

    `actor` is `user:<id>` or `system:<policy>`. `causation_id` is the causing event's id, or `command:<uuid>` for a
    person's own command. `fingerprint` is an HMAC of route and content. `if_match` is the version the caller saw.
    """

    actor: str
    actor_role: str
    correlation_id: str
    causation_id: str
    key: str
    fingerprint: str
    if_match: int | None = None
    traceparent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """The CloudEvents attributes of one event; `time` is when it was recorded."""

    id: str
    source: str
    type: str
    schema_version: int
    subject: str
    time: datetime
    streamversion: int
    previous: str
    actor: str
    actorrole: str
    correlationid: str
    causationid: str
    traceparent: str | None = None

    @property
    def service(self) -> str:
        """The owner: the last part of the source."""
        return self.source.rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedEvent(Generic[E]):
    """An event with its envelope, as read back from history."""

    envelope: Envelope
    event: E
    position: int = 0
    epoch: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedEvent:
    """One event's bytes at its place in its owner's history; positions start at 1 and have no gaps."""

    source: str
    epoch: str
    position: int
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a command brought about: the stream, its version, and the identity the route speaks of."""

    stream: str
    version: int
    created: bool = False

    @property
    def token(self) -> str:
        """What `Sovang-After` takes."""
        return f"{self.stream}@{self.version}"


Json = dict[str, Any]

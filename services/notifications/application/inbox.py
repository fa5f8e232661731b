"""The inbox (hộp tin): what each party was told, kept once; what each account has read of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Protocol

from services.notifications.domain.parties import accounts, in_role
from shared.access import EVERYWHERE, Caller
from shared.endpoints import Page
from shared.texts import Text
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A notice as it is kept; `id` is `<event id>/<party>/<kind>`, so that nobody is told the same thing twice."""

    id: str
    party: str
    kind: str
    event: str
    case: str
    occurred_on: date
    told_at: datetime
    text: Text
    why: Text


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: their account, the parties they belong to, and roles they have everywhere."""

    actor: str
    parties: tuple[str, ...]
    roles: tuple[str, ...]


def reader_of(caller: Caller) -> Reader:
    """The reader that *caller* is, as their grants say."""
    scoped = [grant for grant in caller.grants if grant.scope != EVERYWHERE]
    parties = [party for grant in scoped for party in in_role(grant.role, [grant.scope])]
    everywhere = [grant.role for grant in caller.grants if grant.scope == EVERYWHERE]
    return Reader(caller.actor, (*accounts([caller.identity]), *parties), tuple(everywhere))


class Inbox(Protocol):
    """Keeps entries; safe for several processes at once."""

    def put(self, entries: Sequence[Entry]) -> None:
        """Keep *entries*; one that is there already stays as it is. Raises TransientError."""

    def page(self, reader: Reader, *, unread: bool, limit: int, after: str | None) -> Page:
        """Entries of *reader* with whether they have read each, the latest event first; only unread ones if asked."""

    def count(self, reader: Reader) -> tuple[int, int]:
        """How many entries *reader* has, and how many they have not read."""

    def mark_read(self, reader: Reader, ids: Iterable[str]) -> int:
        """Note that *reader* has read those of *ids* that are theirs; how many that are."""

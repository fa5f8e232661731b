"""The ledger as a numbered history, which is what read models and subscribers follow: position = index + 1."""

from __future__ import annotations

from typing import Final, Protocol

from services.audit.application.ledger import StoredCheckpoint, StoredEntry
from shared.heads import RecentHead
from shared.messages import NumberedEvent
from shared.recent import Recent

SOURCE: Final = "ledger"
EPOCH: Final = "1"
"""A ledger is never numbered anew."""


class Entries(Protocol):
    """What a feed needs of the ledger's store."""

    def size(self) -> int:
        """How many entries there are."""

    def entries(self, first: int, limit: int) -> list[StoredEntry]:
        """The entries from index *first* on, at most *limit*."""

    def last_checkpoint(self) -> StoredCheckpoint | None:
        """The checkpoint with the highest number."""


class LedgerFeed:
    """
    Every sequenced entry; implements `shared.feed.Feed`.

    Give *recent* to the sequencer of the same process as well, and what it has just stored is not read again.
    """

    source = SOURCE

    def __init__(self, store: Entries, recent: Recent | None = None) -> None:
        self._store = store
        self._recent = recent or Recent()
        self._head = RecentHead(lambda: (EPOCH, store.size()))

    def head(self) -> tuple[str, int]:
        """The epoch and the sequence of the last entry."""
        return self._head.fresh()

    def recent_head(self) -> tuple[str, int]:
        """See HasRecentHead."""
        return self._head.recent()

    def after(self, position: int, limit: int) -> list[NumberedEvent]:
        """The entries from sequence *position* + 1 on."""
        at_hand = self._recent.after(position, limit)
        return at_hand or [numbered(entry) for entry in self._store.entries(position, limit)]


class PublishedFeed:
    """Every entry under a published checkpoint: what is announced to the world."""

    source = SOURCE

    def __init__(self, store: Entries) -> None:
        self._store = store

    def head(self) -> tuple[str, int]:
        """The epoch and the size of the last checkpoint."""
        last = self._store.last_checkpoint()
        return EPOCH, last.size if last else 0

    def after(self, position: int, limit: int) -> list[NumberedEvent]:
        """The published entries from sequence *position* + 1 on."""
        _, published = self.head()
        entries = (
            self._store.entries(position, min(limit, published - position)) if published > position else []
        )
        return [numbered(entry) for entry in entries]


def numbered(entry: StoredEntry) -> NumberedEvent:
    """*entry* as an event of the ledger's own history."""
    return NumberedEvent(source=SOURCE, epoch=EPOCH, position=entry.index + 1, body=entry.event)

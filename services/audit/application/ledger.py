"""What the ledger consists of in storage, and the protocols of its store and of its anchor outside the database."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import field
from datetime import datetime
from typing import Protocol

from services.audit.domain.tiling import Tile
from shared.roles import StandBy
from shared.values import dataclass


class Collision(StandBy):
    """Another sequencer wrote here first: everything known is stale; drop it, stand by, load again."""


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """One entry (mục sổ) at its *index*; *leaf* is what was hashed into *hash*."""

    index: int
    source: str
    epoch: str
    position: int
    leaf: bytes
    hash: bytes
    event_id: str

    @property
    def event(self) -> bytes:
        """The event's own bytes: the leaf without its header line."""
        return self.leaf[self.leaf.index(b"\n") + 1 :]


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far one source is sequenced. Epochs sort by age: a later one begins again at position 1."""

    epoch: str
    position: int


Cursors = Mapping[str, Cursor]
"""Source → cursor."""


@dataclass(frozen=True, slots=True)
class StoredCheckpoint:
    """Checkpoint (mốc xác nhận) *number*; numbers are dense, so that inserting the next one is the compare-and-swap."""

    number: int
    size: int
    root: bytes
    note: bytes
    cursors: Cursors = field(default_factory=dict)
    published_at: datetime | None = None


class LedgerStore(Protocol):
    """
    Keeps the ledger, insert only. Reads MUST see what a majority has, from the primary.

    Every method MUST raise TransientError when it cannot tell: the caller then drops all state and loads again.
    """

    def prepare(self) -> None:
        """Make what reading and writing need; MUST be harmless when it is there."""

    def last_checkpoint(self) -> StoredCheckpoint | None:
        """The checkpoint with the highest number."""

    def entries(self, first: int, limit: int) -> list[StoredEntry]:
        """The entries from index *first* on, at most *limit*, ending before the first index that is missing."""

    def hashes(self, first: int, end: int) -> list[bytes]:
        """Leaf hashes of the entries from *first* up to but not at *end*; MUST raise BrokenHistory for a gap."""

    def tiles(self, level: int, first: int, end: int) -> list[bytes]:
        """The contents of the full tiles from *first* up to but not at *end*; MUST raise BrokenHistory for a missing one."""

    def by_events(self, event_ids: Collection[str]) -> list[StoredEntry]:
        """Every entry of one of these events."""

    def known(self, event_ids: Collection[str]) -> set[str]:
        """Which of these events have an entry."""

    def insert_entries(self, entries: Sequence[StoredEntry]) -> None:
        """Add in order, none after one that fails. MUST raise Collision when an index is taken."""

    def insert_tiles(self, tiles: Sequence[Tile]) -> None:
        """Add full tiles; one that is there already MUST be equal, else BrokenHistory."""

    def insert_checkpoint(self, checkpoint: StoredCheckpoint) -> None:
        """MUST raise Collision when the number is taken."""


class Anchor(Protocol):
    """The last published checkpoint as kept outside the database."""

    def kept(self) -> bytes | None:
        """The note kept last, None when there never was one."""

    def keep(self, note: bytes) -> None:
        """Keep *note* instead; after a crash either the old or the new one MUST be there, whole."""

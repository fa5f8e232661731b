"""The order of record: entries, then tiles, then a checkpoint; the only writer of the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from services.audit.application.arrivals import Arrival
from services.audit.application.causes import RecentEvents
from services.audit.application.growing import EMPTY, Growth, at_checkpoint, checked, root_at
from services.audit.application.ledger import Anchor, Cursor, LedgerStore, StoredCheckpoint, StoredEntry
from services.audit.domain.checkpoint import Checkpoint, parse_checkpoint
from services.audit.domain.errors import LedgerError
from services.audit.domain.merkle import hash_leaves
from services.audit.domain.note import Note, parse_note
from services.audit.domain.signing import Signer, open_note
from services.audit.domain.tiling import Tile
from shared.clock import Clock, system_clock
from shared.crashing import Reached, reached
from shared.errors import BrokenHistory

ADOPTED_AT_ONCE: Final = 1000


class Sequencing:
    """
    One sequencer's view of the ledger.

    Exactly one is meant to write; a second one cannot fork the ledger, because entry indexes and checkpoint numbers are
    dense and insert only: whoever comes second gets Collision. After any error the object MUST be dropped.
    """

    def __init__(
        self,
        store: LedgerStore,
        anchor: Anchor,
        signer: Signer,
        clock: Clock = system_clock,
        reached: Reached = reached,
    ) -> None:
        self._store = store
        self._anchor = anchor
        self._signer = signer
        self._clock = clock
        self._reached = reached
        self._growth = EMPTY
        self._published: StoredCheckpoint | None = None
        self._pending: list[Tile] = []
        self.causes = RecentEvents(store.known)

    @property
    def size(self) -> int:
        """How many entries are sequenced."""
        return self._growth.size

    @property
    def published_size(self) -> int:
        """How many of them the last checkpoint covers."""
        return self._published.size if self._published else 0

    def cursor(self, source: str) -> Cursor | None:
        """How far *source* is sequenced."""
        return self._growth.cursors.get(source)

    def load(self) -> int:
        """
        Take up the stored ledger: the last checkpoint, then every contiguous entry beyond it; gives how many those were.

        Raises BrokenHistory when roots differ, or when the ledger is behind what the anchor knows.
        """
        self._published = self._store.last_checkpoint()
        self._growth = at_checkpoint(self._store, self._published) if self._published else EMPTY
        adopted = 0
        while entries := self._store.entries(self.size, ADOPTED_AT_ONCE):
            self._grow([checked(entry) for entry in entries])
            adopted += len(entries)
        self._insert_tiles()
        self._require_anchored()
        return adopted

    def sequence(self, arrivals: Sequence[Arrival]) -> list[StoredEntry]:
        """
        Make *arrivals* the next entries; once this returns they are sequenced for good.

        Raises Collision, TransientError; BrokenHistory when an event's position is not the next of its source.
        """
        entries = self._entries(arrivals)
        grown, full = self._growth.grown(entries)  # refuses a skipped position before anything is written
        self._reached("entries inserting")
        self._store.insert_entries(entries)
        self._reached("entries inserted")
        self._growth = grown
        self._pending += full
        self.causes.add(entry.event_id for entry in entries)
        self._insert_tiles()
        return entries

    def publish(self) -> StoredCheckpoint | None:
        """The next checkpoint over everything sequenced, inserted and anchored; None when there is nothing new."""
        if self.size == self.published_size:
            return None
        checkpoint = self._next_checkpoint()
        self._reached("checkpoint inserting")
        self._store.insert_checkpoint(checkpoint)
        self._reached("checkpoint inserted")
        self._published = checkpoint
        self._anchor.keep(checkpoint.note)
        self._reached("checkpoint anchored")
        return checkpoint

    def _entries(self, arrivals: Sequence[Arrival]) -> list[StoredEntry]:
        hashes = hash_leaves([arrival.leaf for arrival in arrivals])
        return [
            StoredEntry(
                index=self.size + at,
                source=arrival.event.source,
                epoch=arrival.event.epoch,
                position=arrival.event.position,
                leaf=arrival.leaf,
                hash=hashed,
                event_id=arrival.event_id,
            )
            for at, (arrival, hashed) in enumerate(zip(arrivals, hashes, strict=True))
        ]

    def _grow(self, entries: Sequence[StoredEntry]) -> None:
        self._growth, full = self._growth.grown(entries)
        self._pending += full

    def _insert_tiles(self) -> None:
        if self._pending:
            self._reached("tiles inserting")
            self._store.insert_tiles(self._pending)
            self._reached("tiles inserted")
            self._pending = []

    def _next_checkpoint(self) -> StoredCheckpoint:
        root = self._growth.edge.root()
        text = Checkpoint(self._signer.name, self.size, root).text()
        return StoredCheckpoint(
            number=self._published.number + 1 if self._published else 0,
            size=self.size,
            root=root,
            note=self._signer.sign(Note(text, ())).encode(),
            cursors=self._growth.cursors,
            published_at=self._clock(),
        )

    def _require_anchored(self) -> None:
        note = self._anchor.kept()
        if note is None:
            return
        known = anchored(note, self._signer)
        if known.size > self.size:
            raise BrokenHistory(
                f"the ledger has {self.size} entries and was already published with {known.size}; restore it first"
            )
        if root_at(self._store, known.size) != known.root:
            raise BrokenHistory(f"the first {known.size} entries are not those that were published")


def anchored(note: bytes, signer: Signer) -> Checkpoint:
    """The checkpoint in *note*; raises BrokenHistory when it is not one of this ledger."""
    try:
        found = parse_checkpoint(open_note(parse_note(note), [signer.verifier]))
    except LedgerError as error:
        raise BrokenHistory(f"the checkpoint kept outside the database cannot be trusted: {error}") from error
    if found.origin != signer.name:
        raise BrokenHistory(f"the checkpoint kept outside the database is of {found.origin}")
    return found


__all__ = ["Growth", "Sequencing", "anchored"]

"""The growing ledger in memory: its size, the unfinished tiles, each source's cursor; and how they are won back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from services.audit.application.ledger import Cursor, Cursors, LedgerStore, StoredCheckpoint, StoredEntry
from services.audit.domain.entry import parse_entry
from services.audit.domain.errors import MalformedEntry
from services.audit.domain.merkle import leaf_hash, root_of
from services.audit.domain.tiles import TILE_HEIGHT, TILE_WIDTH, hashes_in
from services.audit.domain.tiling import Tile, TileEdge
from shared.errors import BrokenHistory
from shared.values import dataclass


@dataclass(frozen=True, slots=True)
class Growth:
    """A ledger as far as its entries reach, which may be beyond the last checkpoint."""

    edge: TileEdge
    cursors: Cursors

    @property
    def size(self) -> int:
        """How many entries there are."""
        return self.edge.size

    def grown(self, entries: Sequence[StoredEntry]) -> tuple[Growth, list[Tile]]:
        """The ledger after *entries*, and the tiles they make full; raises BrokenHistory where a position is skipped."""
        cursors = dict(self.cursors)
        for entry in entries:
            cursors[entry.source] = moved(cursors.get(entry.source), entry)
        edge, full = self.edge.append([entry.hash for entry in entries])
        return Growth(edge, cursors), full


EMPTY = Growth(TileEdge(), {})


def moved(cursor: Cursor | None, entry: StoredEntry) -> Cursor:
    """The cursor after *entry*, which must be the next of its epoch or the first of a later one."""
    if cursor is None or entry.epoch > cursor.epoch:
        cursor = Cursor(entry.epoch, 0)
    if entry.epoch != cursor.epoch or entry.position != cursor.position + 1:
        raise BrokenHistory(
            f"entry {entry.index}: {entry.source} {entry.epoch}@{entry.position} does not follow "
            f"{cursor.epoch}@{cursor.position}"
        )
    return replace(cursor, position=entry.position)


def at_checkpoint(store: LedgerStore, checkpoint: StoredCheckpoint) -> Growth:
    """The ledger rebuilt at *checkpoint* from tiles and hashes; raises BrokenHistory when its root is another."""
    edge = TileEdge(checkpoint.size, _rows(store, checkpoint.size))
    if edge.root() != checkpoint.root:
        raise BrokenHistory(f"checkpoint {checkpoint.number}: the stored entries and tiles have another root")
    return Growth(edge, dict(checkpoint.cursors))


def root_at(store: LedgerStore, size: int) -> bytes:
    """The root of the first *size* entries, from tiles and hashes."""
    return TileEdge(size, _rows(store, size)).root()


def checked(entry: StoredEntry) -> StoredEntry:
    """*entry* when it says the same as its leaf; raises BrokenHistory."""
    try:
        told = parse_entry(entry.leaf)
    except MalformedEntry as error:
        raise BrokenHistory(f"entry {entry.index}: {error}") from error
    same = (told.source, told.epoch, told.position) == (entry.source, entry.epoch, entry.position)
    if not same or leaf_hash(entry.leaf) != entry.hash:
        raise BrokenHistory(f"entry {entry.index} is not what its leaf says")
    return entry


def _rows(store: LedgerStore, size: int) -> tuple[tuple[bytes, ...], ...]:
    """What no full tile holds, level by level: leaf hashes, then roots of the full tiles of the level below."""
    if size == 0:
        return ()
    rows = [tuple(store.hashes(size - size % TILE_WIDTH, size))]
    level = 1
    while count := size >> TILE_HEIGHT * level:
        rows.append(tuple(tile_roots(store, level - 1, count - count % TILE_WIDTH, count)))
        level += 1
    return tuple(rows)


def tile_roots(store: LedgerStore, level: int, first: int, end: int) -> list[bytes]:
    """What the full tiles from *first* up to but not at *end* hash to: the hashes of the level above."""
    return [root_of(hashes_in(tile, TILE_WIDTH)) for tile in store.tiles(level, first, end)]

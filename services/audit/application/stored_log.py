"""The ledger as strangers read it: the latest note, tiles and entry bundles, the unfinished ones derived."""

from __future__ import annotations

from services.audit.application.growing import tile_roots
from services.audit.application.ledger import LedgerStore
from services.audit.domain.bundle import encode_bundle
from services.audit.domain.errors import MalformedTile
from services.audit.domain.log import ResourceMissing
from services.audit.domain.merkle import leaf_hash
from services.audit.domain.tiles import TILE_WIDTH, hashes_in, width_at
from shared.errors import BrokenHistory


class StoredLog:
    """
    The log over its store.

    Serves what a published checkpoint covers and nothing beyond. Only full tiles are stored: an unfinished one of any
    published size is the front of what is stored.
    A ledger that was tampered with MUST stay readable, so that its readers can name the place: a bundle ends before an
    entry that is gone, and a tile that cannot be given is missing. A hash is kept twice, with its entry and in the full tile:
    where they differ, the one that is not its leaf's is told.
    """

    def __init__(self, store: LedgerStore) -> None:
        self._store = store

    def checkpoint(self) -> bytes | None:
        """The latest checkpoint's note."""
        last = self._store.last_checkpoint()
        return last.note if last else None

    def tile(self, level: int, index: int, width: int) -> bytes:
        """The first *width* hashes of a tile; raises ResourceMissing, beyond the latest checkpoint too."""
        self._require_published(level, index, width)
        try:
            return self._tile(level, index, width)
        except (BrokenHistory, MalformedTile) as error:
            raise ResourceMissing(f"tile {level}/{index} of width {width}: {error}") from error

    def entries(self, index: int, width: int) -> bytes:
        """The bundle under the first *width* hashes of a level 0 tile; raises ResourceMissing when it would be empty."""
        self._require_published(0, index, width)
        found = self._store.entries(index * TILE_WIDTH, width)
        if not found:
            raise ResourceMissing(f"entry {index * TILE_WIDTH}")
        return encode_bundle(entry.leaf for entry in found)

    def _tile(self, level: int, index: int, width: int) -> bytes:
        first = index * TILE_WIDTH
        if width == TILE_WIDTH:
            tile = self._store.tiles(level, index, index + 1)[0]
            return tile if level else self._altered_told(tile, first)
        if level == 0:
            return b"".join(self._store.hashes(first, first + width))
        return b"".join(tile_roots(self._store, level - 1, first, first + width))

    def _altered_told(self, tile: bytes, first: int) -> bytes:
        """The full *tile*, whose first entry is *first*, with the hash of an entry in it where that alone was altered."""
        try:
            at_entries = b"".join(self._store.hashes(first, first + TILE_WIDTH))
            if at_entries == tile:
                return tile
            in_tile, own = hashes_in(tile, TILE_WIDTH), hashes_in(at_entries, TILE_WIDTH)
        except (BrokenHistory, MalformedTile):
            return tile  # whoever holds it against its entries sees what is wrong
        for place, (one, other) in enumerate(zip(in_tile, own, strict=True)):
            if one != other and leaf_hash(self._store.entries(first + place, 1)[0].leaf) == one:
                in_tile[place] = other
        return b"".join(in_tile)

    def _require_published(self, level: int, index: int, width: int) -> None:
        last = self._store.last_checkpoint()
        if last is None or width > width_at(level, index, last.size):
            raise ResourceMissing(f"tile {level}/{index} of width {width}")

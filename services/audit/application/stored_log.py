"""The ledger as strangers read it: the latest note, tiles and entry bundles, the unfinished ones derived."""

from __future__ import annotations

from services.audit.application.growing import tile_roots
from services.audit.application.ledger import LedgerStore
from services.audit.domain.bundle import encode_bundle
from services.audit.domain.log import ResourceMissing
from services.audit.domain.tiles import TILE_WIDTH, width_at
from shared.errors import BrokenHistory


class StoredLog:
    """
    The log over its store.

    Serves what a published checkpoint covers and nothing beyond. Only full tiles are stored: an unfinished one of any
    published size is the front of what is stored.
    A ledger that was tampered with MUST stay readable, so that its readers can name the place: a bundle ends before an
    entry that is gone, and a tile that cannot be given is missing.
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
        except BrokenHistory as error:
            raise ResourceMissing(f"tile {level}/{index} of width {width}: {error}") from error

    def entries(self, index: int, width: int) -> bytes:
        """The bundle under the first *width* hashes of a level 0 tile; raises ResourceMissing when it would be empty."""
        self._require_published(0, index, width)
        found = self._store.entries(index * TILE_WIDTH, width)
        if not found:
            raise ResourceMissing(f"entry {index * TILE_WIDTH}")
        return encode_bundle(entry.leaf for entry in found)

    def _tile(self, level: int, index: int, width: int) -> bytes:
        if width == TILE_WIDTH:
            return self._store.tiles(level, index, index + 1)[0]
        first = index * TILE_WIDTH
        if level == 0:
            return b"".join(self._store.hashes(first, first + width))
        return b"".join(tile_roots(self._store, level - 1, first, first + width))

    def _require_published(self, level: int, index: int, width: int) -> None:
        last = self._store.last_checkpoint()
        if last is None or width > width_at(level, index, last.size):
            raise ResourceMissing(f"tile {level}/{index} of width {width}")

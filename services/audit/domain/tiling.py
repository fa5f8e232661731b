"""Building tiles from leaf hashes, a batch at a time, remembering only the unfinished tile of each level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from services.audit.domain.merkle import EMPTY_ROOT, root_of
from services.audit.domain.tiles import TILE_HEIGHT, TILE_WIDTH, TileAddress


@dataclass(frozen=True, slots=True)
class Tile:
    """A tile's name and its bytes."""

    address: TileAddress
    content: bytes


def cut(level: int, first: int, hashes: Sequence[bytes]) -> list[Tile]:
    """The tiles of one level over *hashes*, whose first one opens tile *first*; the last may be partial."""
    found = []
    for number, at in enumerate(range(0, len(hashes), TILE_WIDTH)):
        row = hashes[at : at + TILE_WIDTH]
        found.append(Tile(TileAddress(level, first + number, len(row)), b"".join(row)))
    return found


@dataclass(frozen=True, slots=True)
class TileEdge:
    """The hashes of every level that no full tile holds yet: enough to go on, and to give the root."""

    size: int = 0
    rows: tuple[tuple[bytes, ...], ...] = ()

    def append(self, hashes: Sequence[bytes]) -> tuple[TileEdge, list[Tile]]:
        """The edge after these leaf hashes, and the tiles that became full, lower levels first."""
        rows: list[tuple[bytes, ...]] = []
        full: list[Tile] = []
        arriving: Sequence[bytes] = hashes
        level = 0
        while arriving or level < len(self.rows):
            waiting = self.rows[level] if level < len(self.rows) else ()
            row = [*waiting, *arriving]
            whole = len(row) - len(row) % TILE_WIDTH
            full += cut(level, self.size >> TILE_HEIGHT * (level + 1), row[:whole])
            arriving = [root_of(row[at : at + TILE_WIDTH]) for at in range(0, whole, TILE_WIDTH)]
            rows.append(tuple(row[whole:]))
            level += 1
        return TileEdge(self.size + len(hashes), tuple(rows)), full

    def partials(self) -> list[Tile]:
        """The unfinished tiles; a level whose last tile is just full has none."""
        found: list[Tile] = []
        for level, row in enumerate(self.rows):
            found += cut(level, self.size >> TILE_HEIGHT * (level + 1), row)
        return found

    def root(self) -> bytes:
        """Root hash of the tree: what is unfinished below is the last node of the row above."""
        last: tuple[bytes, ...] = ()
        for row in self.rows:
            nodes = (*row, *last)
            last = (root_of(nodes),) if nodes else ()
        return last[0] if last else EMPTY_ROOT

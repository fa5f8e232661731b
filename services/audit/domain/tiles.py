"""The C2SP tlog-tiles layout: names of tiles and entry bundles, their widths, reading hashes from them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from services.audit.domain.errors import MalformedTile
from services.audit.domain.merkle import HASH_SIZE, HashAt, root_of

TILE_WIDTH = 256
TILE_HEIGHT = 8
MAX_LEVEL = 63
_PATH = re.compile(r"tile/(entries|[0-9]{1,2})/((?:x[0-9]{3}/)*[0-9]{3})(?:\.p/([0-9]{1,3}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class TileAddress:
    """Which tile; *level* None means the bundle of entries under the level 0 tile of that index."""

    level: int | None
    index: int
    width: int = TILE_WIDTH

    def __post_init__(self) -> None:
        if self.level is not None and not 0 <= self.level <= MAX_LEVEL:
            raise MalformedTile(f"No tile level {self.level}.")
        if self.index < 0 or not 1 <= self.width <= TILE_WIDTH:
            raise MalformedTile(f"No tile {self.index} of width {self.width}.")

    @property
    def first(self) -> int:
        """Index of the first log entry that the tile covers."""
        return self.index << TILE_HEIGHT * ((self.level or 0) + 1)

    def path(self) -> str:
        """The path below the log's prefix."""
        kind = "entries" if self.level is None else str(self.level)
        digits = str(self.index)
        digits = digits.zfill(-(-len(digits) // 3) * 3)
        groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
        name = "/".join([f"x{group}" for group in groups[:-1]] + groups[-1:])
        partial = "" if self.width == TILE_WIDTH else f".p/{self.width}"
        return f"tile/{kind}/{name}{partial}"


def parse_path(path: str) -> TileAddress:
    """The tile that *path* names; refuses every spelling but the one `TileAddress.path` writes."""
    match = _PATH.fullmatch(path)
    if match is None:
        raise MalformedTile(f"Not a tile path: {path!r}")
    kind, name, width = match.groups()
    address = TileAddress(
        level=None if kind == "entries" else int(kind),
        index=int(name.replace("x", "").replace("/", "")),
        width=TILE_WIDTH if width is None else int(width),
    )
    if address.path() != path:  # leading zeros, or a full tile spelt as a partial one
        raise MalformedTile(f"Not the canonical tile path: {path!r}")
    return address


def width_at(level: int, index: int, size: int) -> int:
    """How many hashes tile *index* of *level* has in a log of *size* entries, 0 to 256."""
    count = size >> TILE_HEIGHT * level
    return max(0, min(TILE_WIDTH, count - index * TILE_WIDTH))


def tiles_at(level: int, size: int) -> Iterator[TileAddress]:
    """All tiles of one level for a log of *size* entries, the partial one last."""
    return _cut(level, size >> TILE_HEIGHT * level)


def bundles(size: int) -> Iterator[TileAddress]:
    """All entry bundles of a log of *size* entries, the partial one last."""
    return _cut(None, size)


def tiles(size: int) -> Iterator[TileAddress]:
    """All hash tiles of a log of *size* entries, level by level."""
    level = 0
    while size >> TILE_HEIGHT * level:
        yield from tiles_at(level, size)
        level += 1


def _cut(level: int | None, count: int) -> Iterator[TileAddress]:
    for index in range(count // TILE_WIDTH):
        yield TileAddress(level, index)
    if count % TILE_WIDTH:
        yield TileAddress(level, count // TILE_WIDTH, count % TILE_WIDTH)


def hashes_in(tile: bytes, width: int) -> list[bytes]:
    """The hashes of a tile that must have exactly *width* of them."""
    if len(tile) != width * HASH_SIZE:
        raise MalformedTile(f"A tile of width {width} has {len(tile)} bytes.")
    return [tile[at : at + HASH_SIZE] for at in range(0, len(tile), HASH_SIZE)]


def hash_reader(size: int, read: Callable[[TileAddress], bytes]) -> HashAt:
    """Hashes of full subtrees of a log of *size* entries from its tiles: one tile read per hash."""

    def hash_at(level: int, index: int) -> bytes:
        tile_level, height = divmod(level, TILE_HEIGHT)
        tile_index, first = divmod(index << height, TILE_WIDTH)
        width = width_at(tile_level, tile_index, size)
        if first + (1 << height) > width:
            raise ValueError(f"A log of size {size} has no full subtree {index} at level {level}.")
        row = hashes_in(read(TileAddress(tile_level, tile_index, width)), width)
        return root_of(row[first : first + (1 << height)])

    return hash_at

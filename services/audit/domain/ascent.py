"""From leaf hashes up: builds the tiles above them, compares with those a log serves, and gives the root."""

from __future__ import annotations

from collections.abc import Sequence

from services.audit.domain.checkpoint import Checkpoint
from services.audit.domain.findings import Finding
from services.audit.domain.log import Log
from services.audit.domain.report import Findings
from services.audit.domain.shelf import Shelf
from services.audit.domain.tiles import TILE_HEIGHT
from services.audit.domain.tiling import Tile, TileEdge


class Ascent:
    """One reading of the leaves; *known* are checkpoints that the tree must pass through, smallest first."""

    def __init__(self, log: Log, known: Sequence[Checkpoint]) -> None:
        self._log = log
        self._known = list(known)
        self._edge = TileEdge()
        self.findings = Findings()
        self.held = 0  # the largest known size whose root was met

    def fork(self) -> Ascent:
        """Another reading that agrees with this one so far."""
        other = Ascent(self._log, self._known)
        other._edge, other.held = self._edge, self.held
        other.findings.merge(self.findings)
        return other

    def append(self, hashes: Sequence[bytes]) -> None:
        """Go on with the next leaf hashes."""
        while self._known and self._known[0].size <= self._edge.size + len(hashes):
            self._meet(self._known.pop(0), hashes)
        self._edge, full = self._edge.append(hashes)
        self._compare(full)

    def finish(self) -> bytes:
        """Compare what no full tile holds, and give the root."""
        self.append(())
        self._compare(self._edge.partials())
        size = self._edge.size
        self.findings.add(_rolled_back(size, seen) for seen in self._known)
        return self._edge.root()

    def _meet(self, seen: Checkpoint, hashes: Sequence[bytes]) -> None:
        edge, _ = self._edge.append(hashes[: seen.size - self._edge.size])
        if edge.root() == seen.root:
            self.held = seen.size
        else:
            self.findings.add([_broken(self.held, seen)])

    def _compare(self, tiles: Sequence[Tile]) -> None:
        shelf = Shelf(self._log, self.findings)
        for tile in tiles:
            if tile.address.level:  # level 0 was compared entry by entry
                served = shelf.hashes(tile.address)
                if served is not None and b"".join(served) != tile.content:
                    self.findings.add([_altered(tile, served)])


def _altered(tile: Tile, served: Sequence[bytes]) -> Finding:
    address = tile.address
    slot = next(at for at, found in enumerate(served) if found != tile.content[32 * at : 32 * at + 32])
    index = address.first + (slot << TILE_HEIGHT * (address.level or 0))
    return Finding(
        index, "tile-altered",
        f"{address.path()} đã bị sửa ở mã băm thứ {slot}; mã băm đó bao các mục từ {index}.",
        f"{address.path()} was altered at hash {slot}, which covers the entries from {index} on.",
    )  # fmt: skip


def _broken(held: int, seen: Checkpoint) -> Finding:
    return Finding(
        held, "history-differs",
        f"Các mục trước mục {seen.size} khác với mốc xác nhận đã biết; sai khác từ mục {held} trở đi.",
        f"The entries before {seen.size} are not those of a known checkpoint; they differ from {held} on.",
    )  # fmt: skip


def _rolled_back(size: int, seen: Checkpoint) -> Finding:
    return Finding(
        size, "rolled-back",
        f"Sổ chỉ có {size} mục, trong khi mốc xác nhận đã biết có {seen.size} mục: phần cuối đã bị cắt.",
        f"The ledger has {size} entries, and a known checkpoint has {seen.size}: its end was cut off.",
    )  # fmt: skip


def cut_off(known: Sequence[Checkpoint]) -> list[Finding]:
    """What is wrong with a log that has no checkpoint when these are known."""
    return [_rolled_back(0, seen) for seen in known if seen.size]

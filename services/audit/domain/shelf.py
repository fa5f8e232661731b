"""Reading a log's tiles and bundles: falls back to the full one, and writes down what is missing or torn."""

from __future__ import annotations

from services.audit.domain.bundle import split_bundle
from services.audit.domain.errors import MalformedTile
from services.audit.domain.findings import Finding
from services.audit.domain.log import Log, ResourceMissing
from services.audit.domain.merkle import HASH_SIZE
from services.audit.domain.report import Findings
from services.audit.domain.tiles import TILE_WIDTH, TileAddress, hashes_in


class Shelf:
    """Gives hashes and entries, or None after noting in *findings* why there are none."""

    def __init__(self, log: Log, findings: Findings) -> None:
        self._log = log
        self._findings = findings

    def hashes(self, address: TileAddress) -> list[bytes] | None:
        """The hashes of a tile."""
        raw = self._fetch(address)
        if raw is None:
            self._findings.add([_missing(address)])
            return None
        try:
            return hashes_in(raw, address.width)
        except MalformedTile:
            self._findings.add([_torn(address)])
            return None

    def entries(self, address: TileAddress) -> tuple[list[bytes], bool] | None:
        """The readable entries from the front of a bundle, and whether the bundle is what it must be."""
        raw = self._fetch(address)
        if raw is None:
            self._findings.add([_missing(address)])
            return None
        entries, whole = split_bundle(raw)
        return entries[: address.width], whole and len(entries) == address.width

    def _fetch(self, address: TileAddress) -> bytes | None:
        """The bytes; a log may have dropped a partial tile once the full one exists."""
        try:
            return self._ask(address, address.width)
        except ResourceMissing:
            if address.width == TILE_WIDTH:
                return None
        try:
            return _front(address, self._ask(address, TILE_WIDTH))
        except ResourceMissing:
            return None

    def _ask(self, address: TileAddress, width: int) -> bytes:
        if address.level is None:
            return self._log.entries(address.index, width)
        return self._log.tile(address.level, address.index, width)


def _front(address: TileAddress, full: bytes) -> bytes:
    if address.level is not None:
        return full[: address.width * HASH_SIZE]
    entries, _ = split_bundle(full)
    return full[: sum(2 + len(entry) for entry in entries[: address.width])]


def _missing(address: TileAddress) -> Finding:
    return Finding(
        address.first, "tile-missing",
        f"Sổ không có {address.path()}, bắt đầu từ mục {address.first}.",
        f"The log does not have {address.path()}, which starts at entry {address.first}.",
    )  # fmt: skip


def _torn(address: TileAddress) -> Finding:
    return Finding(
        address.first, "tile-torn",
        f"{address.path()}, bắt đầu từ mục {address.first}, không có đúng độ dài.",
        f"{address.path()}, which starts at entry {address.first}, does not have its length.",
    )  # fmt: skip

"""What the ledger holds of each source: a digest per position, to compare with the source's own feed."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from hashlib import sha256

from services.audit.domain.entry import Entry
from services.audit.domain.merkle import HASH_SIZE

Series = tuple[str, str]
"""(source, epoch)"""


class _Positions:
    """Ledger index and event digest by position; packed while positions are dense, as they must be."""

    def __init__(self) -> None:
        self._indexes = array("Q")
        self._digests = bytearray()
        self._stray: dict[int, tuple[int, bytes]] = {}

    def add(self, position: int, index: int, digest: bytes) -> None:
        if position == len(self._indexes) + 1:
            self._indexes.append(index)
            self._digests += digest
        elif position > len(self._indexes):
            self._stray.setdefault(position, (index, digest))

    def find(self, position: int) -> tuple[int, bytes] | None:
        if position > len(self._indexes):
            return self._stray.get(position)
        at = (position - 1) * HASH_SIZE
        return self._indexes[position - 1], bytes(self._digests[at : at + HASH_SIZE])

    def between(self, begin: int, end: int) -> Iterator[tuple[int, int]]:
        for position in range(begin, min(end, len(self._indexes) + 1)):
            yield position, self._indexes[position - 1]
        strays = sorted(self._stray) if begin < end else ()
        for position in strays:
            if begin <= position < end:
                yield position, self._stray[position][0]

    def last(self) -> int:
        return max(self._stray, default=len(self._indexes))


class Recorded:
    """Digests of all recorded events by source, epoch and position; the first entry of a position counts."""

    def __init__(self) -> None:
        self._series: dict[Series, _Positions] = {}

    def add(self, index: int, entry: Entry) -> None:
        """Note an entry of the ledger."""
        positions = self._series.setdefault((entry.source, entry.epoch), _Positions())
        positions.add(entry.position, index, sha256(entry.event).digest())

    def find(self, series: Series, position: int) -> tuple[int, bytes] | None:
        """(ledger index, event digest), None when the ledger has no such position."""
        positions = self._series.get(series)
        return positions.find(position) if positions and position > 0 else None

    def between(self, series: Series, begin: int, end: int) -> Iterator[tuple[int, int]]:
        """(position, ledger index) of what is recorded from position *begin* up to but not at *end*."""
        return self._series[series].between(begin, end)

    def last(self, series: Series) -> int:
        """The highest position recorded."""
        return self._series[series].last()

    def __iter__(self) -> Iterator[Series]:
        """The series, each source's epochs in the order the ledger met them."""
        return iter(self._series)

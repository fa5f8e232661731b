"""A ledger entry (mục sổ): one header line that says where the event stood in its source, then its bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from services.audit.domain.bundle import MAX_ENTRY
from services.audit.domain.errors import EntryTooLarge, MalformedEntry

FORMAT = "sovang-entry/v1"
MAX_POSITION = 2**63 - 1
_SOURCE = re.compile(r"[a-z]+", re.ASCII)
_EPOCH = re.compile(r"[a-z0-9-]+", re.ASCII)
_HEADER = re.compile(rb"sovang-entry/v1 ([a-z]+) ([a-z0-9-]+) ([1-9][0-9]{0,18})")


@dataclass(frozen=True, slots=True)
class Entry:
    """One event of one source at its position (vị trí) in that source's epoch (kỳ đánh số)."""

    source: str
    epoch: str
    position: int
    event: bytes

    def __post_init__(self) -> None:
        if not _SOURCE.fullmatch(self.source) or not _EPOCH.fullmatch(self.epoch):
            raise MalformedEntry(f"Not a source and epoch: {self.source!r} {self.epoch!r}")
        if not 1 <= self.position <= MAX_POSITION:
            raise MalformedEntry(f"Not a position: {self.position}")
        if len(self.leaf) > MAX_ENTRY:
            raise EntryTooLarge(f"The entry has {len(self.leaf)} bytes; at most {MAX_ENTRY} are possible.")

    @property
    def leaf(self) -> bytes:
        """The bytes that are hashed into the tree."""
        return f"{FORMAT} {self.source} {self.epoch} {self.position}\n".encode() + self.event


def parse_entry(leaf: bytes) -> Entry:
    """The entry in *leaf*, or MalformedEntry; `parse_entry(leaf).leaf == leaf`."""
    header, newline, event = leaf.partition(b"\n")
    match = _HEADER.fullmatch(header)
    if match is None or not newline:
        raise MalformedEntry(f"Not an entry header: {header[:80]!r}")
    source, epoch, position = match.groups()
    return Entry(source.decode(), epoch.decode(), int(position), event)

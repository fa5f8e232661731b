"""Small ledgers for tests: events, entries, and a log published from them in memory or in a folder."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from services.audit.domain.bundle import encode_bundle
from services.audit.domain.checkpoint import Checkpoint
from services.audit.domain.completeness import NO_PREVIOUS
from services.audit.domain.entry import Entry
from services.audit.domain.log import ResourceMissing
from services.audit.domain.merkle import hash_leaves, root_of
from services.audit.domain.note import Note
from services.audit.domain.signing import Signer
from services.audit.domain.tiles import TileAddress, bundles
from services.audit.domain.tiling import TileEdge

SIGNER = Signer("sovang.example/demo", bytes(range(32)))
VKEY = SIGNER.verifier.encode()


class Source:
    """Writes a source's events in order, each following the last of its stream."""

    def __init__(self, name: str = "nominations", epoch: str = "e1") -> None:
        self.name, self.epoch = name, epoch
        self.position = 0
        self.heads: dict[str, tuple[int, str]] = {}

    def entry(self, subject: str = "nomination-1", cause: str = "command:1", **changes: object) -> Entry:
        version, previous = self.heads.get(subject, (0, NO_PREVIOUS))
        self.position += 1
        fields: dict[str, object] = {
            "id": f"{self.name}-{self.position}",
            "type": "NominationSubmitted",
            "subject": subject,
            "streamversion": version + 1,
            "previous": previous,
            "causationid": cause,
        }
        event = json.dumps(fields | changes).encode()
        self.heads[subject] = (version + 1, sha256(event).hexdigest())
        return Entry(self.name, self.epoch, self.position, event)


def leaves(count: int) -> list[bytes]:
    """The leaves of a sound ledger of one source with seven streams."""
    source = Source()
    return [source.entry(f"nomination-{number % 7}").leaf for number in range(count)]


def publish(entries: Sequence[bytes], signer: Signer = SIGNER) -> dict[str, bytes]:
    """Every file of a log by its path."""
    hashes = hash_leaves(entries)
    edge, full = TileEdge().append(hashes)
    files = {tile.address.path(): tile.content for tile in [*full, *edge.partials()]}
    for address in bundles(len(entries)):
        files[address.path()] = encode_bundle(entries[address.first : address.first + address.width])
    files["checkpoint"] = sign(Checkpoint(signer.name, len(entries), root_of(hashes)), signer)
    return files


def sign(checkpoint: Checkpoint, signer: Signer = SIGNER) -> bytes:
    return signer.sign(Note(checkpoint.text(), ())).encode()


@dataclass
class FilesLog:
    """A log of files in memory."""

    files: dict[str, bytes] = field(default_factory=dict)

    def checkpoint(self) -> bytes | None:
        return self.files.get("checkpoint")

    def tile(self, level: int, index: int, width: int) -> bytes:
        return self._read(TileAddress(level, index, width))

    def entries(self, index: int, width: int) -> bytes:
        return self._read(TileAddress(None, index, width))

    def _read(self, address: TileAddress) -> bytes:
        try:
            return self.files[address.path()]
        except KeyError as error:
            raise ResourceMissing(address.path()) from error


def write(files: dict[str, bytes], folder: Path) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def kinds(findings: Iterable[object]) -> list[tuple[int | None, str]]:
    return [(found.index, found.kind) for found in findings]  # type: ignore[attr-defined]

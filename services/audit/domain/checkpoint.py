"""Checkpoints (mốc xác nhận): origin, size and root of a log in the C2SP tlog-checkpoint text."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass

from services.audit.domain.errors import MalformedCheckpoint
from services.audit.domain.merkle import HASH_SIZE
from services.audit.domain.note import decode_base64

MAX_SIZE = 2**63 - 1
_DECIMAL = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a log commits to: its first *size* entries have this root."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        lines = (self.origin, *self.extensions)
        if not all(lines) or any("\n" in line for line in lines):
            raise MalformedCheckpoint("Lines of a checkpoint are not empty and hold no newline.")
        if not 0 <= self.size <= MAX_SIZE or len(self.root) != HASH_SIZE:
            raise MalformedCheckpoint("A checkpoint has a size and a root of 32 bytes.")

    def text(self) -> str:
        """The text to be signed."""
        lines = (self.origin, str(self.size), base64.b64encode(self.root).decode(), *self.extensions)
        return "".join(f"{line}\n" for line in lines)


def parse_checkpoint(text: str) -> Checkpoint:
    """The checkpoint in a note's text, or MalformedCheckpoint."""
    lines = text.split("\n")
    if len(lines) < 4 or lines.pop() != "":
        raise MalformedCheckpoint("A checkpoint has three lines or more, each ended.")
    origin, size, root, *extensions = lines
    if not _DECIMAL.fullmatch(size):
        raise MalformedCheckpoint(f"Not a size: {size!r}")
    try:
        digest = decode_base64(root)
    except ValueError as error:
        raise MalformedCheckpoint(f"Not a root hash: {root!r}") from error
    return Checkpoint(origin, int(size), digest, tuple(extensions))

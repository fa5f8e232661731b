"""The last published checkpoint in a file beside the database: what a restored old backup cannot take back."""

from __future__ import annotations

import os
from pathlib import Path

from shared.settings import Settings


class FileAnchor:
    """Keeps the note in *path*, replaced atomically."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def kept(self) -> bytes | None:
        """The note kept last."""
        try:
            return self._path.read_bytes()
        except FileNotFoundError:
            return None

    def keep(self, note: bytes) -> None:
        """Write beside it, flush to disk, rename."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        draft = self._path.with_name(self._path.name + ".new")
        with draft.open("wb") as stream:
            stream.write(note)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(self._path)


def anchor_of(settings: Settings) -> FileAnchor:
    """`<home>/ledger/<realm>.checkpoint`."""
    return FileAnchor(settings.home / "ledger" / f"{settings.realm}.checkpoint")

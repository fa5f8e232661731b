"""Who administers a realm, and what the demo realm remembers for the person at this machine."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from shared.settings import Settings

ADMINISTRATOR = "quantri"


class DemoNotes:
    """
    What the demo realm remembers for the person at this machine: printed sign-ins and the cases played in.

    A file readable by its owner only; other realms have none.
    """

    def __init__(self, settings: Settings) -> None:
        self._path = settings.home / f"{settings.realm}.json"

    def read(self) -> Mapping[str, Any]:
        """All notes; empty when there are none."""
        if not self._path.exists():
            return {}
        notes: dict[str, Any] = json.loads(self._path.read_text(encoding="utf-8"))
        return notes

    def add(self, **notes: Any) -> None:
        """Add or replace notes, whole or not at all."""
        text = json.dumps({**self.read(), **notes}, ensure_ascii=False, indent=2)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        draft = self._path.with_suffix(f".{secrets.token_hex(4)}")
        write_private(draft, text)
        draft.replace(self._path)


def write_private(path: Path, text: str) -> None:
    """A new file that only its owner may read, on disk when this returns."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())

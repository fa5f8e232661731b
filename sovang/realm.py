"""Opening a realm: its keys, its first administrator; in the demo realm, also what its printed sign-ins are."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from services.nominations.wiring import build as build_nominations
from shared.durable import database_calls
from shared.eventstore.mongo import ensure
from shared.keyring import Keyring
from shared.platform import open_platform
from shared.settings import Settings

ADMINISTRATOR = "quantri"
OWNERS = ("nominations", "awards", "audit")
"""The services that have events of their own."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What opening a realm made: names of new key files, and the administrator's password if the account is new."""

    keys: list[str]
    password: str | None


def open_realm(settings: Settings, mongo_uri: str) -> Opened:
    """Make what is missing of the realm; doing it twice changes nothing. Raises TransientError."""
    made = Keyring(settings.keys).make_missing()
    platform = open_platform(settings, mongo_uri)
    try:
        for service in OWNERS:
            with database_calls():
                ensure(platform.database(service))
        nominations = build_nominations(platform)
        password = _first_password(settings)
        new = nominations.open_first_account(ADMINISTRATOR, password)
        return Opened(made, password if new else None)
    finally:
        platform.close()


def _first_password(settings: Settings) -> str:
    if not settings.demo:
        return secrets.token_urlsafe(18)
    notes = DemoNotes(settings)
    if "administrator" not in notes.read():
        notes.add(administrator=secrets.token_urlsafe(18))
    return str(notes.read()["administrator"])


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

"""What a check found (phát hiện): one named fault, with one sentence in Vietnamese and one in English."""

from __future__ import annotations

import json
from dataclasses import dataclass

from services.audit.domain.entry import Entry


@dataclass(frozen=True, slots=True)
class EntryName:
    """What the reader knows an entry by; None where the entry cannot be read."""

    source: str | None = None
    epoch: str | None = None
    position: int | None = None
    subject: str | None = None
    type: str | None = None

    def __str__(self) -> str:
        place = f"{self.source}@{self.position}" if self.source else None
        return ", ".join(part for part in (place, self.subject, self.type) if part)


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault; *index* is the first ledger entry it concerns, None when it concerns the whole ledger."""

    index: int | None
    kind: str
    vietnamese: str
    english: str
    entry: EntryName = EntryName()


def fields_of(event: bytes) -> dict[str, object] | None:
    """The attributes of an event, None when its bytes are not a JSON object."""
    try:
        fields = json.loads(event.decode())  # as text: bytes could also be UTF-16
    except (ValueError, RecursionError):
        return None
    return fields if isinstance(fields, dict) else None


def name_of(entry: Entry, fields: dict[str, object] | None) -> EntryName:
    """The name of an entry whose event was read as *fields*."""
    subject, kind = (fields or {}).get("subject"), (fields or {}).get("type")
    return EntryName(
        source=entry.source,
        epoch=entry.epoch,
        position=entry.position,
        subject=subject if isinstance(subject, str) else None,
        type=kind if isinstance(kind, str) else None,
    )

"""How a field of an event is kept: open, personal (key per person) or restricted (key per case)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from shared.values import dataclass

PERSONAL = "personal"
RESTRICTED = "restricted"
SEALED_MEMBERS = frozenset({"sealed", "key"})
"""The members of a sealed value's stored form."""


@dataclass(frozen=True, slots=True)
class Erased:
    """Stands where a sealed value was whose key has been destroyed."""

    def __str__(self) -> str:
        return "[đã xóa]"


ERASED = Erased()


def personal(subject: str = "person_id", **options: Any) -> Any:
    """A dataclass field sealed under the key of the person whom the sibling field *subject* names."""
    return field(metadata={"privacy": PERSONAL, "subject": subject}, **options)


def restricted(**options: Any) -> Any:
    """A dataclass field sealed under the key of the event's case: causes, reasons, scores, all free text."""
    return field(metadata={"privacy": RESTRICTED}, **options)


def privacy_of(metadata: Mapping[str, Any]) -> str:
    """`open`, `personal` or `restricted`."""
    return str(metadata.get("privacy", "open"))

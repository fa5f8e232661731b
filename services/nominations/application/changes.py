"""The indexes of lists that go backwards through the last changes (decision 57)."""

from __future__ import annotations

from typing import Final

CHANGED: Final = "at.nominations"
"""Where a row has the position of the last event that changed it."""


def by_change(*fields: str) -> tuple[tuple[str, ...], ...]:
    """An index over the changes of all rows, and one over those that each of *fields* leads to."""
    return ((CHANGED,), *((field, CHANGED) for field in fields))

"""An event as the ledger tells it: its envelope and its data, without its owner's schema."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from shared.codec import is_sealed
from shared.messages import Json, RecordedEvent

Told = RecordedEvent[Json]
"""`event` is the stored `data`; `position` is the sequence in the ledger, one more than the index."""

ACT_FIELDS: Final = frozenset({"case", "occurred_on", "basis", "document", "rules", "broken"})
REFUSAL: Final = "ActRefused"
READING: Final = "CaseRead"


def case_of(told: Told) -> str:
    """The case an event belongs to; its own stream when it names none."""
    case = told.event.get("case")
    return case if isinstance(case, str) and case else told.envelope.subject


def own_fields(data: Json) -> Json:
    """The event's own fields, without the part that all acts share."""
    return {name: value for name, value in data.items() if name not in ACT_FIELDS}


def objects(data: Json, name: str) -> list[Json]:
    """The objects of the list *name*; none when it is no such list."""
    found = data.get(name)
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def texts(data: Json, name: str) -> list[str]:
    """The texts of the list *name*."""
    found = data.get(name)
    return [item for item in found if isinstance(item, str)] if isinstance(found, list) else []


def lengths(fields: Json) -> dict[str, int]:
    """How long each list in *fields* is, and under `<list>/<name>` the lists in its objects together."""
    found: dict[str, int] = {}
    for name, value in fields.items():
        if isinstance(value, list):
            found[name] = len(value)
            for item in objects(fields, name):
                for own, inner in item.items():
                    if isinstance(inner, list):
                        path = f"{name}/{own}"
                        found[path] = found.get(path, 0) + len(inner)
    return found


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Each plain or sealed value in *value* with its path (`models[0].field`)."""
    match value:
        case dict() if not is_sealed(value):
            for name, item in value.items():
                yield from leaves(item, f"{path}.{name}" if path else name)
        case list():
            for number, item in enumerate(value):
                yield from leaves(item, f"{path}[{number}]")
        case _:
            yield path, value

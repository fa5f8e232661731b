"""The read models of titles and initiatives: the list of initiatives."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from services.nominations.domain.initiative_messages import (
    InitiativeApplied,
    InitiativeProposed,
    InitiativeReachCertified,
    InitiativeRecognised,
)
from shared.messages import Json, RecordedEvent
from shared.views import View

Told = InitiativeProposed | InitiativeApplied | InitiativeRecognised | InitiativeReachCertified


def initiative_keys(recorded: RecordedEvent[Any]) -> Iterable[str]:
    """One row per initiative."""
    return [recorded.event.initiative_id] if isinstance(recorded.event, Told) else []


def project_initiative(row: Json | None, recorded: RecordedEvent[Told]) -> Json | None:
    """Whose it is, since when it is applied, at which levels it is recognised and its reach certified."""
    event = recorded.event
    if isinstance(event, InitiativeProposed):
        return {
            "initiative_id": event.initiative_id,
            "title": event.title,
            "authors": list(event.authors),
            "unit_id": event.unit_id,
            "year": event.year,
            "applied_since": None,
            "recognised": [],
            "reach": [],
        }
    match event:
        case _ if row is None:
            return None
        case InitiativeApplied():
            return {**row, "applied_since": event.since.isoformat()}
        case InitiativeRecognised():
            return {**row, "recognised": [*row["recognised"], event.level]}
        case InitiativeReachCertified():
            return {**row, "reach": [*row["reach"], event.level]}


INITIATIVES = View(
    name="initiatives",
    keys=initiative_keys,
    project=project_initiative,
    indexes=(("unit_id",), ("authors",), ("year",)),
)
VIEWS = (INITIATIVES,)

"""The read model of emulation blocs (khối thi đua), a pure function of what was there and what happened."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from services.nominations.application.wording import WORDS, beginnings_of
from services.nominations.domain.bloc_messages import BlocEstablished, BlocMembersChanged
from shared.messages import Json, RecordedEvent
from shared.views import View

Told = BlocEstablished | BlocMembersChanged


def bloc_keys(recorded: RecordedEvent[Any]) -> Iterable[str]:
    """One row per bloc."""
    return [recorded.event.bloc_id] if isinstance(recorded.event, Told) else []


def project_bloc(row: Json | None, recorded: RecordedEvent[Told]) -> Json | None:
    """Whose it is and all it ever consisted of; `ever` leads to it from each that was a member."""
    event = recorded.event
    if isinstance(event, BlocEstablished):
        return {
            "bloc_id": event.bloc_id,
            "name": event.name,
            "organisation_id": event.organisation_id,
            "compositions": [_composition(event)],
            "ever": sorted(event.members),
            WORDS: beginnings_of([event.name]),
        }
    if row is None:
        return None
    compositions = [*row["compositions"], _composition(event)]
    return {**row, "compositions": compositions, "ever": sorted({*row["ever"], *event.members})}


def composed_in(row: Json, year: int | None) -> Json | None:
    """What the bloc consists of in *year*, else by the last document; None before the first."""
    documents = reversed(row["compositions"])
    return next((one for one in documents if year is None or one["from_year"] <= year), None)


def _composition(event: Told) -> Json:
    return {
        "from_year": event.from_year,
        "members": list(event.members),
        "head_id": event.head_id,
        "number": event.number,
        "dated": event.dated.isoformat(),
    }


BLOCS = View(
    name="blocs", keys=bloc_keys, project=project_bloc, indexes=(("organisation_id",), ("ever",), (WORDS,))
)

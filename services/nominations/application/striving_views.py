"""The read models of titles and initiatives: who registered which title for which year, and the list of initiatives."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from services.nominations.application.changes import by_change
from services.nominations.application.dossier_views import form_year
from services.nominations.domain.initiative_messages import (
    InitiativeApplied,
    InitiativeProposed,
    InitiativeReachCertified,
    InitiativeRecognised,
)
from services.nominations.domain.registration_messages import SubjectKind
from services.nominations.domain.title_messages import TitlesRegistered, TitleWithdrawn
from shared.folding import heads, words_of
from shared.messages import Json, RecordedEvent
from shared.views import View

OfInitiatives = InitiativeProposed | InitiativeApplied | InitiativeRecognised | InitiativeReachCertified
OfTitles = TitlesRegistered | TitleWithdrawn

InitiativeState = Literal["proposed", "applied", "recognised", "certified"]
"""Mới đăng ký, đã áp dụng, đã được công nhận, đã được xác nhận phạm vi ảnh hưởng: how far an initiative has come."""

TitleState = Literal["registered", "withdrawn"]
"""Đang đăng ký, đã rút."""

INITIATIVES_LED_BY = ("authors", "scopes", "heads", "recognised", "reach", "year", "state")
TITLES_LED_BY = ("subject_id", "scopes", "title_year", "year", "title", "state")
"""What rows are found by, the one that leads to fewest first."""


def initiative_keys(recorded: RecordedEvent[Any]) -> Iterable[str]:
    """One row per initiative."""
    return [recorded.event.initiative_id] if isinstance(recorded.event, OfInitiatives) else []


def project_initiative(row: Json | None, recorded: RecordedEvent[OfInitiatives]) -> Json | None:
    """Whose it is, since when it is applied, at which levels it is recognised and its reach certified."""
    event = recorded.event
    match event:
        case InitiativeProposed():
            row = _proposed(event)
        case _ if row is None:
            return None
        case InitiativeApplied():
            row = {**row, "applied_since": event.since.isoformat()}
        case InitiativeRecognised():
            row = {**row, "recognised": [*row["recognised"], event.level]}
        case InitiativeReachCertified():
            row = {**row, "reach": [*row["reach"], event.level]}
    return {**row, "state": _how_far(row)}


def _proposed(event: InitiativeProposed) -> Json:
    return {
        "initiative_id": event.initiative_id,
        "title": event.title,
        "title_key": " ".join(words_of(event.title)),
        "heads": heads(event.title),
        "authors": list(event.authors),
        "unit_id": event.unit_id,
        "scopes": [event.unit_id],
        "year": event.year,
        "applied_since": None,
        "recognised": [],
        "reach": [],
    }


def _how_far(row: Json) -> InitiativeState:
    if row["reach"]:
        return "certified"
    if row["recognised"]:
        return "recognised"
    return "applied" if row["applied_since"] else "proposed"


def title_keys(recorded: RecordedEvent[Any]) -> Iterable[str]:
    """One row per title that somebody registered for a year in a unit."""
    event = recorded.event
    match event:
        case TitlesRegistered():
            return [_title_key(event, one.subject_id, one.title) for one in event.entries]
        case TitleWithdrawn():
            return [_title_key(event, event.subject_id, event.title)]
    return []


def project_title(key: str, row: Json | None, recorded: RecordedEvent[OfTitles]) -> Json | None:
    """Who registered the title, and since when it is registered or taken back."""
    event, day = recorded.event, recorded.event.act.occurred_on.isoformat()
    match event:
        case TitlesRegistered():
            one = next(
                each for each in event.entries if _title_key(event, each.subject_id, each.title) == key
            )
            whose = _titled(event, one.kind, one.subject_id, one.title)
            return {**whose, "state": "registered", "registered_on": day, "withdrawn_on": None}
        case TitleWithdrawn():
            return None if row is None else {**row, "state": "withdrawn", "withdrawn_on": day}


def _title_key(event: OfTitles, subject_id: str, title: str) -> str:
    return f"{event.unit_id}/{event.year}/{subject_id}/{title}"


def _titled(event: TitlesRegistered, kind: SubjectKind, subject_id: str, title: str) -> Json:
    return {
        "unit_id": event.unit_id,
        "scopes": [event.unit_id],
        "year": event.year,
        "kind": kind,
        "subject_id": subject_id,
        "title": title,
        "title_year": form_year(title, event.year),
    }


def unit_titles_key(unit_id: str, year: int) -> str:
    """What a unit registered for a year stands under."""
    return f"{unit_id}/{year}"


def unit_titles_keys(recorded: RecordedEvent[Any]) -> Iterable[str]:
    """One row per unit and year."""
    event = recorded.event
    return [unit_titles_key(event.unit_id, event.year)] if isinstance(event, OfTitles) else []


def project_unit_titles(row: Json | None, recorded: RecordedEvent[OfTitles]) -> Json | None:
    """What is registered: kind, subject and title of each."""
    event, entries = recorded.event, [] if row is None else row["entries"]
    match event:
        case TitlesRegistered():
            entries = [*entries, *([one.kind, one.subject_id, one.title] for one in event.entries)]
        case TitleWithdrawn():
            gone = [event.kind, event.subject_id, event.title]
            entries = [one for one in entries if one != gone]
    return {"unit_id": event.unit_id, "year": event.year, "entries": entries}


INITIATIVES = View(
    name="initiatives",
    keys=initiative_keys,
    project=project_initiative,
    indexes=by_change(*INITIATIVES_LED_BY),
    form=2,
)
TITLES = View(name="titles", keys=title_keys, project_for=project_title, indexes=by_change(*TITLES_LED_BY))
UNIT_TITLES = View(
    name="unit_titles", keys=unit_titles_keys, project=project_unit_titles, indexes=by_change(), form=2
)
VIEWS = (INITIATIVES, TITLES, UNIT_TITLES)

"""The read model of dossiers: where each stands, what it holds, and what waits for whom."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from services.nominations.application.changes import by_change
from services.nominations.application.dossier_waits import waits_after
from services.nominations.domain.appraisal_messages import AppraisingUnitNamed
from services.nominations.domain.consulting_messages import OpinionAsked
from services.nominations.domain.dossier_messages import DossierEvent
from services.nominations.domain.drafting_messages import DraftSaved, NominationWithdrawn
from services.nominations.domain.forwarding_messages import (
    NominationForwarded,
    ReceivedAtLevel,
    ReturnedDown,
)
from services.nominations.domain.holding_messages import NominationHeld, NominationReleased
from services.nominations.domain.nomination_messages import (
    DocumentAttached,
    NominationConcluded,
    NominationEvent,
    NominationOpened,
    NominationPutToCouncil,
    NominationReturned,
    NominationSubmitted,
    ReceivedForAppraisal,
)
from shared.acts import ActRefused
from shared.messages import Json, RecordedEvent
from shared.views import View

DOSSIER_STATES: dict[type[Any], str] = {
    NominationForwarded: "forwarded",
    ReceivedAtLevel: "received",
    ReturnedDown: "received",
    NominationWithdrawn: "withdrawn",
}
"""Where each event beside the plain course leaves its case."""

STATES: dict[type[Any], str] = {
    NominationSubmitted: "submitted",
    NominationReturned: "returned",
    ReceivedForAppraisal: "received",
    NominationPutToCouncil: "at_council",
    NominationConcluded: "concluded",
    **DOSSIER_STATES,
}
LEADING = ("subject_id", "scopes", "stands", "form_year", "title_year", "year", "form")
"""What rows are found by, the one that leads to fewest first."""

NO_TITLE = {"title_year": None, "form_year": None}
HELD = "held"
"""What a dossier on hold stands as beside its state."""

NEVER = "9999-12-31"
"""Sorts after every day that is set."""


def dossier_keys(recorded: RecordedEvent[Any]) -> Iterable[str]:
    """One row per dossier."""
    event = recorded.event
    if isinstance(event, ActRefused) or not isinstance(event, NominationEvent | DossierEvent):
        return []
    nomination_id: str = recorded.event.nomination_id
    return [nomination_id]


def project_dossier(row: Json | None, recorded: RecordedEvent[Any]) -> Json | None:
    """The dossier after the event."""
    event = recorded.event
    if isinstance(event, NominationOpened):
        row = _opened(event)
    elif row is None:
        return None
    else:
        row = {**row, **_changed(row, event)}
    day = event.act.occurred_on.isoformat()
    row = {**row, "state": STATES.get(type(event), row["state"]), "last_on": max(row["last_on"], day)}
    row |= {"stands": [row["state"], *([HELD] if row["held"] else [])]}
    waits = waits_after(row, event)
    days = [wait["due_on"] for wait in waits if wait["due_on"]]
    return {
        **row,
        "waits": waits,
        "waits_at": sorted({wait["at"] for wait in waits}),
        "due_on": min(days, default=NEVER),
    }


def _opened(event: NominationOpened) -> Json:
    day = event.act.occurred_on.isoformat()
    return {
        "nomination_id": event.nomination_id,
        "state": "open",
        "unit_id": event.unit_id,
        "organisation_id": event.organisation_id,
        "path": [event.organisation_id],
        "holder_id": event.organisation_id,
        "appraiser": None,
        "appraisers_below": [],
        "achievement_id": event.achievement_id,
        "year": event.act.occurred_on.year,
        "opened_on": day,
        "last_on": day,
        "documents": [],
        "holds": [],
        "held": False,
        "scopes": sorted({event.unit_id, event.organisation_id}),
        "waits": [],
        **_entered(event),
    }


def _entered(event: NominationOpened | DraftSaved) -> Json:
    return {
        "subject_kind": event.subject_kind,
        "subject_id": event.subject_id,
        "form": event.form,
        "commendation_type": event.commendation_type,
        **({} if event.year is None else _of_title(event.form, event.year)),
    }


def _of_title(form: str, year: int) -> Json:
    return {"title_year": year, "form_year": form_year(form, year)}


def form_year(form: str, year: int) -> str:
    """A title and its year as one: what dossiers and registrations of both are found by."""
    return f"{form}/{year}"


def _changed(row: Json, event: Any) -> Json:
    match event:
        case DraftSaved():
            return {**({**NO_TITLE} if "title_year" in row else {}), **_entered(event)}
        case DocumentAttached():
            return {"documents": sorted({*row["documents"], event.document_kind})}
        case NominationHeld():
            return {"holds": [*row["holds"], event.hold_id], "held": True}
        case NominationReleased():
            left = [hold for hold in row["holds"] if hold != event.hold_id]
            return {"holds": left, "held": bool(left)}
        case AppraisingUnitNamed():
            return {"appraiser": event.unit_id, "scopes": _with(row, event.unit_id)}
        case OpinionAsked(organisation_id=asked) | NominationForwarded(to_id=asked) if asked:
            return {"scopes": _with(row, asked)}
        case ReceivedAtLevel(organisation_id=level):
            below = [*row["appraisers_below"], row["appraiser"]]
            path = [*row["path"], level]
            return {"path": path, "holder_id": level, "appraiser": None, "appraisers_below": below}
        case ReturnedDown(from_id=level, to_id=lower) if level == row["holder_id"]:
            *below, appraiser = row["appraisers_below"]
            path = row["path"][:-1]
            return {"path": path, "holder_id": lower, "appraiser": appraiser, "appraisers_below": below}
    return {}


def _with(row: Json, organisation_id: str) -> list[str]:
    return sorted({*row["scopes"], organisation_id})


DOSSIERS = View(
    name="dossiers",
    keys=dossier_keys,
    project=project_dossier,
    indexes=(*by_change(*LEADING), ("waits_at", "due_on")),
    form=2,
)

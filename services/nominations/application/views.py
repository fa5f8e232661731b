"""The read models of this context, each a pure function of what was there and what happened."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from services.nominations.domain.consolidation_messages import ListConsolidated, ListSent, SelectionNoted
from services.nominations.domain.movement import MovementLaunched
from services.nominations.domain.nomination_messages import (
    NominationConcluded,
    NominationOpened,
    NominationPutToCouncil,
    NominationReturned,
    NominationSubmitted,
    ReceivedForAppraisal,
)
from services.nominations.domain.organisation import OrganisationRegistered
from services.nominations.domain.person import PersonRegistered
from services.nominations.domain.plan_messages import PlanDrafted, PlanIssued
from shared.messages import Json, RecordedEvent
from shared.views import View

STATES: dict[type[Any], str] = {
    PlanDrafted: "drafted",
    PlanIssued: "issued",
    ListConsolidated: "consolidated",
    SelectionNoted: "selected",
    ListSent: "sent",
    NominationOpened: "open",
    NominationSubmitted: "submitted",
    NominationReturned: "returned",
    ReceivedForAppraisal: "received",
    NominationPutToCouncil: "at_council",
    NominationConcluded: "concluded",
}
"""Where each event leaves its case; events not named leave it where it is."""


def organisation_keys(recorded: RecordedEvent[Any]) -> Iterable[str]:
    """One row per organisation."""
    return [recorded.event.organisation_id] if isinstance(recorded.event, OrganisationRegistered) else []


def project_organisation(_row: Json | None, recorded: RecordedEvent[OrganisationRegistered]) -> Json:
    """The organisation as registered."""
    event = recorded.event
    return {
        "organisation_id": event.organisation_id,
        "name": event.name,
        "level": event.level,
        "parent_id": event.parent_id,
        "valid_from": event.valid_from.isoformat(),
    }


def person_keys(recorded: RecordedEvent[Any]) -> Iterable[str]:
    """One row per person."""
    return [recorded.event.person_id] if isinstance(recorded.event, PersonRegistered) else []


def project_person(_row: Json | None, recorded: RecordedEvent[PersonRegistered]) -> Json:
    """Where the person serves; the name is opened when asked for and kept in no read model."""
    event = recorded.event
    return {
        "person_id": event.person_id,
        "organisation_id": event.organisation_id,
        "position": event.position,
        "position_since": event.position_since.isoformat(),
    }


def movement_keys(recorded: RecordedEvent[Any]) -> Iterable[str]:
    """One row per movement."""
    return [recorded.event.movement_id] if isinstance(recorded.event, MovementLaunched) else []


def project_movement(_row: Json | None, recorded: RecordedEvent[MovementLaunched]) -> Json:
    """The movement as launched."""
    event = recorded.event
    return {
        "movement_id": event.movement_id,
        "name": event.name,
        "issuer_id": event.issuer_id,
        "issuer_level": event.issuer_level,
        "launched_on": event.launched_on.isoformat(),
    }


def case_keys(recorded: RecordedEvent[Any]) -> Iterable[str]:
    """One row per case: a plan with its lists, or a nomination."""
    case: str = recorded.event.act.case
    return [case] if case.startswith(("plan-", "nomination-")) else []


def project_case(row: Json | None, recorded: RecordedEvent[Any]) -> Json | None:
    """Where the case stands, whose it is, and when something last happened in it."""
    event = recorded.event
    if row is None:
        row = _first_row(event)
        if row is None:
            return None  # a refusal before there was a case
    day = event.act.occurred_on.isoformat()
    return {**row, "state": STATES.get(type(event), row["state"]), "last_on": max(row["last_on"], day)}


def _first_row(event: Any) -> Json | None:
    day = event.act.occurred_on.isoformat()
    match event:
        case PlanDrafted():
            whose = {"organisation_id": event.organisation_id, "unit_id": None}
            scopes = [event.organisation_id, *event.participants]
            return {"case": event.act.case, "kind": "plan", **whose, "scopes": scopes, **_at(day)}
        case NominationOpened():
            whose = {"organisation_id": event.organisation_id, "unit_id": event.unit_id}
            scopes = [event.organisation_id, event.unit_id]
            return {"case": event.act.case, "kind": "nomination", **whose, "scopes": scopes, **_at(day)}
    return None


def _at(day: str) -> Json:
    return {"state": "", "opened_on": day, "last_on": day}


ORGANISATIONS = View(
    name="organisations",
    keys=organisation_keys,
    project=project_organisation,
    indexes=(("name",), ("parent_id", "name")),
)
PEOPLE = View(name="people", keys=person_keys, project=project_person, indexes=(("organisation_id",),))
MOVEMENTS = View(name="movements", keys=movement_keys, project=project_movement, indexes=(("launched_on",),))
CASES = View(
    name="cases",
    keys=case_keys,
    project=project_case,
    indexes=(("last_on",), ("scopes", "last_on"), ("state", "last_on"), ("unit_id", "last_on")),
)
VIEWS = (ORGANISATIONS, PEOPLE, MOVEMENTS, CASES)

"""The read models of this context, each a pure function of what was there and what happened."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from services.nominations.application import (
    carrying_views,
    emulation_views,
    model_views,
    obligation_views,
    record_views,
    register_views,
    striving_views,
    subject_views,
)
from services.nominations.application.dossier_views import DOSSIER_STATES, DOSSIERS
from services.nominations.application.grant_view import GRANTS
from services.nominations.domain.appraisal_messages import AppraisingUnitNamed
from services.nominations.domain.consolidation_messages import ListConsolidated, ListSent, SelectionNoted
from services.nominations.domain.forwarding_messages import NominationForwarded
from services.nominations.domain.nomination_messages import (
    NominationConcluded,
    NominationOpened,
    NominationPutToCouncil,
    NominationReturned,
    NominationSubmitted,
    ReceivedForAppraisal,
)
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
    **DOSSIER_STATES,
}
"""Where each event leaves its case; events not named leave it where it is."""


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
    if isinstance(event, AppraisingUnitNamed):
        row = {**row, "scopes": sorted({*row["scopes"], event.unit_id})}
    if isinstance(event, NominationForwarded) and event.to_id is not None:
        row = {**row, "scopes": sorted({*row["scopes"], event.to_id})}
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


CASES = View(
    name="cases",
    keys=case_keys,
    project=project_case,
    indexes=(("last_on",), ("scopes", "last_on"), ("state", "last_on"), ("unit_id", "last_on")),
)
VIEWS = (
    *register_views.VIEWS,
    *obligation_views.VIEWS,
    CASES,
    *carrying_views.VIEWS,
    *emulation_views.VIEWS,
    *striving_views.VIEWS,
    *model_views.VIEWS,
    *subject_views.VIEWS,
    *record_views.VIEWS,
    GRANTS,
    DOSSIERS,
)

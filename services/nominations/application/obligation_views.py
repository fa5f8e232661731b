"""The read model of what plans ask for by a day: which lists and reports have come, and which have not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from services.nominations.domain.consolidation_messages import ListSent
from services.nominations.domain.obligation import last_day
from services.nominations.domain.plan_messages import PlanDrafted, PlanIssued
from services.nominations.domain.registration_messages import RegistrationListSubmitted
from services.nominations.domain.report_messages import ReportSubmitted
from shared.messages import Json, RecordedEvent
from shared.views import View

BY_UNITS: Final = "register_models"
BY_THE_OFFICE: Final = "select_models"
REPORTED: Final = "report"
Told = PlanDrafted | PlanIssued | RegistrationListSubmitted | ListSent | ReportSubmitted


def obligation_keys(recorded: RecordedEvent[Any]) -> Iterable[str]:
    """One row per plan and kind of obligation that some act here meets."""
    match recorded.event:
        case PlanDrafted(plan_id=plan_id) | PlanIssued(plan_id=plan_id):
            return [f"{plan_id}/{kind}" for kind in (BY_UNITS, BY_THE_OFFICE, REPORTED)]
        case RegistrationListSubmitted(plan_id=plan_id):
            return [f"{plan_id}/{BY_UNITS}"]
        case ListSent(plan_id=plan_id):
            return [f"{plan_id}/{BY_THE_OFFICE}"]
        case ReportSubmitted(plan_id=plan_id):
            return [f"{plan_id}/{REPORTED}"]
        case _:
            return []


def project_obligation(key: str, row: Json | None, recorded: RecordedEvent[Told]) -> Json | None:
    """
    Who has to do it and who has: units their lists and reports, the organisation whose plan it is the list sent upward.

    `complete_on` is the day by which everybody had; None while somebody has not.
    """
    event = recorded.event
    if isinstance(event, PlanDrafted):
        return _drafted(key.rpartition("/")[2], event)
    if row is None:
        return None
    match event:
        case PlanIssued():
            return {**row, "issued": True}
        case RegistrationListSubmitted(unit_id=unit) | ReportSubmitted(unit_id=unit):
            return _done(row, unit, event.act.occurred_on.isoformat())
        case ListSent(sent_on=sent_on):
            return _done(row, row["organisation_id"], sent_on.isoformat())


def _drafted(kind: str, event: PlanDrafted) -> Json | None:
    asked = next((one for one in event.obligations if one.kind == kind), None)
    if asked is None:
        return None
    last = last_day(asked.due_before, asked.reading)
    owners = [event.organisation_id] if kind == BY_THE_OFFICE else list(event.participants)
    return {
        "plan_id": event.plan_id,
        "title": event.title,
        "organisation_id": event.organisation_id,
        "scopes": sorted({event.organisation_id, *owners}),
        "issued": False,
        "kind": kind,
        "citation": asked.citation,
        "owners": owners,
        "done": [],
        "last_day": None if last is None else last.isoformat(),
        "complete_on": None,
    }


def _done(row: Json, owner: str, day: str) -> Json:
    """The first day counts: what is sent again is not late for that."""
    if any(one["by"] == owner for one in row["done"]):
        return row
    done = [*row["done"], {"by": owner, "on": day}]
    complete = {one["by"] for one in done} >= set(row["owners"])
    return {**row, "done": done, "complete_on": max(one["on"] for one in done) if complete else None}


OBLIGATIONS = View(
    name="obligations",
    keys=obligation_keys,
    project_for=project_obligation,
    indexes=(("last_day",), ("scopes", "last_day"), ("organisation_id", "last_day"), ("plan_id", "last_day")),
    form=2,
)
VIEWS = (OBLIGATIONS,)

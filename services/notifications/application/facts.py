"""
What is kept of other contexts' cases so that notices can be addressed and worded: a view over their open fields.

Each document is settled by one event and never changes: what is there is current, only what is missing may be late.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from services.notifications.domain.happenings import Form, SubjectKind
from shared.messages import Json, RecordedEvent
from shared.views import View


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationRegistered:
    """An organisation has a name."""

    organisation_id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDrafted:
    """A plan has a title, an owner, and units that carry it out."""

    plan_id: str
    title: str
    organisation_id: str
    participants: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NominationOpened:
    """A nomination was made by a unit, for a subject, to be decided by an organisation."""

    nomination_id: str
    unit_id: str
    organisation_id: str
    form: Form
    subject_kind: SubjectKind
    subject_id: str


def fact_keys(recorded: RecordedEvent[Any]) -> Iterable[str]:
    """One document per organisation, plan and nomination."""
    match recorded.event:
        case OrganisationRegistered(organisation_id=identity):
            return [f"organisation-{identity}"]
        case PlanDrafted(plan_id=identity):
            return [f"plan-{identity}"]
        case NominationOpened(nomination_id=identity):
            return [f"nomination-{identity}"]
    return []


def project_fact(fact: Json | None, recorded: RecordedEvent[Any]) -> Json | None:
    """What is known after *recorded*."""
    match recorded.event:
        case OrganisationRegistered(name=name):
            return {"name": name}
        case PlanDrafted() as plan:
            return {
                "title": plan.title,
                "organisation_id": plan.organisation_id,
                "participants": list(plan.participants),
            }
        case NominationOpened() as opened:
            return {
                "unit_id": opened.unit_id,
                "organisation_id": opened.organisation_id,
                "form": opened.form,
                "subject_kind": opened.subject_kind,
                "subject_id": opened.subject_id,
            }
    return fact


FACTS = View(name="facts", keys=fact_keys, project=project_fact)

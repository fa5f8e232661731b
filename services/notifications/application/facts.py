"""
What is kept of other contexts' cases so that notices can be addressed and worded: a view over their open fields.

Each document is settled by one event, but for a dossier while it is a draft and the name of an organisation: what is
missing may be late, and a notice of the same moment may still bear the former name.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from services.notifications.domain.happenings import Form, SubjectKind
from shared.messages import Json, RecordedEvent
from shared.values import dataclass
from shared.views import View


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationRegistered:
    """An organisation has a name; version 2 added what is not used here."""

    schema_versions: ClassVar[tuple[int, ...]] = (1, 2)

    organisation_id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationRenamed:
    """An organisation has another name."""

    organisation_id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDrafted:
    """A plan has a title, an owner, and units that carry it out; a later version added what is not used here."""

    schema_versions: ClassVar[tuple[int, ...]] = (1, 2, 3)

    plan_id: str
    title: str
    organisation_id: str
    participants: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NominationOpened:
    """A nomination was made by a unit, for a subject, to be decided by an organisation; version 2 allows titles."""

    schema_versions: ClassVar[tuple[int, ...]] = (1, 2)

    nomination_id: str
    unit_id: str
    organisation_id: str
    form: Form
    subject_kind: SubjectKind
    subject_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelDetected:
    """An exemplary model of a unit, about a subject."""

    model_id: str
    unit_id: str
    subject_kind: SubjectKind
    subject_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSaved:
    """The unit changed what its nomination says before submitting it; version 2 allows titles."""

    schema_versions: ClassVar[tuple[int, ...]] = (1, 2)

    nomination_id: str
    form: Form
    subject_kind: SubjectKind
    subject_id: str


def fact_keys(recorded: RecordedEvent[Any]) -> Iterable[str]:
    """One document per organisation, plan, nomination and exemplary model."""
    match recorded.event:
        case OrganisationRegistered(organisation_id=identity) | OrganisationRenamed(organisation_id=identity):
            return [f"organisation-{identity}"]
        case PlanDrafted(plan_id=identity):
            return [f"plan-{identity}"]
        case NominationOpened(nomination_id=identity) | DraftSaved(nomination_id=identity):
            return [f"nomination-{identity}"]
        case ModelDetected(model_id=identity):
            return [f"model-{identity}"]
    return []


def project_fact(fact: Json | None, recorded: RecordedEvent[Any]) -> Json | None:
    """What is known after *recorded*."""
    match recorded.event:
        case OrganisationRegistered(name=name) | OrganisationRenamed(name=name):
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
        case ModelDetected() as model:
            return {
                "unit_id": model.unit_id,
                "subject_kind": model.subject_kind,
                "subject_id": model.subject_id,
            }
        case DraftSaved() as saved if fact is not None:
            changed = {"form": saved.form, "subject_kind": saved.subject_kind, "subject_id": saved.subject_id}
            return {**fact, **changed}
    return fact


FACTS = View(name="facts", keys=fact_keys, project=project_fact)

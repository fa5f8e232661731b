"""What this context asks and answers: parameters and results of its queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.nominations.domain.consolidation_messages import Candidate
from services.nominations.domain.obligation import Obligation
from services.nominations.domain.plan_messages import ParentPlan
from services.nominations.domain.registration_messages import RegisteredModel
from shared.asking import Paging


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationsAsked(Paging):
    """Organisations, of one parent if named."""

    parent_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleAsked(Paging):
    """Persons, of one organisation if named."""

    organisation_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CasesAsked(Paging):
    """Cases, of one kind, unit, organisation or state if named."""

    kind: str | None = None
    unit_id: str | None = None
    organisation_id: str | None = None
    state: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OneOrganisation:
    """The organisation of this id."""

    organisation_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OnePlan:
    """The plan of this id."""

    plan_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OneList:
    """A unit's list under a plan."""

    plan_id: str
    unit_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OneNomination:
    """The nomination of this id."""

    nomination_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationItem:
    """An organisation as registered."""

    organisation_id: str
    name: str
    level: str
    parent_id: str | None
    valid_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonItem:
    """A person and where they serve; `name` is null once erased."""

    person_id: str
    name: str | None
    organisation_id: str
    position: str
    position_since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementItem:
    """A movement as launched."""

    movement_id: str
    name: str
    issuer_id: str
    issuer_level: str
    launched_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientItem:
    """How far a plan has come on its way to one recipient: `not_sent`, `sent` or `delivered`."""

    recipient_id: str
    name: str
    state: str
    sent_on: date | None
    delivered_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanItem:
    """A plan: `drafted` or `issued`."""

    plan_id: str
    state: str
    title: str
    organisation_id: str
    period_from: int
    period_to: int
    parent: ParentPlan | None
    obligations: tuple[Obligation, ...]
    participants: tuple[str, ...]
    recipients: tuple[RecipientItem, ...]
    number: str | None
    dated: date | None
    signatory_role: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListItem:
    """A unit's list: `none` or `submitted`, and where it was read."""

    unit_id: str
    state: str
    registration: str
    models: tuple[RegisteredModel, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationsItem:
    """The lists of all units of a plan, in the plan's order."""

    plan_id: str
    lists: tuple[ListItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsolidationItem:
    """A plan's consolidated list: `consolidated`, `selected` or `sent`."""

    plan_id: str
    state: str
    candidates: tuple[Candidate, ...]
    missing_units: tuple[str, ...]
    minimum: int
    maximum: int
    send_before: date | None
    reading: str
    citation: str
    chosen: tuple[str, ...]
    selection: str | None
    sent_to: str | None
    sent_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentItem:
    """A document of a dossier; `title` is null once erased."""

    document_kind: str
    sha256: str
    title: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NominationItem:
    """A dossier at its step; sealed text is null once erased."""

    nomination_id: str
    state: str
    round: int
    subject_kind: str
    subject_id: str
    unit_id: str
    organisation_id: str
    form: str
    commendation_type: str
    achievement_id: str
    achievement: str | None
    basis_citation: str
    documents: tuple[DocumentItem, ...]
    return_reason: str | None
    rule_set: str | None
    council_id: str | None
    outcome: str | None
    award_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseItem:
    """A case: `kind` is `plan` or `nomination`, `state` where its last step left it."""

    case: str
    kind: str
    state: str
    organisation_id: str
    unit_id: str | None
    opened_on: date
    last_on: date

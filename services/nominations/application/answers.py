"""What this context asks and answers: parameters and results of its queries."""

from __future__ import annotations

from datetime import date

from services.nominations.application.dossier_answers import AttentionItem
from services.nominations.domain.consolidation_messages import Candidate
from services.nominations.domain.obligation import Obligation
from services.nominations.domain.plan import Attachment
from services.nominations.domain.plan_messages import ParentPlan
from services.nominations.domain.registration_messages import RegisteredModel
from shared.asking import Paging
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CasesAsked(Paging):
    """Cases, of one kind, unit, organisation or state if named."""

    kind: str | None = None
    unit_id: str | None = None
    organisation_id: str | None = None
    state: str | None = None


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
class MovementsAsked(Paging):
    """
    Movements, those launched in a year if named.

    With `text`, those with all its words in their name and its other spellings; words may be cut short and written without marks. A page
    may then hold fewer than were asked for and still have a next one.
    """

    year: int | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementItem:
    """A movement as launched, its other spellings, what it is tied to, and what it was merged into or absorbed."""

    movement_id: str
    name: str
    issuer_id: str
    issuer_level: str
    launched_on: date
    sort: str
    aliases: tuple[str, ...]
    campaign_id: str | None
    target: str | None
    merged_into: str | None
    variants: tuple[str, ...]


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
    parent_plan_id: str | None
    criteria: tuple[str, ...]
    process: tuple[str, ...]
    obligations: tuple[Obligation, ...]
    participants: tuple[str, ...]
    recipients: tuple[RecipientItem, ...]
    number: str | None
    dated: date | None
    signatory_role: str | None
    attachments: tuple[Attachment, ...]


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
    """
    A dossier at its step; sealed text is null once erased, the appraising unit unless another one was named.

    `attention` comes first: what is open and why. `holder_id` is the organisation that has it in hand. `missing` are the
    kinds of documents it lacks under the rule of the day of its last act, null where no rule says. `year` is that of a
    title. `subject_name` is null for whoever is restricted or erased.
    """

    attention: tuple[AttentionItem, ...]
    nomination_id: str
    state: str
    holder_id: str
    round: int
    subject_kind: str
    subject_id: str
    subject_name: str | None
    unit_id: str
    organisation_id: str
    form: str
    commendation_type: str
    achievement_id: str
    achievement: str | None
    basis_citation: str
    year: int | None
    documents: tuple[DocumentItem, ...]
    missing: tuple[str, ...] | None
    return_reason: str | None
    rule_set: str | None
    appraising_unit_id: str | None
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

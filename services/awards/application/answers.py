"""What this context asks and answers: parameters and results of its queries."""

from __future__ import annotations

from datetime import date

from services.awards.domain.council import Member
from services.awards.domain.rules import Recoverable
from services.awards.domain.selection_messages import Candidate
from shared.asking import Paging
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilsAsked(Paging):
    """Councils, of one organisation if named."""

    organisation_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemsAsked(Paging):
    """Agenda items, of one unit, organisation or state if named."""

    unit_id: str | None = None
    organisation_id: str | None = None
    state: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardsAsked(Paging):
    """Awards, of one unit, organisation, subject or state if named; with `to_recover` those of which that is still to come back."""

    unit_id: str | None = None
    organisation_id: str | None = None
    subject_id: str | None = None
    state: str | None = None
    to_recover: Recoverable | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OneCouncil:
    """The council of this id."""

    council_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OneSession:
    """The session of this id."""

    session_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OneSelection:
    """The selection under this plan."""

    plan_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OneItem:
    """The agenda item of this nomination."""

    nomination_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OneAward:
    """The award of this nomination."""

    nomination_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilItem:
    """A council as constituted."""

    council_id: str
    organisation_id: str
    name: str
    members: tuple[Member, ...]
    decision_number: str
    decided_on: date
    vote_rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilRow:
    """A line of the list of councils: decision number and day tell apart those of one organisation."""

    council_id: str
    organisation_id: str
    name: str
    decision_number: str
    decided_on: date
    vote_rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionItem:
    """A session: `convened`, `attended` or `minuted`; `present` is null until attendance is recorded."""

    session_id: str
    state: str
    case: str
    council_id: str
    organisation_id: str
    held_on: date
    members: tuple[str, ...]
    vote_rule: str
    present: tuple[str, ...] | None
    minutes_number: str | None
    minutes_sha256: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotChosenItem:
    """A candidate not chosen; the reason is null once erased."""

    model_id: str
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectionItem:
    """A selection: `open` or `selected`."""

    plan_id: str
    state: str
    organisation_id: str
    candidates: tuple[Candidate, ...]
    minimum: int
    maximum: int
    citation: str
    session_id: str | None
    chosen: tuple[str, ...]
    not_chosen: tuple[NotChosenItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteItem:
    """One member's open vote."""

    member: str
    choice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem:
    """
    A nomination before its council: `on_agenda`, `voting`, `passed` or `failed`; null until the vote is open.

    `off_agenda` once its dossier went elsewhere, since `left_on`: how the vote ended then is no ground for a decision.
    """

    nomination_id: str
    state: str
    left_on: date | None
    council_id: str
    form: str
    subject_kind: str
    subject_id: str
    unit_id: str
    organisation_id: str
    session_id: str | None
    members: tuple[str, ...]
    eligible: tuple[str, ...]
    recused: tuple[str, ...]
    needed: int | None
    votes: tuple[VoteItem, ...]
    in_favour: int
    against: int
    abstained: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaRow:
    """A line of the list of agenda items."""

    nomination_id: str
    state: str
    council_id: str
    form: str
    subject_kind: str
    subject_id: str
    unit_id: str
    organisation_id: str
    session_id: str | None
    opened_on: date
    closed_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionItem:
    """A document that corrected the decision, the decision's number and day before it, and why; null once erased."""

    document_number: str
    document_dated: date
    number_before: str
    dated_before: date
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CancellationItem:
    """The decision that cancelled the award, the ground, and what was or is to come back."""

    number: str
    dated: date
    cancelled_for: str
    recover: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveredItem:
    """What came back, when, by which document."""

    what: str
    recovered_on: date
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardItem:
    """
    An award: `decided`, `granted`, `presented`, `declined` or `cancelled`, with the number and day after all corrections.

    The place is null until it is handed over, and once erased. `presenter_id` is the person who handed it over, null
    where that is not told. `to_recover` is what is still to come back. Reasons are null once erased.
    """

    nomination_id: str
    award_id: str
    state: str
    form: str
    number: str
    dated: date
    signatory_role: str
    signatory: str
    subject_kind: str
    subject_id: str
    unit_id: str
    organisation_id: str
    achievement_id: str
    presented_on: date | None
    presenter_id: str | None
    place: str | None
    declined_on: date | None
    decline_reason: str | None
    cancel_reason: str | None
    corrections: tuple[CorrectionItem, ...]
    cancelled: CancellationItem | None
    recovered: tuple[RecoveredItem, ...]
    to_recover: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardRow:
    """A line of the list of awards."""

    nomination_id: str
    award_id: str
    state: str
    form: str
    number: str
    dated: date
    subject_kind: str
    subject_id: str
    unit_id: str
    organisation_id: str
    decided_on: date
    granted_on: date | None
    presented_on: date | None
    to_recover: tuple[str, ...] = ()

"""What is asked about dossiers and achievements, and what is answered."""

from __future__ import annotations

from datetime import date

from shared.asking import Paging
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class AttentionItem:
    """
    What is open and why: `returned`, `returned_down`, `supplement` or `held`.

    `reason` is null once erased, `due_on` where no day is set; `documents` are the kinds asked for.
    """

    kind: str
    since: date
    reason: str | None
    due_on: date | None = None
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldItem:
    """A hold; sealed text is null once erased, `released_on` and `ground` until it ended."""

    hold_id: str
    opened_on: date
    cause: str | None
    body: str | None
    reference: str | None
    citation: str
    confirmed: bool
    released_on: date | None
    ground: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionItem:
    """An objection: `received`, `verifying`, `founded` or `unfounded`."""

    objection_id: str
    received_on: date
    channel: str
    kind: str | None
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationItem:
    """A consultation; `overdue` when its day has passed without an answer, or the answer came after it."""

    consultation_id: str
    body: str
    organisation_id: str | None
    asked_on: date
    due_on: date | None
    opinion: str | None
    remarks: str | None
    overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationItem:
    """A publication; `settled` when a person answered for its length."""

    publication_id: str
    place: str
    from_on: date
    to_on: date
    closed: bool
    settled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LegItem:
    """
    One stretch of the way up: its submission letter, and what became of it.

    `state` is `sent`, `received`, `returned`, `granted` or `declined`; `rule_set` is what the level judges by.
    """

    leg: int
    from_id: str
    to_id: str | None
    body: str | None
    number: str
    dated: date
    signatory_role: str
    signatory: str | None
    forwarded_on: date
    state: str
    answered_on: date | None
    answer_number: str | None
    rule_set: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftItem:
    """The dossier as it was saved once; the last one is what it says now."""

    saved_on: date
    subject_kind: str
    subject_id: str
    form: str
    commendation_type: str
    basis_citation: str
    achievement: str | None
    year: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OneDossier:
    """The dossier of this nomination."""

    nomination_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierHistoryItem:
    """All that happened to a dossier beside its plain course, oldest first in each list; what is open comes first."""

    attention: tuple[AttentionItem, ...]
    nomination_id: str
    state: str
    holder_id: str
    levels: tuple[str, ...]
    legs: tuple[LegItem, ...]
    holds: tuple[HoldItem, ...]
    objections: tuple[ObjectionItem, ...]
    consultations: tuple[ConsultationItem, ...]
    publications: tuple[PublicationItem, ...]
    drafts: tuple[DraftItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DossiersAsked(Paging):
    """
    Dossiers by unit, state, year opened, year of a title, form or title, subject, who holds them, and whether on hold.

    With `text`, those that put somebody forward with all its words in their name: people as far as the caller may see them,
    collectives by any name they had. Words may be cut short and written without marks. Where very many are called so, a page
    may hold fewer than were asked for and still have a next one.
    """

    unit_id: str | None = None
    state: str | None = None
    year: int | None = None
    title_year: int | None = None
    form: str | None = None
    subject_id: str | None = None
    holder_id: str | None = None
    held: bool | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierCountsAsked:
    """Which dossiers are counted: of a state, form or title, year opened, year of a title and unit, if named."""

    state: str | None = None
    form: str | None = None
    year: int | None = None
    title_year: int | None = None
    unit_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StateCount:
    """How many stand so."""

    state: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FormCount:
    """How many propose the form or title."""

    form: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class YearCount:
    """How many are of the year."""

    year: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitCount:
    """How many the unit put forward."""

    unit_id: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierCountsItem:
    """
    How many dossiers there are, of those the caller may see, and how they are spread.

    `years` are those in which they were opened, `title_years` those of the titles among them.
    """

    count: int
    states: tuple[StateCount, ...]
    forms: tuple[FormCount, ...]
    years: tuple[YearCount, ...]
    title_years: tuple[YearCount, ...]
    units: tuple[UnitCount, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierItem:
    """
    A dossier in a list.

    `missing` are the kinds of documents it lacks under the rule of the day of its last act, null where no rule says. It was
    opened in `year`; `title_year` is the year of a title.
    """

    nomination_id: str
    state: str
    unit_id: str
    organisation_id: str
    holder_id: str
    subject_kind: str
    subject_id: str
    form: str
    commendation_type: str
    achievement_id: str
    year: int
    title_year: int | None
    opened_on: date
    last_on: date
    held: bool
    due_on: date | None
    missing: tuple[str, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxAsked(Paging):
    """What waits for one organisation, what is due first."""

    organisation_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitItem:
    """Something that waits: what is to be done, since when, until when, and whether that day has passed."""

    nomination_id: str
    what: str
    since: date
    due_on: date | None
    overdue: bool
    unit_id: str
    form: str
    subject_id: str
    held: bool

"""What is asked and answered about facts and eligibility."""

from __future__ import annotations

from datetime import date

from services.nominations.domain.registration_messages import SubjectKind
from shared.texts import Text
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class EligibilityAsked:
    """
    A dossier's eligibility on a day (today if none), beside its own criteria also `under` other sets by name.

    `year` is the year whose results are judged, that of the receipt or of the day if none is named.
    """

    nomination_id: str
    on: date | None = None
    year: int | None = None
    under: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressAsked:
    """What a person lacks for each title on a day (today if none), judged for a year (that day's if none)."""

    person_id: str
    on: date | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectiveProgressAsked:
    """What a collective lacks for each title on a day (today if none), judged for a year (that day's if none)."""

    organisation_id: str
    on: date | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsAsked:
    """The record of a subject."""

    subject_kind: SubjectKind
    subject_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RestingAsked:
    """What rests on a fact of a subject's record."""

    subject_kind: SubjectKind
    subject_id: str
    fact_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RestingAward:
    """
    An award of the same subject whose dossier was assessed by the fact `rests_on`, so many `steps` from the one asked about.

    `stands` says whether it is on record now: one that was cancelled, refused or taken off is not.
    """

    nomination_id: str
    award_id: str
    form: str
    rests_on: str
    steps: int
    stands: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RestingItem:
    """
    The awards that rest on a fact, directly or through others, the nearest first.

    `unassessed` are the dossiers of other awards that nobody assessed here: what they rest on, a person must say.
    """

    fact_id: str
    stands: bool
    awards: tuple[RestingAward, ...]
    unassessed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactItem:
    """A fact a criterion used: its code, what it is called, its value as text, and where it comes from."""

    name: str
    called: Text
    value: str
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionItem:
    """One criterion: `met`, `not_met` or `needs_person`, with the facts used, the citation and why."""

    criterion: str
    text: Text
    verdict: str
    because: Text
    facts: tuple[FactItem, ...]
    citation: str
    confirmed: bool
    counts: bool
    alternative: str | None
    reading: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementItem:
    """A set of criteria held against the facts."""

    rule_set: str
    title: Text
    citation: str
    confirmed: bool
    verdict: str
    criteria: tuple[CriterionItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TransitionItem:
    """What follows when another set may be more favourable: never decided by the program."""

    verdict: str
    text: Text
    rule_set: str
    citation: str
    confirmed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EligibilityItem:
    """
    A dossier's eligibility: `own` under the set its receipt pinned (`pinned` false before), `beside` under others.

    `assessed` is the set by which the office last assessed it on record, null if it did not.
    """

    nomination_id: str
    on: date
    year: int
    pinned: bool
    own: JudgementItem
    beside: tuple[JudgementItem, ...]
    transition: TransitionItem | None
    assessed: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressItem:
    """A person's way: each title from the lowest, and the first that is not met, with the criteria it still lacks."""

    person_id: str
    on: date
    year: int
    next: str | None
    missing: tuple[CriterionItem, ...]
    titles: tuple[JudgementItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectiveProgressItem:
    """The same of a collective."""

    organisation_id: str
    on: date
    year: int
    next: str | None
    missing: tuple[CriterionItem, ...]
    titles: tuple[JudgementItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedFactItem:
    """A fact on record, `origin` the event it stands in; a withdrawn one no longer counts."""

    fact_id: str
    kind: str
    code: str
    called: Text
    year: int
    number: int
    holds: bool
    commendation_type: str | None
    document_number: str
    dated: date
    item: int
    withdrawn: bool
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordItem:
    """A subject's record of facts, in order."""

    subject_kind: str
    subject_id: str
    facts: tuple[RecordedFactItem, ...]

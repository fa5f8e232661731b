"""One exemplary model with its whole path, as it is answered."""

from __future__ import annotations

from datetime import date

from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class StepItem:
    """
    A step of the road-map, `open`, `overdue`, `done` or `done_late` on the day asked about; `due_on` is its last day in time.

    `done_on` is the first day on which something was done for it, if that was by then; `content` is null once erased.
    """

    step: str
    due_on: date
    content: str | None
    done_on: date | None
    standing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityItem:
    """What was done to nurture the model, and the digests of what shows it."""

    held_on: date
    activity: str | None
    step: str | None
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SummingUpItem:
    """A summing up and the review it went with; the period is null when no such review is on record."""

    movement_id: str
    kind: str
    reviewed_on: date
    period_from: date | None
    period_to: date | None
    result: str | None
    lessons: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmationItem:
    """A replication criterion with who confirmed it."""

    criterion: str
    confirmed_by: str
    sha256: str
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FactItem:
    """A fact that a line was judged by, with its origin; `value` is null once erased."""

    name: str
    origin: str
    value: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineItem:
    """A criterion: what came out, where it stands; `settled` is a person's word on it."""

    criterion: str
    part: str | None
    verdict: str
    citation: str
    confirmed: bool
    counts: bool
    because: str | None
    facts: tuple[FactItem, ...]
    settled: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognitionItem:
    """A year's last judgement, and what became of it: `recognised`, `not_recognised`, or null as long as it is open."""

    year: int
    category: str | None
    outcome: str
    decision: str | None
    reason: str | None
    lines: tuple[LineItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationItem:
    """A publication; `withdrawn_on` once it was taken back."""

    publication_id: str
    channel: str
    place: str
    from_on: date
    until: date | None
    withdrawn_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideAwardItem:
    """An award by a body outside, as its document says."""

    award: str
    issuer: str
    number: str
    dated: date
    field: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelItem:
    """A model with its whole path; `missing` is what the next stage asks for that is not there yet."""

    model_id: str
    stage: str
    stage_name: str
    next_stage: str | None
    missing: tuple[str, ...]
    missing_names: str | None
    subject_kind: str
    subject_id: str
    unit_id: str
    organisation_id: str
    field: str
    movement_id: str | None
    plan_id: str | None
    entry: str | None
    detected_on: date
    source: str
    detected_by: str | None
    account: str | None
    head: str | None
    roadmap: tuple[StepItem, ...]
    nurtured: tuple[ActivityItem, ...]
    summed_up: tuple[SummingUpItem, ...]
    replicated_on: date | None
    confirmations: tuple[ConfirmationItem, ...]
    recognitions: tuple[RecognitionItem, ...]
    publications: tuple[PublicationItem, ...]
    outside_awards: tuple[OutsideAwardItem, ...]
    nominations: tuple[str, ...]

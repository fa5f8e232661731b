"""How far an exemplary model (điển hình tiên tiến) has come, in the order of the four stages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date
from typing import Literal

from services.nominations.domain.care_messages import RoadmapStep, Spread
from services.nominations.domain.detection_messages import RegisteredAs
from services.nominations.domain.honour_messages import Channel
from services.nominations.domain.recognition_messages import Judgement, Occasion
from services.nominations.domain.registration_messages import SubjectKind
from services.nominations.domain.review_messages import ReviewKind
from shared.values import dataclass

Stage = Literal["detected", "nurtured", "summed_up", "replicated"]
"""Phát hiện, bồi dưỡng, tổng kết, nhân rộng."""

STAGES: tuple[Stage, ...] = ("detected", "nurtured", "summed_up", "replicated")


@dataclass(frozen=True, slots=True)
class Undetected:
    """Nothing is known yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Whom the model is about, whose it is, and in which field; fixed when it is detected."""

    subject_kind: SubjectKind
    subject_id: str
    unit_id: str
    organisation_id: str
    field: str
    movement_id: str | None
    registered_as: RegisteredAs | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """One thing done to nurture it, told apart by its day, the step of the road-map and what shows it."""

    held_on: date
    step: str | None
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SummedUp:
    """One summing up; `period` is what the review looked back on, None where no such review is in the register."""

    movement_id: str
    kind: ReviewKind
    reviewed_on: date
    period: tuple[date, date] | None

    @property
    def on_record(self) -> bool:
        """Whether the review it went with is in the register."""
        return self.period is not None

    @property
    def review(self) -> Occasion:
        """Which review it went with."""
        return self.movement_id, self.kind, self.reviewed_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """One publication (tuyên truyền); `withdrawn_on` once it was taken back."""

    publication_id: str
    channel: Channel
    place: str
    from_on: date
    until: date | None
    withdrawn_on: date | None = None

    def of(self, other: Publication) -> bool:
        """Whether both tell of one publication, whatever became of it."""
        return replace(self, withdrawn_on=None) == replace(other, withdrawn_on=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalAward:
    """An award by a body outside, as its document says."""

    award: str
    issuer: str
    issuer_id: str | None
    number: str
    dated: date
    field: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Detected:
    """A model that is known; of what is sealed nothing is kept."""

    model_id: str
    subject: Subject
    detected_on: date
    stage: Stage = "detected"
    head: str | None = None
    roadmap: tuple[tuple[str, date], ...] = ()
    nurtured: tuple[Activity, ...] = ()
    summed_up: tuple[SummedUp, ...] = ()
    replicated_on: date | None = None
    confirmations: tuple[tuple[Spread, str, str], ...] = ()
    publications: tuple[Publication, ...] = ()
    external_awards: tuple[ExternalAward, ...] = ()
    nominations: tuple[str, ...] = ()
    judgements: Mapping[int, Judgement] = field(default_factory=dict)
    recognised: tuple[int, ...] = ()

    def has_come_to(self, stage: Stage) -> bool:
        """Whether *stage* lies behind it or is where it stands."""
        return STAGES.index(self.stage) >= STAGES.index(stage)

    def summing_up(self, review: Occasion) -> SummedUp | None:
        """The summing up that went with that review, if there was one; rather one whose review is on record."""
        found = (one for one in self.summed_up if one.review == review)
        return max(found, key=lambda one: one.on_record, default=None)


Model = Undetected | Detected


def further(model: Detected, stage: Stage) -> Stage:
    """Where *model* stands after something of *stage* was done: it never falls back."""
    return model.stage if model.has_come_to(stage) else stage


def next_stage(model: Detected) -> Stage | None:
    """The stage that comes next; None after the last."""
    place = STAGES.index(model.stage) + 1
    return STAGES[place] if place < len(STAGES) else None


def steps_of(steps: tuple[RoadmapStep, ...]) -> tuple[tuple[str, date], ...]:
    """The open part of a road-map: each step's name and day."""
    return tuple((step.step, step.due_on) for step in steps)

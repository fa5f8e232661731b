"""What is done with a known model on its way through the stages: what is asked and what happened."""

from __future__ import annotations

from datetime import date
from typing import Literal

from services.nominations.domain.review import Review
from services.nominations.domain.review_messages import ReviewKind
from shared.acts import Act, Occurrence, filled
from shared.privacy import restricted
from shared.rules import RuleBook
from shared.values import dataclass

Spread = Literal["typical", "spreading", "impact"]
"""Tiêu chí nhân rộng: thực sự tiêu biểu, có sức lan tỏa, tác động tích cực."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadmapStep:
    """One step of a road-map (lộ trình bồi dưỡng) and the day it is due."""

    step: str
    due_on: date
    content: str = restricted()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A document that shows something (minh chứng), by the digest of its bytes."""

    sha256: str
    title: str = restricted()


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """A replication criterion that somebody registered confirms, with what shows it."""

    criterion: Spread
    confirmed_by: str
    sha256: str
    note: str = restricted()


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadmapSet:
    """The road-map (lộ trình) was set; the last one set counts."""

    act: Act
    model_id: str
    steps: tuple[RoadmapStep, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelNurtured:
    """Something was done to nurture the model (bồi dưỡng)."""

    act: Act
    model_id: str
    activity: str = restricted()
    step: str | None = None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSummedUp:
    """
    The model was summed up together with an organisation's review of a movement (sơ kết, tổng kết).

    The period is that of the review; it is missing only where the act was done on paper and no such review is on record.
    """

    act: Act
    model_id: str
    movement_id: str
    reviewed_by: str
    kind: ReviewKind
    reviewed_on: date
    period_from: date | None = None
    period_to: date | None = None
    result: str = restricted()
    lessons: str = restricted()
    responsible: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelReplicated:
    """The model was spread as an example (nhân rộng), as the criteria for it were confirmed."""

    act: Act
    model_id: str
    confirmations: tuple[Confirmation, ...]
    scope: str = restricted()
    responsible: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetRoadmap:
    """Set the road-map, or another one in its place."""

    model_id: str
    steps: tuple[RoadmapStep, ...]
    occurrence: Occurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class NurtureModel:
    """Note what was done to nurture the model, and what shows it; `step` names a step of the road-map."""

    model_id: str
    activity: str
    step: str | None = None
    evidence: tuple[Evidence, ...]
    occurrence: Occurrence
    rules: RuleBook = filled(default=RuleBook(()))


@dataclass(frozen=True, slots=True, kw_only=True)
class SumUpModel:
    """Sum the model up with the review that `reviewed_by` held on `reviewed_on`; filled in are all it ever held of it."""

    model_id: str
    movement_id: str
    reviewed_by: str
    kind: ReviewKind
    reviewed_on: date
    result: str
    lessons: str
    occurrence: Occurrence
    reviews: tuple[Review, ...] = filled(default=())
    movement_known: bool = filled(default=False)
    responsible: str | None = filled(default=None)
    rules: RuleBook = filled(default=RuleBook(()))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplicateModel:
    """Spread the model; filled in are those named as confirming who are not registered."""

    model_id: str
    confirmations: tuple[Confirmation, ...]
    scope: str
    occurrence: Occurrence
    unknown_people: tuple[str, ...] = filled(default=())
    responsible: str | None = filled(default=None)
    rules: RuleBook = filled(default=RuleBook(()))


Caring = SetRoadmap | NurtureModel | SumUpModel | ReplicateModel
Care = RoadmapSet | ModelNurtured | ModelSummedUp | ModelReplicated

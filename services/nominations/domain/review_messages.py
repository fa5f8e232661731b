"""What is asked of the reviews of a movement (sơ kết, tổng kết) and what happened: their command and event."""

from __future__ import annotations

from datetime import date
from typing import Literal

from services.nominations.domain.movement import Movement, NotLaunched
from shared.acts import Act, Occurrence, filled
from shared.privacy import restricted
from shared.rules import RuleBook
from shared.values import dataclass

ReviewKind = Literal["interim", "final"]
"""Sơ kết, tổng kết."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementReviewed:
    """
    An organisation looked back on a movement over a period and drew lessons (bài học kinh nghiệm).

    The period is given in days, both included: the first half of 2023 is 1/1/2023 to 30/6/2023.
    """

    act: Act
    movement_id: str
    organisation_id: str
    kind: ReviewKind
    period_from: date
    period_to: date
    held_on: date
    lessons: str = restricted()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewMovement:
    """Note the review that an organisation held; filled in are movement, whether the organisation is known, rules."""

    movement_id: str
    organisation_id: str
    kind: ReviewKind
    period_from: date
    period_to: date
    held_on: date
    lessons: str
    occurrence: Occurrence
    movement: Movement = filled(default=NotLaunched())
    organisation_known: bool = filled(default=False)
    rules: RuleBook = filled(default=RuleBook(()))

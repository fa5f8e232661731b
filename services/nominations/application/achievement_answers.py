"""What is asked about achievements, and what is answered."""

from __future__ import annotations

from datetime import date

from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OneAchievement:
    """The achievement of this id."""

    achievement_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectItem:
    """Whose achievement it is."""

    kind: str
    subject_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RewardItem:
    """
    An award the achievement got.

    `counts_for_merit` is `yes`, `no` (sudden and thematic awards) or `needs_person`, under the rule that is cited.
    """

    nomination_id: str
    award_id: str | None
    commendation_type: str
    rewarded_on: date
    counts_for_merit: str
    citation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AchievementItem:
    """An achievement, who proposes it and how it was rewarded; `description` is null once erased or never given."""

    achievement_id: str
    kind: str | None
    unit_id: str | None
    subjects: tuple[SubjectItem, ...]
    period_from: date | None
    period_to: date | None
    description: str | None
    proposed_by: tuple[str, ...]
    rewards: tuple[RewardItem, ...]

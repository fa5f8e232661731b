"""
Achievements (thành tích): what each is, whose, over which period, and which dossier it is proposed or rewarded in.

One achievement, one award: submitting a dossier takes the achievement's place in one transaction with the submission.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from services.nominations.domain.nomination_messages import CommendationType, Form
from services.nominations.domain.registration_messages import SubjectKind
from shared.acts import Act, Occurrence, filled
from shared.privacy import restricted
from shared.values import dataclass

AchievementKind = Literal["merit", "sudden", "movement", "contribution", "external"]
"""Công trạng, đột xuất, phong trào thi đua hoặc chuyên đề, cống hiến, đối ngoại."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Whose achievement it is."""

    kind: SubjectKind
    subject_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AchievementDescribed:
    """An achievement was described: its kind, its subjects, the period it is counted over."""

    act: Act
    achievement_id: str
    unit_id: str
    kind: AchievementKind
    subjects: tuple[Subject, ...]
    period_from: date
    period_to: date
    description: str = restricted()


@dataclass(frozen=True, slots=True, kw_only=True)
class AchievementClaimed:
    """A dossier that proposes the achievement was submitted: no other one may."""

    act: Act
    achievement_id: str
    nomination_id: str
    form: Form


@dataclass(frozen=True, slots=True, kw_only=True)
class AchievementFreed:
    """The dossier came to nothing; another one may propose the achievement."""

    act: Act
    achievement_id: str
    nomination_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AchievementReassigned:
    """A person settled that another dossier proposes the achievement in place of the first, and why."""

    act: Act
    achievement_id: str
    from_nomination_id: str
    nomination_id: str
    form: Form
    reason: str = restricted()


@dataclass(frozen=True, slots=True, kw_only=True)
class AchievementSettled:
    """The achievement was rewarded; what it may still count for depends on the kind of commendation (loại hình)."""

    act: Act
    achievement_id: str
    nomination_id: str
    commendation_type: CommendationType
    award_id: str | None = None


AchievementEvent = (
    AchievementDescribed | AchievementClaimed | AchievementFreed | AchievementReassigned | AchievementSettled
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribeAchievement:
    """Describe an achievement; filled in are the subjects nobody registered, and whether the unit is."""

    achievement_id: str
    unit_id: str
    kind: AchievementKind
    subjects: tuple[Subject, ...]
    period_from: date
    period_to: date
    description: str
    occurrence: Occurrence
    unknown_subjects: tuple[str, ...] = filled(default=())
    unit_known: bool = filled(default=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReassignAchievement:
    """Let another dossier propose the achievement; filled in are its form and the achievement it names."""

    achievement_id: str
    nomination_id: str
    reason: str
    occurrence: Occurrence
    form: Form | None = filled(default=None)
    names: str | None = filled(default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimAchievement:
    """Take the achievement's place; `alone` says that it was judged to be free."""

    act: Act
    achievement_id: str
    nomination_id: str
    form: Form
    alone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeAchievement:
    """Give the achievement's place back."""

    act: Act
    achievement_id: str
    nomination_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleAchievement:
    """Note that the achievement was rewarded."""

    act: Act
    achievement_id: str
    nomination_id: str
    commendation_type: CommendationType
    award_id: str | None = None


AchievementCommand = (
    DescribeAchievement | ReassignAchievement | ClaimAchievement | FreeAchievement | SettleAchievement
)

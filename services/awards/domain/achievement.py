"""
The fence of an achievement (thành tích): the first award for it takes its place, a second one finds it taken.

One achievement, one award: written in one transaction with the award itself. A second award that was granted on paper is
recorded with a flag and kept here beside the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shared.acts import Act
from shared.decider import Decider


@dataclass(frozen=True, slots=True, kw_only=True)
class AchievementRewarded:
    """An award was granted for the achievement."""

    act: Act
    achievement_id: str
    award_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RewardAchievement:
    """Take the place of the award *award_id* for the achievement."""

    act: Act
    achievement_id: str
    award_id: str


@dataclass(frozen=True, slots=True)
class Achievement:
    """The awards granted for the achievement, in order; rightly at most one."""

    awards: tuple[str, ...] = ()


def evolve(state: Achievement, event: AchievementRewarded) -> Achievement:
    """The achievement after *event*."""
    return Achievement((*state.awards, event.award_id))


def decide(command: RewardAchievement, state: Achievement) -> Sequence[AchievementRewarded]:
    """Note the award; whether a second one may stand is judged where it is granted."""
    if command.award_id in state.awards:
        return []  # already so
    return [
        AchievementRewarded(act=command.act, achievement_id=command.achievement_id, award_id=command.award_id)
    ]


achievement: Decider[RewardAchievement, Achievement, AchievementRewarded] = Decider(
    initial=Achievement(), evolve=evolve, decide=decide
)

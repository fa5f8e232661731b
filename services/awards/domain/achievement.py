"""
The fence of an achievement (thành tích): the first award for it takes its place, a second one finds it taken.

One achievement, one award: written in one transaction with the award itself. Another award that was granted on paper is
recorded with a flag and kept here beside the first.
"""

from __future__ import annotations

from collections.abc import Sequence

from shared.acts import Act
from shared.decider import Decider
from shared.errors import LostRace
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class AchievementRewarded:
    """An award was granted for the achievement."""

    act: Act
    achievement_id: str
    award_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RewardAchievement:
    """Take the place of an award; `alone` says that it was judged to be the only one."""

    act: Act
    achievement_id: str
    award_id: str
    alone: bool


@dataclass(frozen=True, slots=True)
class Achievement:
    """The awards granted for the achievement, in order; rightly at most one."""

    awards: tuple[str, ...] = ()


def evolve(state: Achievement, event: AchievementRewarded) -> Achievement:
    """The achievement after *event*."""
    return Achievement((*state.awards, event.award_id))


def decide(command: RewardAchievement, state: Achievement) -> Sequence[AchievementRewarded]:
    """Note the award; raises LostRace when it was judged to be the only one and another came first."""
    if command.award_id in state.awards:
        return []  # already so
    if command.alone and state.awards:
        raise LostRace
    return [
        AchievementRewarded(act=command.act, achievement_id=command.achievement_id, award_id=command.award_id)
    ]


achievement: Decider[RewardAchievement, Achievement, AchievementRewarded] = Decider(
    initial=Achievement(), evolve=evolve, decide=decide
)

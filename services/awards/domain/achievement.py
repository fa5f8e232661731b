"""
The fence of an achievement (thành tích): the first award for it takes its place, a second one finds it taken.

One achievement, one award: written in one transaction with the award itself. Another award that was granted on paper is
recorded with a flag and kept here beside the first. One that is cancelled or refused leaves its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

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
class AchievementFreed:
    """An award for the achievement was cancelled or refused: it no longer stands in the way of another."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeAchievement:
    """Leave the place of an award."""

    act: Act
    achievement_id: str
    award_id: str


AchievementEvent = AchievementRewarded | AchievementFreed
AchievementCommand = RewardAchievement | FreeAchievement


@dataclass(frozen=True, slots=True)
class Achievement:
    """The awards granted for the achievement that stand, in order; rightly at most one."""

    awards: tuple[str, ...] = ()


def evolve(state: Achievement, event: AchievementEvent) -> Achievement:
    """The achievement after *event*."""
    match event:
        case AchievementRewarded():
            return Achievement((*state.awards, event.award_id))
        case AchievementFreed():
            return Achievement(tuple(one for one in state.awards if one != event.award_id))
        case unreachable:
            assert_never(unreachable)


def decide(command: AchievementCommand, state: Achievement) -> Sequence[AchievementEvent]:
    """Note the award or its end; raises LostRace when it was judged to be the only one and another came first."""
    if isinstance(command, FreeAchievement):
        return _freed(command, state)
    if command.award_id in state.awards:
        return []  # already so
    if command.alone and state.awards:
        raise LostRace
    return [
        AchievementRewarded(act=command.act, achievement_id=command.achievement_id, award_id=command.award_id)
    ]


def _freed(command: FreeAchievement, state: Achievement) -> Sequence[AchievementEvent]:
    if command.award_id not in state.awards:
        return []  # it never was granted
    return [
        AchievementFreed(act=command.act, achievement_id=command.achievement_id, award_id=command.award_id)
    ]


achievement: Decider[AchievementCommand, Achievement, AchievementEvent] = Decider(
    initial=Achievement(), evolve=evolve, decide=decide
)

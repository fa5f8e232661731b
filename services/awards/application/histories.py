"""The histories this context decides over: one handler per kind of stream, and each stream's state by id."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from services.awards.domain.achievement import (
    Achievement,
    AchievementCommand,
    FreeAchievement,
    RewardAchievement,
    achievement,
)
from services.awards.domain.award import award
from services.awards.domain.award_messages import AwardCommand, AwardGranted
from services.awards.domain.award_states import Award
from services.awards.domain.council import ConstituteCouncil, Council, council
from services.awards.domain.holding import Holds, LiftHold, NoteHold, OpenHold, holding
from services.awards.domain.item import item
from services.awards.domain.item_messages import ItemCommand
from services.awards.domain.item_states import Item, OnAgenda, Voting
from services.awards.domain.leaving import Left
from services.awards.domain.life import ENDED
from services.awards.domain.life_messages import AwardCancelled, AwardDeclined
from services.awards.domain.selection import OpenForChoice, Selected, Selection, selection
from services.awards.domain.selection_messages import SelectionCommand
from services.awards.domain.session import Session, session
from services.awards.domain.session_messages import SessionCommand
from shared.application import Handlers
from shared.fencing import Fence
from shared.handling import CommandHandler
from shared.ids import derived_id, is_stream, stream
from shared.values import dataclass

S = TypeVar("S")


def selection_stream(plan_id: str) -> str:
    """The stream of a plan's selection; raises ValueError when the id cannot name one."""
    stream("plan", plan_id)
    return stream("selection", derived_id(plan_id))


def achievement_stream(achievement_id: str) -> str:
    """The fence stream of an achievement; named by others, so any text will do."""
    return stream("achievement", derived_id(achievement_id))


@dataclass(frozen=True, slots=True)
class Histories:
    """One handler per decider; it keeps the folds of its streams."""

    councils: CommandHandler[ConstituteCouncil, Council]
    sessions: CommandHandler[SessionCommand, Session]
    selections: CommandHandler[SelectionCommand, Selection]
    items: CommandHandler[ItemCommand, Item]
    awards: CommandHandler[AwardCommand, Award]
    achievements: CommandHandler[AchievementCommand, Achievement]
    holds: CommandHandler[NoteHold | LiftHold, Holds]

    def council(self, council_id: str) -> Council:
        """The council, Unconstituted when there is none of that id."""
        return _state(self.councils, f"council-{council_id}", council.initial)

    def session(self, session_id: str) -> Session:
        """The session, NotConvened when there is none of that id."""
        return _state(self.sessions, f"session-{session_id}", session.initial)

    def selection(self, plan_id: str) -> Selection:
        """The selection under the plan, NotOpen when no list of it has reached the council."""
        if not is_stream(f"plan-{plan_id}"):
            return selection.initial
        return self.selections.load(selection_stream(plan_id)).state

    def item(self, nomination_id: str) -> Item:
        """The agenda item, NotOnAgenda when the nomination has not come before a council."""
        return _state(self.items, f"item-{nomination_id}", item.initial)

    def award(self, nomination_id: str) -> Award:
        """The award, Undecided when there is no decision on the nomination."""
        return _state(self.awards, f"award-{nomination_id}", award.initial)

    def left(self, nomination_id: str) -> Left | None:
        """When the nomination last left a council's agenda."""
        return self.award(nomination_id).left

    def held(self, nomination_id: str) -> tuple[OpenHold, ...]:
        """The holds of the nomination that are open."""
        return _state(self.holds, f"hold-{nomination_id}", holding.initial).open

    def owner_of(self, case: str) -> str | None:
        """The organisation before whose council *case* (`plan-…`, `nomination-…`) lies; None when before no council."""
        kind, _, name = case.partition("-")
        match self.selection(name) if kind == "plan" else self.item(name):
            case OpenForChoice(organisation_id=owner) | OnAgenda(organisation_id=owner):
                return owner
            case (
                Selected(opened=OpenForChoice(organisation_id=owner))
                | Voting(item=OnAgenda(organisation_id=owner))
            ):
                return owner
        return None

    def rewarded_by(self, achievement_id: str) -> tuple[str, ...]:
        """The awards that the achievement has."""
        return self.achievements.load(achievement_stream(achievement_id)).state.awards


def histories(handlers: Handlers) -> Histories:
    """A handler for each decider of this context; an award is granted together with its achievement's fence."""
    achievements = handlers.of(achievement)
    return Histories(
        councils=handlers.of(council),
        sessions=handlers.of(session),
        selections=handlers.of(selection),
        items=handlers.of(item),
        awards=handlers.fenced(award, Fence(achievements, achievement, beside_award)),
        achievements=achievements,
        holds=handlers.of(holding),
    )


def beside_award(events: Sequence[Any]) -> tuple[str, AchievementCommand] | None:
    """What is written beside an award that is granted, cancelled or refused."""
    over = next((event for event in events if isinstance(event, AwardCancelled | AwardDeclined)), None)
    if over is not None:
        freed = FreeAchievement(act=over.act, achievement_id=over.achievement_id, award_id=over.award_id)
        return achievement_stream(over.achievement_id), freed
    granted = next((event for event in events if isinstance(event, AwardGranted)), None)
    if granted is None or any(one.code in ENDED for one in granted.act.broken):
        return None  # what paper says was granted after its end takes nobody's place
    command = RewardAchievement(
        act=granted.act,
        achievement_id=granted.achievement_id,
        award_id=granted.award_id,
        alone=not granted.act.broken,
    )
    return achievement_stream(granted.achievement_id), command


def _state(handler: CommandHandler[Any, S], name: str, unknown: S) -> S:
    return handler.load(name).state if is_stream(name) else unknown

"""
Holds (tạm dừng) of a nomination as this context knows them: while one is open nothing is voted, decided or granted.

They come from the nominations context by its events, before or after the nomination reaches a council; so they have a
stream of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import assert_never

from services.awards.domain.refusals import day_text
from shared.acts import Act, BrokenRule, Occurrence, RuleUse
from shared.decider import Decider
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldNoted:
    """A nomination is on hold; the act's rule is the one it stands on."""

    act: Act
    nomination_id: str
    hold_id: str
    opened_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldLifted:
    """The hold ended."""

    act: Act
    nomination_id: str
    hold_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteHold:
    """Note that a nomination is on hold."""

    nomination_id: str
    hold_id: str
    opened_on: date
    rule: RuleUse
    occurrence: Occurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftHold:
    """Note that the hold ended."""

    nomination_id: str
    hold_id: str
    occurrence: Occurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenHold:
    """A hold that is open."""

    hold_id: str
    opened_on: date
    rule: RuleUse


@dataclass(frozen=True, slots=True)
class Holds:
    """The holds of a nomination that are open, in order."""

    open: tuple[OpenHold, ...] = ()


def held(holds: Iterable[OpenHold]) -> list[BrokenRule]:
    """A flag for each open hold: it stands against voting, deciding and granting."""
    return [
        BrokenRule(
            code="nomination-held",
            rule=hold.rule,
            facts={"hold": hold.hold_id, "since": day_text(hold.opened_on)},
        )
        for hold in holds
    ]


def evolve(state: Holds, event: HoldNoted | HoldLifted) -> Holds:
    """The holds after *event*."""
    match event:
        case HoldNoted():
            noted = OpenHold(hold_id=event.hold_id, opened_on=event.opened_on, rule=event.act.rules[0])
            return Holds((*state.open, noted))
        case HoldLifted():
            return Holds(tuple(hold for hold in state.open if hold.hold_id != event.hold_id))
        case unreachable:
            assert_never(unreachable)


def decide(command: NoteHold | LiftHold, state: Holds) -> Sequence[HoldNoted | HoldLifted]:
    """Note it, once."""
    there = any(hold.hold_id == command.hold_id for hold in state.open)
    case = f"nomination-{command.nomination_id}"
    match command:
        case NoteHold():
            if there:
                return []  # already so
            return [
                HoldNoted(
                    act=command.occurrence.act(case, [command.rule]),
                    nomination_id=command.nomination_id,
                    hold_id=command.hold_id,
                    opened_on=command.opened_on,
                )
            ]
        case LiftHold():
            if not there:
                return []  # already so
            return [
                HoldLifted(
                    act=command.occurrence.act(case),
                    nomination_id=command.nomination_id,
                    hold_id=command.hold_id,
                )
            ]
        case unreachable:
            assert_never(unreachable)


holding: Decider[NoteHold | LiftHold, Holds, HoldNoted | HoldLifted] = Decider(
    initial=Holds(), evolve=evolve, decide=decide
)

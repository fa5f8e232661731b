"""Movements taken up (hưởng ứng): an organisation carries on a movement launched above it; one stream for each pair."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import assert_never

from services.nominations.domain.dissolved import Ground, hindrance
from services.nominations.domain.movement import Launched, Movement, NotLaunched
from services.nominations.domain.order import out_of_order
from services.nominations.domain.refusals import day_text, rejected
from shared.acts import Act, ActRefused, BrokenRule, Occurrence, filled
from shared.decider import Decider
from shared.rules import RuleBook
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementTakenUp:
    """An organisation takes part in a movement since a day."""

    act: Act
    movement_id: str
    organisation_id: str
    since: date


UptakeEvent = MovementTakenUp | ActRefused


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeUpMovement:
    """Have an organisation take part; filled in are the movement, whether the organisation is known and stands, the rules."""

    movement_id: str
    organisation_id: str
    since: date
    occurrence: Occurrence
    movement: Movement = filled(default=NotLaunched())
    organisation_known: bool = filled(default=False)
    ground: Ground = filled(default=Ground())
    rules: RuleBook = filled(default=RuleBook(()))


Uptake = date | None
"""Since when; None when it does not take part."""


def evolve(state: Uptake, event: UptakeEvent) -> Uptake:
    """Since when it takes part after *event*."""
    return event.since if isinstance(event, MovementTakenUp) else state


def decide(command: TakeUpMovement, state: Uptake) -> Sequence[UptakeEvent]:
    """Take part once, not before the launch."""
    if state == command.since:
        return []  # already so
    if state is not None:
        raise rejected("uptake-exists", since=day_text(state))
    if not command.organisation_known:
        raise rejected("unknown-organisation", organisation_id=command.organisation_id)
    match command.movement:
        case NotLaunched():
            raise rejected("movement-not-found")
        case Launched(launched_on=launched_on):
            return _taken_up(command, launched_on)
        case unreachable:
            assert_never(unreachable)


def _taken_up(command: TakeUpMovement, launched_on: date) -> Sequence[UptakeEvent]:
    case = f"movement-{command.movement_id}"
    against = hindrance(command.occurrence, case, "TakeUpMovement", command.ground, begins=command.since)
    if against.refusal:
        return against.refusal
    broken: list[BrokenRule] = [*against.flags]
    if command.since < launched_on:
        broken.append(out_of_order(command, "uptake-before-launch", launched_on=day_text(launched_on)))
    return [
        MovementTakenUp(
            act=command.occurrence.act(case, broken=broken),
            movement_id=command.movement_id,
            organisation_id=command.organisation_id,
            since=command.since,
        )
    ]


uptake: Decider[TakeUpMovement, Uptake, UptakeEvent] = Decider(initial=None, evolve=evolve, decide=decide)

"""Emulation movements (phong trào thi đua): where exemplary models must come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from services.nominations.domain.organisation import Level
from services.nominations.domain.refusals import rejected
from shared.acts import Act, Occurrence, filled
from shared.decider import Decider


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementLaunched:
    """An organisation of some level launched (phát động) a movement."""

    act: Act
    movement_id: str
    name: str
    issuer_id: str
    issuer_level: Level
    launched_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class LaunchMovement:
    """Launch a movement; `registered_level` is the issuer's level in the register, None when it is not there."""

    movement_id: str
    name: str
    issuer_id: str
    issuer_level: Level
    launched_on: date
    occurrence: Occurrence
    registered_level: str | None = filled(default=None)


@dataclass(frozen=True, slots=True)
class NotLaunched:
    """Nothing is known yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Launched:
    """The movement as launched."""

    name: str
    issuer_id: str
    launched_on: date


Movement = NotLaunched | Launched


def evolve(_state: Movement, event: MovementLaunched) -> Movement:
    """The movement after *event*."""
    return Launched(name=event.name, issuer_id=event.issuer_id, launched_on=event.launched_on)


def decide(command: LaunchMovement, state: Movement) -> Sequence[MovementLaunched]:
    """Launch once, by a known organisation."""
    asked = Launched(name=command.name, issuer_id=command.issuer_id, launched_on=command.launched_on)
    match state:
        case Launched() if state == asked:
            return []  # already so
        case Launched():
            raise rejected("movement-exists")
        case NotLaunched():
            if command.registered_level is None:
                raise rejected("unknown-organisation", organisation_id=command.issuer_id)
            if command.registered_level != command.issuer_level:
                raise rejected("issuer-level-differs")
            return [
                MovementLaunched(
                    act=command.occurrence.act(f"movement-{command.movement_id}"),
                    movement_id=command.movement_id,
                    name=command.name,
                    issuer_id=command.issuer_id,
                    issuer_level=command.issuer_level,
                    launched_on=command.launched_on,
                )
            ]
        case unreachable:
            assert_never(unreachable)


movement: Decider[LaunchMovement, Movement, MovementLaunched] = Decider(
    initial=NotLaunched(), evolve=evolve, decide=decide
)

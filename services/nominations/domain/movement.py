"""Emulation movements (phong trào thi đua): where exemplary models must come from, under whichever spelling."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import assert_never

from services.nominations.domain import movement_merging as merging
from services.nominations.domain import movement_notes as notes
from services.nominations.domain.dissolved import Ground, hindrance
from services.nominations.domain.movement_messages import (
    AbsorbVariant,
    KnownMovement,
    MergeMovement,
    MovementAbsorbed,
    MovementAliasNoted,
    MovementMerged,
    MovementMergeUndone,
    MovementReleased,
    MovementSort,
    MovementTied,
    NoteMovementAlias,
    ReleaseVariant,
    TieMovement,
    UndoMerge,
)
from services.nominations.domain.organisation_messages import OwnLevel
from services.nominations.domain.refusals import rejected
from shared.acts import Act, ActRefused, Occurrence, filled
from shared.decider import Decider
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementLaunched:
    """An organisation of some level launched (phát động) a movement, a campaign or a drive."""

    act: Act
    movement_id: str
    name: str
    issuer_id: str
    issuer_level: OwnLevel
    launched_on: date
    sort: MovementSort = "movement"


@dataclass(frozen=True, slots=True, kw_only=True)
class LaunchMovement:
    """
    Launch a movement.

    `registered_level` is the issuer's level in the register, None when it is not there; `ground` says if it was dissolved.
    """

    movement_id: str
    name: str
    issuer_id: str
    issuer_level: OwnLevel
    launched_on: date
    sort: MovementSort = "movement"
    occurrence: Occurrence
    registered_level: str | None = filled(default=None)
    ground: Ground = filled(default=Ground())


MovementCommand = (
    LaunchMovement
    | NoteMovementAlias
    | TieMovement
    | MergeMovement
    | UndoMerge
    | AbsorbVariant
    | ReleaseVariant
)
MovementEvent = (
    MovementLaunched
    | MovementAliasNoted
    | MovementTied
    | MovementMerged
    | MovementMergeUndone
    | MovementAbsorbed
    | MovementReleased
    | ActRefused
)


@dataclass(frozen=True, slots=True)
class NotLaunched:
    """Nothing is known yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Launched:
    """The movement as launched, with what was found out about it since."""

    name: str
    issuer_id: str
    launched_on: date
    sort: MovementSort = "movement"
    aliases: tuple[str, ...] = ()
    campaign_id: str | None = None
    target: str | None = None
    merged_into: str | None = None
    variants: tuple[str, ...] = ()

    @property
    def known(self) -> KnownMovement:
        """What others that touch it must know."""
        return KnownMovement(sort=self.sort, merged_into=self.merged_into, variants=self.variants)


Movement = NotLaunched | Launched


def evolve(state: Movement, event: MovementEvent) -> Movement:
    """The movement after *event*."""
    match state, event:
        case _, MovementLaunched():
            return _launched(event)
        case Launched(), MovementAliasNoted(alias=alias):
            return replace(state, aliases=(*state.aliases, alias))
        case Launched(), MovementTied(campaign_id=campaign_id, target=target):
            return replace(state, campaign_id=campaign_id, target=target)
        case Launched(), MovementMerged(into_id=into_id):
            return replace(state, merged_into=into_id)
        case Launched(), MovementMergeUndone():
            return replace(state, merged_into=None)
        case Launched(), MovementAbsorbed(variant_id=variant_id):
            return replace(state, variants=(*state.variants, variant_id))
        case Launched(), MovementReleased(variant_id=variant_id):
            left = tuple(one for one in state.variants if one != variant_id)
            return replace(state, variants=left)
        case _:  # a refusal changes nothing, and nothing happens to what was never launched
            return state


def decide(command: MovementCommand, state: Movement) -> Sequence[MovementEvent]:
    """What *command* brings about."""
    match command, state:
        case LaunchMovement(), _:
            return _launch(command, state)
        case ((AbsorbVariant() | ReleaseVariant()), _):
            return merging.beside(command, state.known if isinstance(state, Launched) else None)
        case _, NotLaunched():
            raise rejected("movement-not-found")
        case NoteMovementAlias(), Launched():
            return notes.alias(command, (state.name, *state.aliases))
        case TieMovement(), Launched():
            return notes.tie(command, state.campaign_id, state.target)
        case MergeMovement(), Launched():
            return merging.merge(command, state.known)
        case UndoMerge(), Launched():
            return merging.undo(command, state.known)
        case unreachable:
            assert_never(unreachable)


def _launch(command: LaunchMovement, state: Movement) -> Sequence[MovementEvent]:
    asked = _launched(command)
    if isinstance(state, Launched):
        if (state.name, state.issuer_id, state.launched_on, state.sort) == (
            asked.name,
            asked.issuer_id,
            asked.launched_on,
            asked.sort,
        ):
            return []  # already so
        raise rejected("movement-exists")
    if command.registered_level is None:
        raise rejected("unknown-organisation", organisation_id=command.issuer_id)
    if command.registered_level != command.issuer_level:
        raise rejected("issuer-level-differs")
    case, begins = f"movement-{command.movement_id}", command.launched_on
    against = hindrance(command.occurrence, case, "LaunchMovement", command.ground, begins=begins)
    return against.refusal or [
        MovementLaunched(
            act=command.occurrence.act(case, broken=against.flags),
            movement_id=command.movement_id,
            name=command.name,
            issuer_id=command.issuer_id,
            issuer_level=command.issuer_level,
            launched_on=command.launched_on,
            sort=command.sort,
        )
    ]


def _launched(told: MovementLaunched | LaunchMovement) -> Launched:
    return Launched(name=told.name, issuer_id=told.issuer_id, launched_on=told.launched_on, sort=told.sort)


movement: Decider[MovementCommand, Movement, MovementEvent] = Decider(
    initial=NotLaunched(), evolve=evolve, decide=decide
)

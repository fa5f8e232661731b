"""Organisations (tổ chức): registered, renamed, moved, dissolved with successors; each its own stream."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from services.nominations.domain.dissolved import hindrance
from services.nominations.domain.organisation_changes import act_of, move, rename
from services.nominations.domain.organisation_messages import (
    DissolveOrganisation,
    MoveOrganisation,
    NameSuccessor,
    OrganisationCommand,
    OrganisationDissolved,
    OrganisationEvent,
    OrganisationMoved,
    OrganisationRegistered,
    OrganisationRenamed,
    OrganisationSucceeded,
    RegisterOrganisation,
    RenameOrganisation,
    SucceedOrganisation,
    SuccessorNamed,
)
from services.nominations.domain.organisation_states import (
    Ended,
    Named,
    Organisation,
    Placed,
    Registered,
    TakenOver,
    Unregistered,
    begun,
)
from services.nominations.domain.refusals import rejected
from services.nominations.domain.succession import dissolve, name_successor, succeed
from shared.decider import Decider


def evolve(state: Organisation, event: OrganisationEvent) -> Organisation:
    """The organisation after *event*."""
    match state, event:
        case _, OrganisationRegistered():
            return begun(event.name, event.level, event.parent_id, event.valid_from)
        case Registered(), OrganisationRenamed():
            return replace(state, names=(*state.names, Named(since=event.since, name=event.name)))
        case Registered(), OrganisationMoved():
            return replace(
                state, parents=(*state.parents, Placed(since=event.since, parent_id=event.parent_id))
            )
        case Registered(), OrganisationDissolved():
            ended = Ended(since=event.since, successors=event.successors, resolution=event.resolution)
            return replace(state, ended=ended)
        case Registered(ended=Ended() as ended), SuccessorNamed():
            return replace(state, ended=replace(ended, successors=(*ended.successors, event.successor_id)))
        case Registered(), OrganisationSucceeded():
            taken = TakenOver(predecessor_id=event.predecessor_id, since=event.since)
            return replace(state, predecessors=(*state.predecessors, taken))
        case _:  # a refusal changes nothing
            return state


def decide(command: OrganisationCommand, state: Organisation) -> Sequence[OrganisationEvent]:
    """What *command* brings about."""
    match command, state:
        case RegisterOrganisation(), _:
            return _register(command, state)
        case _, Unregistered():
            raise rejected("unknown-organisation", organisation_id=command.organisation_id)
        case RenameOrganisation(), Registered():
            return rename(command, state)
        case MoveOrganisation(), Registered():
            return move(command, state)
        case DissolveOrganisation(), Registered():
            return dissolve(command, state)
        case NameSuccessor(), Registered():
            return name_successor(command, state)
        case SucceedOrganisation(), Registered():
            return succeed(command, state)
        case unreachable:
            assert_never(unreachable)


def _register(command: RegisterOrganisation, state: Organisation) -> Sequence[OrganisationEvent]:
    asked = begun(command.name, command.level, command.parent_id, command.valid_from)
    if isinstance(state, Registered):
        if state.at_first == asked:
            return []  # already so
        raise rejected("organisation-exists")
    if command.parent_id is not None and not command.parent_known:
        raise rejected("unknown-organisation", organisation_id=command.parent_id)
    case = f"organisation-{command.organisation_id}"
    against = hindrance(
        command.occurrence, case, "RegisterOrganisation", command.ground, begins=command.valid_from
    )
    return against.refusal or [
        OrganisationRegistered(
            act=act_of(command, against.flags),
            organisation_id=command.organisation_id,
            name=command.name,
            level=command.level,
            parent_id=command.parent_id,
            valid_from=command.valid_from,
        )
    ]


organisation: Decider[OrganisationCommand, Organisation, OrganisationEvent] = Decider(
    initial=Unregistered(), evolve=evolve, decide=decide
)

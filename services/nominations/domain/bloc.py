"""Emulation blocs (khối thi đua): organisations that compete with each other, as documents put them together; each its own stream."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from services.nominations.domain.bloc_messages import (
    BlocCommand,
    BlocEstablished,
    BlocEvent,
    BlocMembersChanged,
    ChangeBlocMembers,
    EstablishBloc,
)
from services.nominations.domain.bloc_states import (
    Bloc,
    Established,
    NotEstablished,
    composition_of,
    established_by,
)
from services.nominations.domain.dissolved import hindrance
from services.nominations.domain.refusals import day_text, rejected
from shared.acts import ActRefused
from shared.decider import Decider


def evolve(state: Bloc, event: BlocEvent) -> Bloc:
    """The bloc after *event*."""
    match state, event:
        case _, BlocEstablished():
            return established_by(event)
        case Established(), BlocMembersChanged():
            return replace(state, compositions=(*state.compositions, composition_of(event)))
        case _:  # nothing happens to what was never established, and a refusal changes nothing
            return state


def decide(command: BlocCommand, state: Bloc) -> Sequence[BlocEvent]:
    """What *command* brings about."""
    match command, state:
        case EstablishBloc(), _:
            return _establish(command, state)
        case _, NotEstablished():
            raise rejected("bloc-not-found")
        case ChangeBlocMembers(), Established():
            return _change(command, state)
        case unreachable:
            assert_never(unreachable)


def _establish(command: EstablishBloc, state: Bloc) -> Sequence[BlocEstablished | ActRefused]:
    if isinstance(state, Established):
        if replace(state, compositions=state.compositions[:1]) == established_by(command):
            return []  # already so
        raise rejected("bloc-exists")
    _require_sound(command)
    case = f"bloc-{command.bloc_id}"
    against = hindrance(command.occurrence, case, "EstablishBloc", command.ground)
    if against.refusal:
        return against.refusal
    return [
        BlocEstablished(
            act=command.occurrence.act(case, broken=against.flags),
            bloc_id=command.bloc_id,
            organisation_id=command.organisation_id,
            name=command.name,
            members=command.members,
            head_id=command.head_id,
            from_year=command.from_year,
            number=command.number,
            dated=command.dated,
        )
    ]


def _change(command: ChangeBlocMembers, state: Established) -> Sequence[BlocMembersChanged | ActRefused]:
    """By a document that is later than the last one, for a year that is not earlier."""
    last = state.compositions[-1]
    if last == composition_of(command):
        return []  # already so
    _require_sound(command)
    if command.dated < last.dated:
        raise rejected("bloc-document-earlier", number=last.number, dated=day_text(last.dated))
    if command.from_year < last.from_year:
        raise rejected("bloc-year-earlier", from_year=str(last.from_year))
    case = f"bloc-{command.bloc_id}"
    against = hindrance(command.occurrence, case, "ChangeBlocMembers", command.ground)
    if against.refusal:
        return against.refusal
    return [
        BlocMembersChanged(
            act=command.occurrence.act(case, broken=against.flags),
            bloc_id=command.bloc_id,
            organisation_id=state.organisation_id,
            members=command.members,
            joined=tuple(one for one in command.members if one not in last.members),
            left=tuple(one for one in last.members if one not in command.members),
            head_id=command.head_id,
            from_year=command.from_year,
            number=command.number,
            dated=command.dated,
        )
    ]


def _require_sound(command: BlocCommand) -> None:
    if command.unknown_organisations:
        raise rejected("unknown-organisation", organisation_id=command.unknown_organisations[0])
    if len(set(command.members)) < len(command.members):
        raise rejected("bloc-member-twice")
    if len(command.members) < 2:
        raise rejected("bloc-alone")
    if command.head_id not in command.members:
        raise rejected("bloc-head-stranger", organisation_id=command.head_id)
    if command.dated > command.occurrence.occurred_on:
        raise rejected("bloc-later", dated=day_text(command.dated))


bloc: Decider[BlocCommand, Bloc, BlocEvent] = Decider(initial=NotEstablished(), evolve=evolve, decide=decide)

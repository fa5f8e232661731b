"""One organisation in the place of another (kế thừa): dissolved with its successors, both ends of each link together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from services.nominations.domain.organisation_changes import act_of, require_order
from services.nominations.domain.organisation_messages import (
    DissolveOrganisation,
    NameSuccessor,
    OrganisationDissolved,
    OrganisationEvent,
    OrganisationSucceeded,
    SucceedOrganisation,
    SuccessorNamed,
)
from services.nominations.domain.organisation_states import Ended, Registered
from services.nominations.domain.refusals import day_text, rejected
from shared.acts import Occurrence

SUCCESSORS_AT_ONCE: Final = 3
"""Each successor's stream is written together with the dissolution, and only so many streams can be; more are named later."""


def dissolve(command: DissolveOrganisation, state: Registered) -> Sequence[OrganisationEvent]:
    """End it as of a day after all that happened to it."""
    if state.ended is not None:
        if _same_end(command, state.ended):
            return []  # already so
        raise rejected("organisation-already-dissolved", since=day_text(state.ended.since))
    if command.organisation_id in command.successors:
        raise rejected("succession-cycle")
    if len(set(command.successors)) < len(command.successors):
        raise rejected("successor-twice")
    if len(command.successors) > SUCCESSORS_AT_ONCE:
        raise rejected("successors-at-once", most=str(SUCCESSORS_AT_ONCE))
    last = max([state.names[-1].since, state.parents[-1].since, *(one.since for one in state.predecessors)])
    require_order(command, state, last)
    return [
        OrganisationDissolved(
            act=act_of(command),
            organisation_id=command.organisation_id,
            successors=command.successors,
            since=command.since,
            resolution=command.resolution,
        )
    ]


def _same_end(command: DissolveOrganisation, ended: Ended) -> bool:
    """Whether it ended as *command* says; successors named later take nothing from that."""
    first = ended.successors[: len(command.successors)]
    return (ended.since, first, ended.resolution) == (command.since, command.successors, command.resolution)


def name_successor(command: NameSuccessor, state: Registered) -> Sequence[OrganisationEvent]:
    """Name one more successor of what has ended."""
    if state.ended is None:
        raise rejected("organisation-not-dissolved")
    if command.successor_id in state.ended.successors:
        return []  # already so
    if command.successor_id == command.organisation_id:
        raise rejected("succession-cycle")
    return [
        SuccessorNamed(
            act=act_of(command),
            organisation_id=command.organisation_id,
            successor_id=command.successor_id,
            since=state.ended.since,
            resolution=command.resolution,
        )
    ]


def succeed(command: SucceedOrganisation, state: Registered) -> Sequence[OrganisationEvent]:
    """
    Take over, if it stood on that day.

    It cannot be dissolved before or on a day on which it took over either, so along a line of succession the days only
    grow: no line comes back to where it began.
    """
    if command.predecessor_id in (one.predecessor_id for one in state.predecessors):
        return []  # already so
    if not state.stands_on(command.since):
        raise rejected("successor-not-standing", successor=state.name, since=day_text(command.since))
    return [
        OrganisationSucceeded(
            act=act_of(command),
            organisation_id=command.organisation_id,
            predecessor_id=command.predecessor_id,
            since=command.since,
        )
    ]


def succession(events: Sequence[OrganisationEvent]) -> Sequence[SucceedOrganisation]:
    """What successors are told when *events* are stored: both ends of a succession stand or fall together."""
    return [
        SucceedOrganisation(
            organisation_id=successor,
            predecessor_id=event.organisation_id,
            since=event.since,
            occurrence=Occurrence(
                occurred_on=event.act.occurred_on, basis=event.act.basis, document=event.act.document
            ),
        )
        for event in events
        if isinstance(event, OrganisationDissolved | SuccessorNamed)
        for successor in _successors(event)
    ]


def _successors(event: OrganisationDissolved | SuccessorNamed) -> tuple[str, ...]:
    return event.successors if isinstance(event, OrganisationDissolved) else (event.successor_id,)

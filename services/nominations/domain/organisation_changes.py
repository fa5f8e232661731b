"""Another name, another place in the tree: how a standing organisation changes, one day after the other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from services.nominations.domain.dissolved import hindrance
from services.nominations.domain.organisation_messages import (
    DissolveOrganisation,
    MoveOrganisation,
    OrganisationCommand,
    OrganisationEvent,
    OrganisationMoved,
    OrganisationRenamed,
    RenameOrganisation,
)
from services.nominations.domain.organisation_states import Registered
from services.nominations.domain.refusals import day_text, rejected
from shared.acts import Act, BrokenRule


def rename(command: RenameOrganisation, state: Registered) -> Sequence[OrganisationEvent]:
    """Give it another name, after the last one."""
    last = state.names[-1]
    if (last.name, last.since) == (command.name, command.since):
        return []  # already so
    if last.name == command.name:
        raise rejected("name-unchanged")
    require_order(command, state, last.since)
    return [
        OrganisationRenamed(
            act=act_of(command),
            organisation_id=command.organisation_id,
            name=command.name,
            former_name=last.name,
            since=command.since,
            resolution=command.resolution,
        )
    ]


def move(command: MoveOrganisation, state: Registered) -> Sequence[OrganisationEvent]:
    """Put it under another organisation, which neither was dissolved nor lies under it."""
    if state.parent_id == command.parent_id:
        return []  # already so
    if not command.parent_known:
        raise rejected("unknown-organisation", organisation_id=command.parent_id)
    if command.organisation_id in (command.parent_id, *command.parent_above):
        raise rejected("parent-below")
    require_order(command, state, state.parents[-1].since)
    case = f"organisation-{command.organisation_id}"
    against = hindrance(command.occurrence, case, "MoveOrganisation", command.ground, begins=command.since)
    return against.refusal or [
        OrganisationMoved(
            act=act_of(command, against.flags),
            organisation_id=command.organisation_id,
            parent_id=command.parent_id,
            since=command.since,
            resolution=command.resolution,
        )
    ]


def require_order(
    command: RenameOrganisation | MoveOrganisation | DissolveOrganisation, state: Registered, last: date
) -> None:
    """A change is entered once its day has come, counts after the last one, and for what stands on its day."""
    if command.since > command.occurrence.occurred_on:
        raise rejected("change-ahead", since=day_text(command.since))
    if not state.stands_on(command.since):
        raise rejected("organisation-not-standing", since=day_text(command.since))
    if command.since <= last:
        raise rejected("change-backwards", last=day_text(last))


def act_of(command: OrganisationCommand, broken: Sequence[BrokenRule] = ()) -> Act:
    """The act of *command* in the organisation's own case."""
    return command.occurrence.act(f"organisation-{command.organisation_id}", broken=broken)

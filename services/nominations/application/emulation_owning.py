"""Whose the things of emulation (thi đua) are, where a request does not name it."""

from __future__ import annotations

from typing import Any

from services.nominations.application.histories import Histories
from services.nominations.domain.bloc_messages import ChangeBlocMembers
from services.nominations.domain.bloc_states import Established
from services.nominations.domain.initiative_messages import (
    ApplyInitiative,
    CertifyReach,
    RecogniseInitiative,
)
from services.nominations.domain.initiative_states import Proposed
from services.nominations.domain.movement import Launched
from services.nominations.domain.movement_messages import (
    MergeMovement,
    NoteMovementAlias,
    TieMovement,
    UndoMerge,
)
from services.nominations.domain.task import Assigned
from services.nominations.domain.task_messages import AddEvidence, CompleteTask


def emulation_owner(known: Histories, command: Any) -> str | None:
    """The organisation whose thing *command* touches; None when the request named it or there is no such thing."""
    match command:
        case NoteMovementAlias() | TieMovement() | MergeMovement() | UndoMerge():
            movement = known.movement(command.movement_id)
            return movement.issuer_id if isinstance(movement, Launched) else None
        case ChangeBlocMembers():
            bloc = known.emulation.bloc(command.bloc_id)
            return bloc.organisation_id if isinstance(bloc, Established) else None
        case AddEvidence() | CompleteTask():
            task = known.emulation.task(command.task_id)
            return task.assignee_id if isinstance(task, Assigned) else None
        case ApplyInitiative() | RecogniseInitiative() | CertifyReach():
            initiative = known.emulation.initiative(command.initiative_id)
            return _of_initiative(initiative, command) if isinstance(initiative, Proposed) else None
    return None


def _of_initiative(
    initiative: Proposed, command: ApplyInitiative | RecogniseInitiative | CertifyReach
) -> str:
    """Applied, and recorded from paper, it is its unit's; whoever recognises or certifies does so for themselves."""
    match command:
        case RecogniseInitiative(recognised_by=organisation_id) | CertifyReach(certified_by=organisation_id):
            return initiative.unit_id if command.occurrence.recorded else organisation_id
    return initiative.unit_id

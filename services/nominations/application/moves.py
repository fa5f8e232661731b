"""The register of moves: in which volume the next one is entered, and what it is judged on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from typing import Any

from services.nominations.domain.moving import EnterMove, Volume
from services.nominations.domain.organisation import organisation
from services.nominations.domain.organisation_messages import OrganisationCommand, OrganisationMoved
from services.nominations.domain.organisation_states import Organisation, line_above
from shared.handling import CommandHandler
from shared.ids import is_stream, stream
from shared.values import dataclass


@dataclass(frozen=True, slots=True)
class Moves:
    """What is written beside a move; with folds of its own, for it stands beside the organisations' handler."""

    volumes: CommandHandler[EnterMove, Volume]
    organisations: CommandHandler[OrganisationCommand, Organisation]

    def beside(self, events: Sequence[Any]) -> tuple[str, EnterMove] | None:
        """The move among *events*, for the first volume that is not full: whoever writes to a later one saw it full."""
        moved = next((event for event in events if isinstance(event, OrganisationMoved)), None)
        if moved is None:
            return None
        names = (stream("moves", str(number)) for number in count(1))
        volume = next(name for name in names if not self.volumes.load(name).state.full)
        return volume, EnterMove(
            act=moved.act, organisation_id=moved.organisation_id, parent_id=moved.parent_id
        )

    def fill(self, command: EnterMove) -> EnterMove:
        """*command* with what lies above the new parent."""
        return replace(command, parent_above=line_above(command.parent_id, self._organisation))

    def _organisation(self, organisation_id: str) -> Organisation:
        name = f"organisation-{organisation_id}"
        return self.organisations.load(name).state if is_stream(name) else organisation.initial

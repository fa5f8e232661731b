"""Where the commands on emulation blocs (khối thi đua) go, and what they must be told of other streams."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from services.nominations.application.histories import Histories
from services.nominations.application.register_commands import Bodies
from services.nominations.domain.bloc_messages import ChangeBlocMembers, EstablishBloc
from shared.application import Route
from shared.ids import stream
from shared.values import dataclass


@dataclass(frozen=True, slots=True)
class BlocFilling:
    """Completes commands with what the register of organisations says."""

    bodies: Bodies

    def establish(self, command: EstablishBloc) -> EstablishBloc:
        """Which organisations named are not registered, and who stands."""
        seen = self.bodies(command.organisation_id, *command.members, command.head_id)
        return replace(command, unknown_organisations=seen.unknown, ground=seen.ground)

    def change(self, command: ChangeBlocMembers) -> ChangeBlocMembers:
        """The same of its members from then on; whoever left may be gone."""
        seen = self.bodies(*command.members, command.head_id)
        return replace(command, unknown_organisations=seen.unknown, ground=seen.ground)


def bloc_routes(known: Histories, bodies: Bodies) -> Mapping[type[Any], Route[Any]]:
    """Each command class of this part with its stream and handler."""
    fill, own = BlocFilling(bodies), known.emulation.blocs
    return {
        EstablishBloc: Route(own, _bloc, fill.establish),
        ChangeBlocMembers: Route(own, _bloc, fill.change),
    }


def _bloc(command: EstablishBloc | ChangeBlocMembers) -> str:
    return stream("bloc", command.bloc_id)

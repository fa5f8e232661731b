"""What commands on organisations and people are told of other streams; what a new act is told of dissolved ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from services.nominations.application.histories import Histories
from services.nominations.domain.dissolved import Gone, Ground, Heir
from services.nominations.domain.organisation_messages import (
    DissolveOrganisation,
    MoveOrganisation,
    NameSuccessor,
    RegisterOrganisation,
    RenameOrganisation,
)
from services.nominations.domain.organisation_states import Registered, heirs_on, line_above
from services.nominations.domain.person_messages import ChangePosition, EndPosition, RegisterPerson
from shared.application import Route
from shared.ids import stream
from shared.rules import RuleBook
from shared.values import dataclass


@dataclass(frozen=True, slots=True)
class Seen:
    """Some organisations as the register has them at this moment, each looked up once."""

    found: Mapping[str, Registered]
    unknown: tuple[str, ...]
    ground: Ground

    def level(self, organisation_id: str) -> str | None:
        """Its level; None when it is not registered."""
        return self.found[organisation_id].level if organisation_id in self.found else None


@dataclass(frozen=True, slots=True)
class Bodies:
    """Looks up organisations: which are not registered, which were dissolved, and who stands in their place now."""

    known: Histories
    rules: RuleBook

    def __call__(self, *organisations: str | None) -> Seen:
        """What is to be known of *organisations* before something new begins at them."""
        named = dict.fromkeys(name for name in organisations if name is not None)
        states = {name: self.known.organisation(name) for name in named}
        found = {name: state for name, state in states.items() if isinstance(state, Registered)}
        gone = [one for name, state in found.items() if (one := self._gone(name, state)) is not None]
        return Seen(
            found=found,
            unknown=tuple(name for name in named if name not in found),
            ground=Ground(gone=tuple(gone), rules=self.rules),
        )

    def _gone(self, organisation_id: str, found: Registered) -> Gone | None:
        if found.ended is None:
            return None
        heirs = heirs_on(organisation_id, date.max, self.known.organisation)
        return Gone(
            organisation_id=organisation_id,
            name=found.name,
            since=found.ended.since,
            heirs=tuple(Heir(organisation_id=name, name=self._name(name)) for name in heirs),
        )

    def _name(self, organisation_id: str) -> str:
        found = self.known.organisation(organisation_id)
        return found.name if isinstance(found, Registered) else organisation_id


@dataclass(frozen=True, slots=True)
class RegisterFilling:
    """Completes commands of the register (sổ tổ chức và cá nhân)."""

    known: Histories
    bodies: Bodies

    def organisation(self, command: RegisterOrganisation) -> RegisterOrganisation:
        """Whether the parent is registered and stands."""
        seen = self.bodies(command.parent_id)
        return replace(command, parent_known=bool(seen.found), ground=seen.ground)

    def move(self, command: MoveOrganisation) -> MoveOrganisation:
        """Whether the new parent is registered and stands, and what it lies under."""
        seen, above = self.bodies(command.parent_id), line_above(command.parent_id, self.known.organisation)
        return replace(command, parent_known=bool(seen.found), parent_above=above, ground=seen.ground)

    def person(self, command: RegisterPerson) -> RegisterPerson:
        """Whether the organisation is registered and stands."""
        seen = self.bodies(command.organisation_id)
        return replace(command, organisation_known=bool(seen.found), ground=seen.ground)

    def position(self, command: ChangePosition) -> ChangePosition:
        """Whether the organisation is registered and stands."""
        seen = self.bodies(command.organisation_id)
        return replace(command, organisation_known=bool(seen.found), ground=seen.ground)


def register_routes(known: Histories, bodies: Bodies) -> Mapping[type[Any], Route[Any]]:
    """Each command on organisations and people with its stream and handler."""
    fill = RegisterFilling(known, bodies)
    organisations, people = known.organisations, known.people
    return {
        RegisterOrganisation: Route(organisations, _organisation, fill.organisation),
        RenameOrganisation: Route(organisations, _organisation),
        MoveOrganisation: Route(organisations, _organisation, fill.move),
        DissolveOrganisation: Route(organisations, _organisation),
        NameSuccessor: Route(organisations, _organisation),
        RegisterPerson: Route(people, _person, fill.person),
        ChangePosition: Route(people, _person, fill.position),
        EndPosition: Route(people, _person),
    }


def _organisation(command: Any) -> str:
    return stream("organisation", command.organisation_id)


def _person(command: Any) -> str:
    return stream("person", command.person_id)

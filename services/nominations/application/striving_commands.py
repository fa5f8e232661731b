"""Where the commands on titles and initiatives go, and what they must be told of other streams."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from services.nominations.application.histories import Histories
from services.nominations.application.register_commands import Bodies
from services.nominations.domain.initiative_messages import (
    ApplyInitiative,
    CertifyReach,
    ProposeInitiative,
    RecogniseInitiative,
)
from services.nominations.domain.organisation_states import Registered
from services.nominations.domain.person_states import Serving
from services.nominations.domain.title_messages import RegisterTitles, WithdrawTitle
from services.nominations.domain.title_registration import titles_case
from shared.application import Route
from shared.ids import stream
from shared.rules import RuleBook
from shared.values import dataclass


@dataclass(frozen=True, slots=True)
class StrivingFilling:
    """Completes commands with what other streams and the rules say."""

    known: Histories
    rules: RuleBook
    bodies: Bodies

    def propose(self, command: ProposeInitiative) -> ProposeInitiative:
        """Whether the unit is registered and stands, and which authors are not registered."""
        seen = self.bodies(command.unit_id)
        return replace(
            command,
            unit_known=bool(seen.found),
            unknown_authors=tuple(one for one in command.authors if self._unit_of(one) is None),
            ground=seen.ground,
        )

    def recognise(self, command: RecogniseInitiative) -> RecogniseInitiative:
        """The level of whoever recognises, whether they stand, and the rules."""
        return replace(command, **self._issuer(command.recognised_by))

    def certify(self, command: CertifyReach) -> CertifyReach:
        """The level of whoever certifies, whether they stand, and the rules."""
        return replace(command, **self._issuer(command.certified_by))

    def register(self, command: RegisterTitles) -> RegisterTitles:
        """Which subjects are not registered, which people serve elsewhere, whether unit and collectives stand, the rules."""
        people = [one.subject_id for one in command.entries if one.kind == "individual"]
        collectives = [one.subject_id for one in command.entries if one.kind == "collective"]
        units = {person_id: self._unit_of(person_id) for person_id in people}
        seen = self.bodies(command.unit_id, *collectives)
        return replace(
            command,
            unit_known=command.unit_id in seen.found,
            unknown_subjects=(
                *(one for one, unit in units.items() if unit is None),
                *(one for one in collectives if one not in seen.found),
            ),
            of_other_units=tuple(one for one, unit in units.items() if unit not in (None, command.unit_id)),
            ground=seen.ground,
            rules=self.rules,
        )

    def _issuer(self, organisation_id: str) -> dict[str, Any]:
        level, ground = self._level(organisation_id), self.bodies(organisation_id).ground
        return {"registered_level": level, "ground": ground, "rules": self.rules}

    def _level(self, organisation_id: str) -> str | None:
        found = self.known.organisation(organisation_id)
        return found.level if isinstance(found, Registered) else None

    def _unit_of(self, person_id: str) -> str | None:
        found = self.known.person(person_id)
        return found.main.organisation_id if isinstance(found, Serving) else None


def striving_routes(known: Histories, rules: RuleBook, bodies: Bodies) -> Mapping[type[Any], Route[Any]]:
    """Each command class of this part with its stream and handler."""
    fill, own = StrivingFilling(known, rules, bodies), known.emulation
    return {
        ProposeInitiative: Route(own.initiatives, _initiative, fill.propose),
        ApplyInitiative: Route(own.initiatives, _initiative),
        RecogniseInitiative: Route(own.initiatives, _initiative, fill.recognise),
        CertifyReach: Route(own.initiatives, _initiative, fill.certify),
        RegisterTitles: Route(own.titles, _titles, fill.register),
        WithdrawTitle: Route(own.titles, _titles),
    }


def _initiative(command: Any) -> str:
    return stream("initiative", command.initiative_id)


def _titles(command: RegisterTitles | WithdrawTitle) -> str:
    return titles_case(command.unit_id, command.year)

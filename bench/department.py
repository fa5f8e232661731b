"""A department (sở) with its units, their people and a movement, as deeds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bench.bulk import Deed
from services.nominations.domain.movement import LaunchMovement, movement
from services.nominations.domain.organisation import organisation
from services.nominations.domain.organisation_messages import RegisterOrganisation
from services.nominations.domain.person import person
from services.nominations.domain.person_messages import RegisterPerson
from shared.acts import Occurrence
from shared.ids import derived_id

UNITS = 500
STAFF = 4
"""People of a unit."""

FIRST_DAY = date(2015, 1, 5)


@dataclass(frozen=True, slots=True)
class Department:
    """A department, by its *name*: its ids are known before it is written."""

    name: str
    units: int = UNITS

    @property
    def id(self) -> str:
        """Its id."""
        return self.named("department")

    @property
    def movement(self) -> str:
        """The id of its movement."""
        return self.named("movement")

    def unit(self, number: int) -> str:
        """The id of a unit."""
        return self.named("unit", str(number))

    def people(self, unit: int) -> list[str]:
        """The ids of a unit's people."""
        return [self.named("person", str(unit), str(number)) for number in range(STAFF)]

    def named(self, *parts: str) -> str:
        """The id of something of its own."""
        return derived_id("bench", self.name, *parts)

    def deeds(self) -> Iterator[Deed]:
        """How all of it came to be."""
        yield self._organisation(self.id, f"Sở {self.name}", None)
        yield Deed(f"movement-{self.movement}", movement, [self._launch()])
        for unit in range(self.units):
            yield self._organisation(self.unit(unit), f"Phòng {unit:03} {self.name}", self.id)
            for number, own_id in enumerate(self.people(unit)):
                yield self._person(own_id, f"Nguyễn Thị An {number}", self.unit(unit))

    def _organisation(self, own_id: str, name: str, parent: str | None) -> Deed:
        command = RegisterOrganisation(
            organisation_id=own_id,
            name=name,
            level="department" if parent is None else "unit",
            parent_id=parent,
            parent_known=True,
            valid_from=FIRST_DAY,
            occurrence=simulated(FIRST_DAY),
        )
        return Deed(f"organisation-{own_id}", organisation, [command])

    def _person(self, own_id: str, name: str, unit_id: str) -> Deed:
        command = RegisterPerson(
            person_id=own_id,
            name=name,
            organisation_id=unit_id,
            organisation_known=True,
            position="staff",
            position_since=FIRST_DAY,
            occurrence=simulated(FIRST_DAY),
        )
        return Deed(f"person-{own_id}", person, [command])

    def _launch(self) -> LaunchMovement:
        return LaunchMovement(
            movement_id=self.movement,
            name="Thi đua thực hiện văn hóa công sở",
            issuer_id=self.id,
            issuer_level="department",
            registered_level="department",
            launched_on=FIRST_DAY,
            occurrence=simulated(FIRST_DAY),
        )


def simulated(day: date) -> Occurrence:
    """An act that is said to have been done on *day*."""
    return Occurrence(occurred_on=day, basis="simulated")

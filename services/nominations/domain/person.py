"""Persons (cá nhân) with the position that decides which criteria apply to them; the name is sealed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, assert_never

from services.nominations.domain.refusals import rejected
from shared.acts import Act, Occurrence, filled
from shared.decider import Decider
from shared.privacy import personal

Position = Literal["leader", "head", "staff"]
"""Lãnh đạo Sở, lãnh đạo cấp phòng hoặc trung tâm, cán bộ – công chức – viên chức."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRegistered:
    """A person serves in an organisation, in a position since a day."""

    act: Act
    person_id: str
    name: str = personal()
    organisation_id: str
    position: Position
    position_since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterPerson:
    """Enter a person; `organisation_known` says whether the organisation is registered."""

    person_id: str
    name: str
    organisation_id: str
    position: Position
    position_since: date
    occurrence: Occurrence
    organisation_known: bool = filled(default=False)


@dataclass(frozen=True, slots=True)
class Stranger:
    """Nothing is known yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """Where the person serves; never the name, which may be erased."""

    organisation_id: str
    position: Position
    position_since: date


Person = Stranger | Serving


def evolve(_state: Person, event: PersonRegistered) -> Person:
    """The person after *event*."""
    return Serving(
        organisation_id=event.organisation_id,
        position=event.position,
        position_since=event.position_since,
    )


def decide(command: RegisterPerson, state: Person) -> Sequence[PersonRegistered]:
    """Register once, within a known organisation."""
    asked = Serving(
        organisation_id=command.organisation_id,
        position=command.position,
        position_since=command.position_since,
    )
    match state:
        case Serving() if state == asked:
            return []  # already so
        case Serving():
            raise rejected("person-exists")
        case Stranger():
            if not command.organisation_known:
                raise rejected("unknown-organisation", organisation_id=command.organisation_id)
            return [
                PersonRegistered(
                    act=command.occurrence.act(f"person-{command.person_id}"),
                    person_id=command.person_id,
                    name=command.name,
                    organisation_id=command.organisation_id,
                    position=command.position,
                    position_since=command.position_since,
                )
            ]
        case unreachable:
            assert_never(unreachable)


person: Decider[RegisterPerson, Person, PersonRegistered] = Decider(
    initial=Stranger(), evolve=evolve, decide=decide
)

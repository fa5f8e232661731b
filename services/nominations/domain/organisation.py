"""Organisations (tổ chức): ministries, provinces, departments, their units, boards; each its own stream."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, assert_never

from services.nominations.domain.refusals import rejected
from shared.acts import Act, Occurrence, filled
from shared.decider import Decider

Level = Literal["state", "ministry", "province", "department", "unit", "commune", "board"]
"""Cấp: nhà nước, bộ, tỉnh, sở, phòng hoặc đơn vị trực thuộc, xã, ban."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationRegistered:
    """An organisation exists from a day on, under a parent if it has one."""

    act: Act
    organisation_id: str
    name: str
    level: Level
    parent_id: str | None = None
    valid_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterOrganisation:
    """Enter an organisation; `parent_known` says whether the parent is registered."""

    organisation_id: str
    name: str
    level: Level
    parent_id: str | None = None
    valid_from: date
    occurrence: Occurrence
    parent_known: bool = filled(default=False)


@dataclass(frozen=True, slots=True)
class Unregistered:
    """Nothing is known yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """The organisation as registered."""

    name: str
    level: Level
    parent_id: str | None
    valid_from: date


Organisation = Unregistered | Registered


def evolve(_state: Organisation, event: OrganisationRegistered) -> Organisation:
    """The organisation after *event*."""
    return Registered(
        name=event.name, level=event.level, parent_id=event.parent_id, valid_from=event.valid_from
    )


def decide(command: RegisterOrganisation, state: Organisation) -> Sequence[OrganisationRegistered]:
    """Register once; the parent must be known."""
    asked = Registered(
        name=command.name, level=command.level, parent_id=command.parent_id, valid_from=command.valid_from
    )
    match state:
        case Registered() if state == asked:
            return []  # already so
        case Registered():
            raise rejected("organisation-exists")
        case Unregistered():
            if command.parent_id is not None and not command.parent_known:
                raise rejected("unknown-organisation", organisation_id=command.parent_id)
            return [
                OrganisationRegistered(
                    act=command.occurrence.act(f"organisation-{command.organisation_id}"),
                    organisation_id=command.organisation_id,
                    name=command.name,
                    level=command.level,
                    parent_id=command.parent_id,
                    valid_from=command.valid_from,
                )
            ]
        case unreachable:
            assert_never(unreachable)


organisation: Decider[RegisterOrganisation, Organisation, OrganisationRegistered] = Decider(
    initial=Unregistered(), evolve=evolve, decide=decide
)

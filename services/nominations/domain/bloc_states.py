"""What an emulation bloc (khối thi đua) consists of, year by year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from services.nominations.domain.bloc_messages import (
    BlocEstablished,
    BlocMembersChanged,
    ChangeBlocMembers,
    EstablishBloc,
)
from services.nominations.domain.refusals import day_text
from shared.acts import RuleUse
from shared.values import dataclass


@dataclass(frozen=True, slots=True)
class NotEstablished:
    """Nothing is known yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """Who belongs to the bloc from a year on and leads it, and the document that says so."""

    from_year: int
    members: tuple[str, ...]
    head_id: str
    number: str
    dated: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Established:
    """The bloc with all it ever consisted of, in the order of the documents."""

    organisation_id: str
    name: str
    compositions: tuple[Composition, ...]

    def in_year(self, year: int) -> Composition | None:
        """What it consists of in *year*: the last document on that year or one before it; None before the first."""
        return next((one for one in reversed(self.compositions) if one.from_year <= year), None)

    def outsiders(self, organisations: Sequence[str], year: int) -> tuple[str, ...]:
        """Those of *organisations* that are no members in *year*."""
        found = self.in_year(year)
        return tuple(one for one in organisations if found is None or one not in found.members)

    def rule(self, year: int) -> RuleUse:
        """How an event names who belongs to the bloc in *year*: the document that says so, else the first one."""
        found = self.in_year(year) or self.compositions[0]
        citation = f"{self.name}: văn bản số {found.number} ngày {day_text(found.dated)}"
        return RuleUse(rule="bloc-members/1", citation=citation, confirmed=True)


Bloc = NotEstablished | Established


def established_by(told: BlocEstablished | EstablishBloc) -> Established:
    """The bloc as it is told to be established."""
    return Established(
        organisation_id=told.organisation_id, name=told.name, compositions=(composition_of(told),)
    )


def composition_of(
    told: BlocEstablished | BlocMembersChanged | EstablishBloc | ChangeBlocMembers,
) -> Composition:
    """What is told of members and head."""
    return Composition(
        from_year=told.from_year,
        members=told.members,
        head_id=told.head_id,
        number=told.number,
        dated=told.dated,
    )

"""What is asked of an emulation bloc (khối thi đua) and what happened to it: its commands and events."""

from __future__ import annotations

from datetime import date

from services.nominations.domain.dissolved import Ground
from shared.acts import Act, ActRefused, Occurrence, filled
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class BlocEstablished:
    """
    An organisation established a bloc by the document `number` of `dated`, with its members from a year on.

    `head_id` is the member that leads it (trưởng khối).
    """

    act: Act
    bloc_id: str
    organisation_id: str
    name: str
    members: tuple[str, ...]
    head_id: str
    from_year: int
    number: str
    dated: date


@dataclass(frozen=True, slots=True, kw_only=True)
class BlocMembersChanged:
    """
    By a later document the bloc has these members and this head from a year on; `organisation_id` established it.

    `joined` and `left` are what that changes; the years before stay as they were.
    """

    act: Act
    bloc_id: str
    organisation_id: str
    members: tuple[str, ...]
    joined: tuple[str, ...]
    left: tuple[str, ...]
    head_id: str
    from_year: int
    number: str
    dated: date


BlocEvent = BlocEstablished | BlocMembersChanged | ActRefused


@dataclass(frozen=True, slots=True, kw_only=True)
class EstablishBloc:
    """Establish a bloc; filled in are the organisations named that are not registered, and who stands."""

    bloc_id: str
    organisation_id: str
    name: str
    members: tuple[str, ...]
    head_id: str
    from_year: int
    number: str
    dated: date
    occurrence: Occurrence
    unknown_organisations: tuple[str, ...] = filled(default=())
    ground: Ground = filled(default=Ground())


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeBlocMembers:
    """Have the bloc consist of these members from a year on; filled in as for one that is established."""

    bloc_id: str
    members: tuple[str, ...]
    head_id: str
    from_year: int
    number: str
    dated: date
    occurrence: Occurrence
    unknown_organisations: tuple[str, ...] = filled(default=())
    ground: Ground = filled(default=Ground())


BlocCommand = EstablishBloc | ChangeBlocMembers

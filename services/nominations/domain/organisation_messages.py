"""What is asked of an organisation (tổ chức) and what happened to it: its commands and events."""

from __future__ import annotations

from datetime import date
from typing import Final, Literal

from services.nominations.domain.dissolved import Ground
from shared.acts import Act, ActRefused, Occurrence, filled
from shared.values import dataclass

OwnLevel = Literal["state", "ministry", "province", "department", "unit", "commune", "board"]
"""Cấp: nhà nước, bộ, tỉnh, sở, phòng hoặc đơn vị trực thuộc, xã, ban."""

Level = Literal["state", "ministry", "province", "department", "unit", "commune", "board", "party"]
"""The same, and tổ chức đảng: a body outside that gives awards of its own, and never decides here."""

OUTSIDE: Final[frozenset[Level]] = frozenset({"party"})
"""Levels of bodies that are on record as issuers (cơ quan ngoài hệ thống) and have no council and no decision here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """
    The document (văn bản) that changed an organisation: its number and date.

    `confirmed` says whether somebody compared it with the official text; what nobody did stays marked as unconfirmed.
    """

    number: str
    dated: date
    confirmed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationRegistered:
    """An organisation exists from a day on, under a parent if it has one; version 2 added the level `party`."""

    act: Act
    organisation_id: str
    name: str
    level: Level
    parent_id: str | None = None
    valid_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationRenamed:
    """From the day `since` on the organisation has another name (đổi tên); what is older keeps the former one."""

    act: Act
    organisation_id: str
    name: str
    former_name: str
    since: date
    resolution: Resolution


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationMoved:
    """From the day `since` on the organisation lies under another one (chuyển về trực thuộc)."""

    act: Act
    organisation_id: str
    parent_id: str
    since: date
    resolution: Resolution


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationDissolved:
    """From the day `since` on the organisation no longer stands (giải thể); `successors` take over (kế thừa)."""

    act: Act
    organisation_id: str
    successors: tuple[str, ...]
    since: date
    resolution: Resolution


@dataclass(frozen=True, slots=True, kw_only=True)
class SuccessorNamed:
    """One more successor of an organisation dissolved as of `since` is known."""

    act: Act
    organisation_id: str
    successor_id: str
    since: date
    resolution: Resolution


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationSucceeded:
    """The organisation took over from another one that was dissolved as of `since`; stored together with that."""

    act: Act
    organisation_id: str
    predecessor_id: str
    since: date


OrganisationEvent = (
    OrganisationRegistered
    | OrganisationRenamed
    | OrganisationMoved
    | OrganisationDissolved
    | SuccessorNamed
    | OrganisationSucceeded
    | ActRefused
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterOrganisation:
    """Enter an organisation; `parent_known` says whether the parent is registered, `ground` whether it was dissolved."""

    organisation_id: str
    name: str
    level: Level
    parent_id: str | None = None
    valid_from: date
    occurrence: Occurrence
    parent_known: bool = filled(default=False)
    ground: Ground = filled(default=Ground())


@dataclass(frozen=True, slots=True, kw_only=True)
class RenameOrganisation:
    """Give an organisation another name from a day on."""

    organisation_id: str
    name: str
    since: date
    resolution: Resolution
    occurrence: Occurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveOrganisation:
    """
    Put an organisation under another one from a day on.

    Filled in are whether the new parent is registered, what it lies under, and whether it was dissolved.
    """

    organisation_id: str
    parent_id: str
    since: date
    resolution: Resolution
    occurrence: Occurrence
    parent_known: bool = filled(default=False)
    parent_above: tuple[str, ...] = filled(default=())
    ground: Ground = filled(default=Ground())


@dataclass(frozen=True, slots=True, kw_only=True)
class DissolveOrganisation:
    """Dissolve an organisation as of a day, with those that take over: several for a split, one for a merger, or none."""

    organisation_id: str
    successors: tuple[str, ...]
    since: date
    resolution: Resolution
    occurrence: Occurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class NameSuccessor:
    """Name one more successor of an organisation that is dissolved."""

    organisation_id: str
    successor_id: str
    resolution: Resolution
    occurrence: Occurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class SucceedOrganisation:
    """Note with the successor `organisation_id` whom it takes over from; given only beside the other's dissolution."""

    organisation_id: str
    predecessor_id: str
    since: date
    occurrence: Occurrence


OrganisationCommand = (
    RegisterOrganisation
    | RenameOrganisation
    | MoveOrganisation
    | DissolveOrganisation
    | NameSuccessor
    | SucceedOrganisation
)

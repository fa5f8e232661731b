"""What is asked of a person (cá nhân) and what happened to them: commands and events; the name is sealed."""

from __future__ import annotations

from datetime import date
from typing import Literal

from services.nominations.domain.dissolved import Ground
from services.nominations.domain.subject_request_messages import SubjectCommand, SubjectEvent
from shared.acts import Act, ActRefused, Occurrence, filled
from shared.privacy import personal
from shared.values import dataclass

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
class PositionChanged:
    """
    From the day `since` on the person has another main position, there or elsewhere (bổ nhiệm, điều động).

    With `concurrent` it is held beside the main one (kiêm nhiệm).
    """

    act: Act
    person_id: str
    organisation_id: str
    position: Position
    since: date
    concurrent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionEnded:
    """From the day `since` on the person no longer serves in the organisation (thôi công tác)."""

    act: Act
    person_id: str
    organisation_id: str
    since: date


PersonEvent = PersonRegistered | PositionChanged | PositionEnded | SubjectEvent | ActRefused


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterPerson:
    """Enter a person; filled in is whether the organisation is registered, and whether it was dissolved."""

    person_id: str
    name: str
    organisation_id: str
    position: Position
    position_since: date
    occurrence: Occurrence
    organisation_known: bool = filled(default=False)
    ground: Ground = filled(default=Ground())


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePosition:
    """
    Give a person another position from a day on: promote, transfer, or appoint beside the main one.

    Filled in is whether the organisation is registered, and whether it was dissolved.
    """

    person_id: str
    organisation_id: str
    position: Position
    since: date
    concurrent: bool = False
    occurrence: Occurrence
    organisation_known: bool = filled(default=False)
    ground: Ground = filled(default=Ground())


@dataclass(frozen=True, slots=True, kw_only=True)
class EndPosition:
    """Note that a person left an organisation as of a day."""

    person_id: str
    organisation_id: str
    since: date
    occurrence: Occurrence


PersonCommand = RegisterPerson | ChangePosition | EndPosition | SubjectCommand

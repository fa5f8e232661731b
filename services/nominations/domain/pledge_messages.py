"""What is asked of a pledge (giao ước thi đua) and what happened: its command and event."""

from __future__ import annotations

from datetime import date
from typing import Literal

from services.nominations.domain.dissolved import Ground
from shared.acts import Act, ActRefused, Occurrence, filled
from shared.privacy import restricted
from shared.values import dataclass

PledgeScope = Literal["within_unit", "between_units"]
"""Ký trong đơn vị, ký giữa các đơn vị của khối thi đua."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeSigned:
    """
    A pledge for a year was signed: by people and teams within a unit, or by the units of a bloc (khối thi đua).

    `organisation_id` is the unit, or the head of the bloc (trưởng khối), whose name is `bloc`.
    """

    act: Act
    pledge_id: str
    scope: PledgeScope
    organisation_id: str
    bloc: str | None = None
    year: int
    parties: tuple[str, ...]
    signed_on: date
    content: str = restricted()


PledgeEvent = PledgeSigned | ActRefused


@dataclass(frozen=True, slots=True, kw_only=True)
class SignPledge:
    """Note a pledge that was signed; filled in are the parties that are no part of the unit, or no organisation, and who stands."""

    pledge_id: str
    scope: PledgeScope
    organisation_id: str
    bloc: str | None = None
    year: int
    parties: tuple[str, ...]
    signed_on: date
    content: str
    occurrence: Occurrence
    organisation_known: bool = filled(default=False)
    strangers: tuple[str, ...] = filled(default=())
    ground: Ground = filled(default=Ground())

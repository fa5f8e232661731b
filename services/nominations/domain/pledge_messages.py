"""What is asked of a pledge (giao ước thi đua) and what happened: its command and event."""

from __future__ import annotations

from datetime import date
from typing import Literal

from services.nominations.domain.bloc_states import Bloc, NotEstablished
from services.nominations.domain.dissolved import Ground
from shared.acts import Act, ActRefused, Occurrence, filled
from shared.privacy import restricted
from shared.values import dataclass

PledgeScope = Literal["within_unit", "between_units"]
"""Ký trong đơn vị, ký giữa các đơn vị của khối thi đua."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeSigned:
    """
    A pledge for a year was signed: by people and teams within a unit, or by members of a bloc (khối thi đua).

    `organisation_id` is the unit, or who keeps the pledge for the bloc: a member, or whoever established it. `bloc` is how the
    bloc was called then; version 1 knew no more of it, version 2 added `bloc_id`.
    """

    act: Act
    pledge_id: str
    scope: PledgeScope
    organisation_id: str
    bloc_id: str | None = None
    bloc: str | None = None
    year: int
    parties: tuple[str, ...]
    signed_on: date
    content: str = restricted()


PledgeEvent = PledgeSigned | ActRefused


@dataclass(frozen=True, slots=True, kw_only=True)
class SignPledge:
    """Note a pledge that was signed; filled in are the bloc, the parties that are no part of the unit, or no organisation, and who stands."""

    pledge_id: str
    scope: PledgeScope
    organisation_id: str
    bloc_id: str | None = None
    year: int
    parties: tuple[str, ...]
    signed_on: date
    content: str
    occurrence: Occurrence
    bloc: Bloc = filled(default=NotEstablished())
    organisation_known: bool = filled(default=False)
    strangers: tuple[str, ...] = filled(default=())
    ground: Ground = filled(default=Ground())

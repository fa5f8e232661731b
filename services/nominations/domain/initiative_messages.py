"""What is asked of an initiative (sáng kiến) and what happened to it: its commands and events."""

from __future__ import annotations

from datetime import date
from typing import Literal

from services.nominations.domain.dissolved import Ground
from shared.acts import Act, ActRefused, Occurrence, filled
from shared.privacy import restricted
from shared.rules import RuleBook
from shared.values import dataclass

InitiativeLevel = Literal["unit", "department", "province", "ministry"]
"""Cấp công nhận sáng kiến: đơn vị, sở, tỉnh, bộ."""

ReachLevel = Literal["department", "province", "ministry", "state"]
"""Phạm vi ảnh hưởng, khả năng nhân rộng: trong sở, tỉnh, bộ, toàn quốc."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeProposed:
    """One or more people of a unit put an initiative forward (đăng ký sáng kiến) for a year."""

    act: Act
    initiative_id: str
    title: str
    authors: tuple[str, ...]
    unit_id: str
    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeApplied:
    """The initiative has been in use since a day, as the evidence named by its digest shows."""

    act: Act
    initiative_id: str
    since: date
    sha256: str
    benefit: str = restricted()


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeRecognised:
    """An organisation recognised the initiative at its level by a document (quyết định công nhận)."""

    act: Act
    initiative_id: str
    unit_id: str
    level: InitiativeLevel
    recognised_by: str
    number: str
    dated: date
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeReachCertified:
    """An organisation certified how far the initiative reaches or can be replicated (xác nhận phạm vi ảnh hưởng)."""

    act: Act
    initiative_id: str
    unit_id: str
    level: ReachLevel
    certified_by: str
    number: str
    dated: date
    sha256: str


InitiativeEvent = (
    InitiativeProposed | InitiativeApplied | InitiativeRecognised | InitiativeReachCertified | ActRefused
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeInitiative:
    """Put an initiative forward; filled in are whether the unit is known and stands, and which authors are not known."""

    initiative_id: str
    title: str
    authors: tuple[str, ...]
    unit_id: str
    year: int
    occurrence: Occurrence
    unit_known: bool = filled(default=False)
    unknown_authors: tuple[str, ...] = filled(default=())
    ground: Ground = filled(default=Ground())


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplyInitiative:
    """Note since when the initiative is in use."""

    initiative_id: str
    since: date
    sha256: str
    benefit: str
    occurrence: Occurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class RecogniseInitiative:
    """
    Recognise the initiative.

    `registered_level` is that of whoever recognises, None when it is not registered; `ground` whether it was dissolved.
    """

    initiative_id: str
    level: InitiativeLevel
    recognised_by: str
    number: str
    dated: date
    sha256: str
    occurrence: Occurrence
    registered_level: str | None = filled(default=None)
    ground: Ground = filled(default=Ground())
    rules: RuleBook = filled(default=RuleBook(()))


@dataclass(frozen=True, slots=True, kw_only=True)
class CertifyReach:
    """Certify the initiative's reach; `registered_level` is that of whoever certifies, `ground` whether it was dissolved."""

    initiative_id: str
    level: ReachLevel
    certified_by: str
    number: str
    dated: date
    sha256: str
    occurrence: Occurrence
    registered_level: str | None = filled(default=None)
    ground: Ground = filled(default=Ground())
    rules: RuleBook = filled(default=RuleBook(()))


InitiativeCommand = ProposeInitiative | ApplyInitiative | RecogniseInitiative | CertifyReach

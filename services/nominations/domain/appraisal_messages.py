"""Who appraises a dossier (thẩm định), where the office's own unit proposed it: what is asked and what happened."""

from __future__ import annotations

from shared.acts import Act, Occurrence, filled
from shared.privacy import restricted
from shared.rules import RuleBook
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """
    What ties an account to a unit: a role held there, or, with `role` None, that its person serves there.

    `above` are the organisations the unit lies under, the nearest first.
    """

    unit_id: str
    role: str | None
    above: tuple[str, ...] = ()

    @property
    def reaches(self) -> tuple[str, ...]:
        """The unit and all that it is part of."""
        return (self.unit_id, *self.above)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCaseFound:
    """Whoever was to appraise the dossier belongs to the unit that proposes it; `asked` is what they asked for."""

    act: Act
    nomination_id: str
    unit_id: str
    asked: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppraisingUnitNamed:
    """The director named another unit to appraise the dossier, and why."""

    act: Act
    nomination_id: str
    unit_id: str
    reason: str = restricted()


@dataclass(frozen=True, slots=True, kw_only=True)
class NameAppraisingUnit:
    """
    Have another unit appraise the dossier.

    Filled in are whether it is registered, what it lies under, and the rules.
    """

    nomination_id: str
    unit_id: str
    reason: str
    occurrence: Occurrence
    unit_known: bool = filled(default=False)
    unit_above: tuple[str, ...] = filled(default=())
    rules: RuleBook = filled(default=RuleBook(()))

"""Quotas (tỷ lệ): at most so many of those, as dated data, in exact arithmetic; an unstated rounding is nobody's guess."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, assert_never

from services.nominations.domain.criteria import Verdict
from shared.rules import DatedRule

Rounding = Literal["down", "up", "nearest", "unstated"]
"""Làm tròn xuống, lên, gần nhất (nửa thì lên); văn bản không nêu."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """
    At most `parts` of `of` of the `denominator`, among `scope`, in one `period`.

    `numerator` and `denominator` name what is counted: `cstd_co_so` of `lao_dong_tien_tien`.
    """

    scope: str
    period: Literal["year", "plan"]
    numerator: str
    denominator: str
    parts: int
    of: int
    rounding: Rounding

    def __post_init__(self) -> None:
        """Raises ValueError for a rate that is none."""
        if not 0 < self.parts <= self.of:
            raise ValueError(f"not a rate: {self.parts} of {self.of}")

    @property
    def rate(self) -> Fraction:
        """The share, exactly."""
        return Fraction(self.parts, self.of)


def most(quota: Quota, denominator: int) -> int | None:
    """The largest number the quota lets pass; None where only the rounding, which nobody stated, would tell."""
    exact = quota.rate * denominator
    match quota.rounding:
        case "down":
            return math.floor(exact)
        case "up":
            return math.ceil(exact)
        case "nearest":
            return math.floor(exact + Fraction(1, 2))
        case "unstated":
            return int(exact) if exact.denominator == 1 else None
        case unreachable:
            assert_never(unreachable)


def within(rule: DatedRule[Quota], numerator: int, denominator: int) -> Verdict:
    """
    Whether *numerator* of *denominator* keeps the quota; an unconfirmed quota needs a person.

    Where the rounding is not stated, what every rounding lets pass is met, and what none lets pass is not.
    """
    if not rule.confirmed or denominator < 0 or numerator < 0:
        return "needs_person"
    limit = most(rule.values, denominator)
    if limit is not None:
        return "met" if numerator <= limit else "not_met"
    exact = rule.values.rate * denominator
    if numerator <= math.floor(exact):
        return "met"
    return "not_met" if numerator > math.ceil(exact) else "needs_person"

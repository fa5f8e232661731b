"""Quotas (tỷ lệ): at most so many of those, as dated data, in exact arithmetic; an unstated rounding is nobody's guess."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Final, Literal, assert_never

from services.nominations.domain.organisation_messages import Level
from services.nominations.domain.organisation_states import Registered
from services.nominations.domain.quota_names import COUNTED
from shared.rules import DatedRule
from shared.texts import Text
from shared.values import dataclass

Rounding = Literal["down", "up", "nearest", "unstated"]
"""Làm tròn xuống, lên, gần nhất (nửa thì lên); văn bản không nêu."""

QuotaVerdict = Literal["within", "exceeded", "rounding_unstated", "figure_missing"]
"""Trong tỷ lệ, vượt tỷ lệ, văn bản không nêu cách làm tròn, thiếu số liệu."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """
    At most `parts` of `of` of the `denominator`, among `scope`, in one `period`.

    `numerator` and `denominator` name what is counted: `cstd_co_so` of `lao_dong_tien_tien`. It binds bodies of the `levels`,
    of any where there is none. `counted_by` is `group` where it holds for each group of posts (từng nhóm chức vụ, công
    việc) of a body, which no record tells apart.
    """

    scope: str
    period: Literal["year", "plan"]
    numerator: str
    denominator: str
    parts: int
    of: int
    rounding: Rounding
    levels: tuple[Level, ...] = ()
    counted_by: Literal["body", "group"] = "body"

    def __post_init__(self) -> None:
        """Raises ValueError for a rate that is none, and for what nobody knows how to call."""
        if not 0 < self.parts <= self.of:
            raise ValueError(f"not a rate: {self.parts} of {self.of}")
        for code in (self.numerator, self.denominator):
            if code not in COUNTED:
                raise ValueError(f"nothing is counted as {code}")

    @property
    def rate(self) -> Fraction:
        """The share, exactly."""
        return Fraction(self.parts, self.of)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a quota is held against: how many have it already, how many more are proposed, and of how many; None: nothing tells."""

    granted: int | None
    proposed: int
    denominator: int | None


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


def verdict_on(quota: Quota, figures: Figures) -> QuotaVerdict:
    """
    How *figures* stand to the quota: pure arithmetic, whether the quota is confirmed or not.

    What is proposed counts as if it were granted. Where the rounding is not stated, what every rounding lets pass is
    within, and what none lets pass exceeds. A figure that is missing is never within.
    """
    granted, denominator = figures.granted, figures.denominator
    if quota.counted_by == "group" or granted is None or denominator is None:
        return "figure_missing"
    number = granted + figures.proposed
    limit = most(quota, denominator)
    if limit is not None:
        return "within" if number <= limit else "exceeded"
    exact = quota.rate * denominator
    if number <= math.floor(exact):
        return "within"
    return "exceeded" if number > math.ceil(exact) else "rounding_unstated"


def binds(rule: DatedRule[Quota], body: Registered, year: int) -> bool:
    """Whether the quota is in force on some day of *year* and is one for *body*, by its level and its names of that year."""
    quota, first = rule.values, date(year, 1, 1)
    if rule.valid_from.year > year or (rule.valid_until is not None and rule.valid_until <= first):
        return False
    if quota.levels and body.level not in quota.levels:
        return False
    return rule.binds((body.name_on(first), *(one.name for one in body.names if one.since.year == year)))


def because(verdict: QuotaVerdict, missing: Text | None, *, confirmed: bool) -> Text:
    """The verdict in words; *missing* says what figure is, where one is. What is unconfirmed is a hint to a person."""
    said = (
        SAID[verdict]
        if missing is None
        else Text(f"Thiếu số liệu: {missing.vi}.", f"No figure: {missing.en}.")
    )
    return said if confirmed else Text(f"{said.vi} {UNCONFIRMED.vi}", f"{said.en} {UNCONFIRMED.en}")


SAID: Final[Mapping[QuotaVerdict, Text]] = {
    "within": Text("Trong tỷ lệ.", "Within the quota."),
    "exceeded": Text("Vượt tỷ lệ.", "The quota is exceeded."),
    "rounding_unstated": Text(
        "Không kết luận được: văn bản không nêu cách làm tròn.",
        "Cannot be decided: the source does not say how to round.",
    ),
    "figure_missing": Text("Thiếu số liệu.", "A figure is missing."),
}
UNCONFIRMED: Final = Text(
    "Tỷ lệ chưa được xác nhận: người có thẩm quyền xem xét.",
    "The quota is not confirmed: a person must judge.",
)

"""Who is next above (cấp trên trực tiếp có thẩm quyền) when whoever would decide may not: rules and organisations tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from services.awards.domain.rules import Authority
from shared.rules import RuleBook
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Superior:
    """An organisation above another one; name and level are None where unknown here, `dissolved_on` while it stands."""

    organisation_id: str
    name: str | None
    level: str | None
    dissolved_on: date | None = None

    def stands_on(self, day: date) -> bool:
        """Whether it has not been dissolved by *day*."""
        return self.dissolved_on is None or day < self.dissolved_on


def next_above(rules: RuleBook, on: date, superiors: Sequence[Superior]) -> Mapping[str, str]:
    """
    The facts that name the next authority: the nearest of *superiors* that stand at whose level somebody signs awards.

    Where no such organisation is known, they say that a person must settle it; nobody is guessed.
    """
    for superior in (one for one in superiors if one.stands_on(on)):
        at_level = (rule for rule in rules.every(Authority, on) if rule.values.level == superior.level)
        rule = next(at_level, None)
        if rule is not None:
            name = superior.name or superior.organisation_id
            return {
                "higher_vi": f"{rule.values.signatories_vi} ({name})",
                "higher_en": f"{rule.values.signatories_en} ({name})",
                "higher_id": superior.organisation_id,
            }
    return {
        "higher_vi": "cấp trên chưa xác định được, cần người có thẩm quyền xác định",
        "higher_en": "an authority not known here, which a person must name",
    }

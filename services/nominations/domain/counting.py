"""Whether an award may be a basis for a merit award (công trạng) at a higher level: sudden and thematic ones may not."""

from __future__ import annotations

from datetime import date
from typing import Literal

from services.nominations.domain.law import MeritCounting
from shared.acts import RuleUse
from shared.rules import RuleBook
from shared.values import dataclass

Counts = Literal["yes", "no", "needs_person"]


@dataclass(frozen=True, slots=True)
class Counting:
    """Whether it counts, and the rule that says so."""

    counts: Counts
    rule: RuleUse


def counts_for_merit(rules: RuleBook, day: date, commendation_type: str) -> Counting:
    """
    Whether an award of that kind, given on *day*, counts; only a confirmed rule answers, else a person does.

    Raises RuleMissing or RuleAmbiguous.
    """
    rule = rules.in_force(MeritCounting, day)
    if not rule.confirmed:
        return Counting("needs_person", rule.use)
    excluded = commendation_type in rule.values.excluded
    return Counting("no" if excluded else "yes", rule.use)

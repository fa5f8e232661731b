"""Rules as dated data: which rule of a kind holds on a day, with where it stands and whether that is confirmed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from services.nominations.domain.refusals import day_text, rejected
from shared.acts import RuleUse


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedRule:
    """
    One version of one rule.

    It holds from `valid_from` until the day before `valid_until`, for what `applies` names; `values` are its content.
    """

    rule: str
    version: int
    kind: str
    applies: Mapping[str, str] = field(default_factory=dict)
    valid_from: date
    valid_until: date | None = None
    citation: str
    confirmed: bool
    values: tuple[str, ...] = ()

    @property
    def use(self) -> RuleUse:
        """How an event names this rule."""
        return RuleUse(rule=f"{self.rule}/{self.version}", citation=self.citation, confirmed=self.confirmed)

    def holds(self, kind: str, day: date, subject: Mapping[str, str]) -> bool:
        """Whether this is the rule of *kind* for *subject* on *day*."""
        in_time = self.valid_from <= day and (self.valid_until is None or day < self.valid_until)
        return in_time and kind == self.kind and self.applies == subject


def rule_on(rules: Sequence[DatedRule], kind: str, day: date, **subject: str) -> DatedRule:
    """
    The one rule of *kind* that holds for *subject* on *day*.

    Raises Rejected `rule-missing` or `rule-ambiguous`: the program never guesses.
    """
    found = [rule for rule in rules if rule.holds(kind, day, subject)]
    if not found:
        raise rejected("rule-missing", kind=kind, day=day_text(day))
    if len(found) > 1:
        raise rejected("rule-ambiguous", kind=kind, day=day_text(day), count=str(len(found)))
    return found[0]

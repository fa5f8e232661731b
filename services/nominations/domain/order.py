"""The order in which things happen (trình tự): what is out of it is refused, and on paper recorded with a flag."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from services.nominations.domain.refusals import rejected
from shared.acts import BrokenRule, Occurrence, RuleUse
from shared.rules import RuleBook

NO_ORDER = RuleUse(rule="order/0", citation="Chưa có quy định", confirmed=False)
"""What a flag names where no rule is in force: an act on paper is recorded all the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepOrder:
    """Trình tự: what follows when something is asked for before its turn. Acts on paper are flagged, never refused."""

    then: Literal["refuse", "flag"]


class Ordered(Protocol):
    """A command that has its turn."""

    @property
    def occurrence(self) -> Occurrence:
        """When it happens, and on what ground."""

    @property
    def rules(self) -> RuleBook:
        """The rules."""


def out_of_order(command: Ordered, code: str, **facts: str) -> BrokenRule:
    """
    The flag for an act out of its turn; raises Rejected for one that is only now to be done and that the rule refuses.

    Where no rule on the order is in force that day, what is to be done is refused: nobody guesses that it may be.
    """
    rule = next(iter(command.rules.every(StepOrder, command.occurrence.occurred_on)), None)
    if not command.occurrence.recorded and (rule is None or rule.values.then == "refuse"):
        raise rejected(code, rule.citation if rule else "", **facts)
    return BrokenRule(code=code, rule=rule.use if rule else NO_ORDER, facts=facts)

"""The order in which things happen (trình tự), as a dated rule: what comes before its turn is refused, on paper flagged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, Protocol

from shared.acts import BrokenRule, Occurrence, RuleUse
from shared.errors import Rejected
from shared.rules import DatedRule, RuleBook
from shared.values import dataclass

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


def out_of_turn(
    command: Ordered, code: str, facts: Mapping[str, str], refusal: Callable[..., Rejected]
) -> BrokenRule:
    """
    The flag for an act out of its turn; raises the *refusal* of one that is only now to be done and that the rule refuses.

    Where no rule on the order is in force that day, what is to be done is refused: nobody guesses that it may be.
    *refusal* is called with code, citation and facts.
    """
    rule = _in_force(command)
    if not command.occurrence.recorded and (rule is None or rule.values.then == "refuse"):
        raise refusal(code, rule.citation if rule else "", **facts)
    return BrokenRule(code=code, rule=rule.use if rule else NO_ORDER, facts=facts)


def order_of(command: Ordered) -> RuleUse:
    """How an event names the rule on the order that is in force."""
    rule = _in_force(command)
    return rule.use if rule else NO_ORDER


def _in_force(command: Ordered) -> DatedRule[StepOrder] | None:
    return next(iter(command.rules.every(StepOrder, command.occurrence.occurred_on)), None)

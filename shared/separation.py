"""
Separation of duties (tách bạch nhiệm vụ): what follows when whoever does one thing in a case holds another part in it.

Which two duties stand apart, from when on, on what ground and what follows is dated data of each service (rules of the
kind `separation`); who holds which part, a service knows of its own cases. This file only brings the two together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final, Literal

from shared.acts import BrokenRule
from shared.rules import DatedRule, RuleBook
from shared.values import dataclass

Then = Literal["refuse", "needs_person", "flag", "show"]
"""Refused; not done until a person has settled it; done with a flag; done and told, for nothing is wrong with it."""

STOPPING: Final[tuple[Then, ...]] = ("refuse", "needs_person")
"""What keeps the act from being done, the plainest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Separation:
    """The duty judged, the part in the same case that it stands apart from, and what follows when one holds both."""

    duty: str
    apart_from: str
    then: Then


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part (phần việc) somebody has in the case, with the code and the facts in which their doing more is told."""

    duty: str
    code: str
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Clash:
    """Two duties that met, under the rule on them."""

    rule: DatedRule[Separation]
    broken: BrokenRule

    @property
    def then(self) -> Then:
        """What follows."""
        return self.rule.values.then


@dataclass(frozen=True, slots=True)
class Clashes:
    """Everything that one person's doing one thing meets with."""

    found: tuple[Clash, ...] = ()

    @property
    def against(self) -> tuple[BrokenRule, ...]:
        """What keeps the act from being done, what weighs most first; of an act done on paper these are flags."""
        return tuple(clash.broken for then in STOPPING for clash in self.found if clash.then == then)

    @property
    def flags(self) -> tuple[BrokenRule, ...]:
        """What the act is done with."""
        return tuple(clash.broken for clash in self.found if clash.then == "flag")

    @property
    def shown(self) -> tuple[DatedRule[Separation], ...]:
        """The rules that allow it and ask that it be told."""
        return tuple(clash.rule for clash in self.found if clash.then == "show")


def clashes(rules: RuleBook, on: date, duty: str, parts: Iterable[Part]) -> Clashes:
    """
    What doing *duty* on the day *on* meets with when one has *parts* in the case already.

    Raises RuleMissing or RuleAmbiguous when the rules do not say what follows from two duties that met: nobody guesses.
    """
    return Clashes(tuple(_clash(rules, on, duty, part) for part in parts))


def _clash(rules: RuleBook, on: date, duty: str, part: Part) -> Clash:
    rule = rules.in_force(Separation, on, duty=duty, apart_from=part.duty)
    return Clash(rule, BrokenRule(code=part.code, rule=rule.use, facts=part.facts))

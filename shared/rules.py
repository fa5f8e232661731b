"""Rules as dated data: which version of a rule is in force on a day, where it stands, and whether that is confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date
from typing import Any, Generic, TypeVar

from shared.acts import RuleUse
from shared.errors import Rejected
from shared.folding import words_of
from shared.texts import Text
from shared.values import dataclass

V = TypeVar("V")

RULE_MISSING = Text(
    "Chưa có quy định “{kind}” áp dụng cho ngày {day}; cần người có thẩm quyền bổ sung.",
    "No rule “{kind}” is on file for {day}; a person must supply it.",
)
RULE_AMBIGUOUS = Text(
    "Có {count} quy định “{kind}” cùng áp dụng cho ngày {day}; cần người có thẩm quyền xác định.",
    "{count} rules “{kind}” apply on {day}; a person must settle which.",
)


class RuleMissing(Rejected):
    """No rule of the kind is in force on the day: the program never guesses one."""

    code = "rule-missing"
    text = RULE_MISSING


class RuleAmbiguous(Rejected):
    """Several rules of the kind are in force on the day: the program never picks one."""

    code = "rule-ambiguous"
    text = RULE_AMBIGUOUS


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedRule(Generic[V]):
    """
    One version of one rule, its content in `values`.

    It is in force from `valid_from` until the day before `valid_until`, for exactly what `applies` names. Where there are
    `bodies`, it is a rule of theirs: it binds only who bears one of these names, and what lies below.
    """

    id: str
    version: int
    kind: str
    valid_from: date
    citation: str
    confirmed: bool
    values: V
    valid_until: date | None = None
    applies: Mapping[str, str] = field(default_factory=dict)
    bodies: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What events and other records call this version: `<id>/<version>`."""
        return f"{self.id}/{self.version}"

    @property
    def use(self) -> RuleUse:
        """How an event names this rule."""
        return RuleUse(rule=self.name, citation=self.citation, confirmed=self.confirmed)

    def holds(self, on: date, applies: Mapping[str, str]) -> bool:
        """Whether it is in force on the day *on* for what *applies* names."""
        return self.in_time(on) and self.applies == applies

    def in_time(self, on: date) -> bool:
        """Whether the day *on* lies within its validity."""
        return self.valid_from <= on and (self.valid_until is None or on < self.valid_until)

    def binds(self, names: Iterable[str]) -> bool:
        """Whether it is a rule for who bears *names*, however they are spelled; one without bodies is for everybody."""
        bound = [words_of(name) for name in self.bodies]
        return not bound or any(words_of(name) in bound for name in names)


@dataclass(frozen=True, slots=True)
class RuleBook:
    """
    All rules a service works by.

    `names` are those of a body and of what lies above it: only there are the rules of these bodies in force, and there in
    place of the general ones. Where nobody is named, only general rules are.
    """

    rules: tuple[DatedRule[Any], ...]
    names: tuple[str, ...] = ()

    def at(self, names: Iterable[str]) -> RuleBook:
        """The same rules, for a body: *names* are its own and those of what lies above it, the nearest first."""
        return RuleBook(self.rules, tuple(names))

    def in_force(self, kind: type[V], on: date, **applies: str) -> DatedRule[V]:
        """
        The one rule with values of class *kind* that is in force on the day *on* for what *applies* names.

        Raises RuleMissing or RuleAmbiguous.
        """
        return _only(_local([rule for rule in self._of(kind) if rule.holds(on, applies)]), kind.__name__, on)

    def version_of(self, kind: type[V], id: str, on: date) -> DatedRule[V]:  # noqa: A002  # the rule's own word
        """
        The one version of the rule *id* with values of class *kind* that is in force on the day *on*.

        Raises RuleMissing or RuleAmbiguous.
        """
        return _only([rule for rule in self._of(kind) if rule.id == id and rule.in_time(on)], id, on)

    def every(self, kind: type[V], on: date) -> tuple[DatedRule[V], ...]:
        """All rules with values of class *kind* that are in force on the day *on*, in the order they were read."""
        return _local([rule for rule in self._of(kind) if rule.in_time(on)])

    def _of(self, kind: type[V]) -> Iterator[DatedRule[V]]:
        return (rule for rule in self.rules if isinstance(rule.values, kind) and rule.binds(self.names))


def _local(found: Sequence[DatedRule[V]]) -> tuple[DatedRule[V], ...]:
    """*found* without the general rules in whose place there is one of the body's own."""
    own = [rule.applies for rule in found if rule.bodies]
    return tuple(rule for rule in found if rule.bodies or rule.applies not in own)


def _only(found: Sequence[DatedRule[V]], kind: str, on: date) -> DatedRule[V]:
    facts = {"kind": kind, "day": f"{on.day}/{on.month}/{on.year}", "count": str(len(found))}
    if not found:
        raise RuleMissing(facts=facts)
    if len(found) > 1:
        raise RuleAmbiguous(facts=facts)
    return found[0]

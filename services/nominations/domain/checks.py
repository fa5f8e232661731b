"""A rule held against an act: kept, or broken with the facts that say how."""

from __future__ import annotations

from collections.abc import Mapping

from shared.acts import BrokenRule, RuleUse
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """The rule that was applied and, when it is broken, the facts that fill the sentence of `code`."""

    code: str
    rule: RuleUse
    facts: Mapping[str, str] | None = None

    @property
    def broken(self) -> BrokenRule | None:
        """The flag, if the rule is broken."""
        return None if self.facts is None else BrokenRule(code=self.code, rule=self.rule, facts=self.facts)

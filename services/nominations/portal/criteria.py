"""What the rules say of the criteria of recognition (tiêu chuẩn công nhận), as the page of a model shows and asks it; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from services.nominations.domain.criteria import CriteriaSet
from services.nominations.domain.fact_names import ATTESTED
from services.nominations.domain.judging import AWARD
from shared.rules import DatedRule, RuleBook
from shared.texts import Text
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Criteria:
    """What the rules say of the criteria: each one's wording and facts by id and citation; and the sets themselves."""

    texts: Mapping[tuple[str, str], Text]
    facts: Mapping[tuple[str, str], Sequence[str]]
    sets: Sequence[DatedRule[CriteriaSet]]

    def attested(self, subject_kind: str, names: Sequence[str]) -> Sequence[str]:
        """
        The facts that papers attest, as a body asks for them of such subjects by rules of any day.

        *names* are those of the body and of what lies above it.
        """
        asked = [
            fact
            for rule in self.sets
            if rule.applies["subject"] == subject_kind and rule.binds(names)
            for one in rule.values.criteria
            for fact in one.facts
            if fact in ATTESTED
        ]
        return [*dict.fromkeys(asked)]


def criteria_in(rules: RuleBook) -> Criteria:
    """The criteria of every day: an old judgement is shown in the words of its own."""
    sets = [
        rule
        for rule in rules.rules
        if isinstance(rule.values, CriteriaSet) and rule.applies.get("award") == AWARD
    ]
    every = [one for rule in sets for one in rule.values.criteria]
    return Criteria(
        texts={(one.id, one.citation): one.text for one in every},
        facts={(one.id, one.citation): one.facts for one in every},
        sets=sets,
    )


def criterion_text(line: Mapping[str, Any], criteria: Criteria) -> Text:
    """The wording of a line's criterion; its id where no rule has it any more."""
    return criteria.texts.get(
        (line["criterion"], line["citation"]), Text(line["criterion"], line["criterion"])
    )


def untold(line: Mapping[str, Any], criteria: Criteria) -> Sequence[str]:
    """The facts that the line's criterion asks for and nothing told."""
    told = {fact["name"] for fact in line["facts"]}
    asked = criteria.facts.get((line["criterion"], line["citation"]), ())
    return [name for name in asked if name not in told]

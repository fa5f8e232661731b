"""Whether enough members attend a session, and of how many a share must agree: held against the rules of the vote."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from services.awards.domain.rules import OpenVote, Recusal
from shared.acts import BrokenRule, RuleUse
from shared.rules import DatedRule, RuleBook
from shared.values import dataclass


@dataclass(frozen=True, slots=True)
class Heads:
    """How many members there are, and how many of them attend."""

    members: int
    present: int


@dataclass(frozen=True, slots=True)
class Counted:
    """Who counts in the quorum, and in the number whose share must agree; with the rule that says so of the recused."""

    for_quorum: Heads
    for_threshold: Heads
    uses: tuple[RuleUse, ...] = ()


def counted(
    rules: RuleBook,
    on: date,
    vote_rule: str,
    members: Sequence[str],
    present: Sequence[str],
    recused: Sequence[str],
) -> Counted:
    """
    Who of *members* and of those *present* counts when *recused* take no part.

    Raises RuleMissing when somebody is recused and no rule says whether they count.
    """
    everybody = Heads(len(members), len(present))
    if not recused:
        return Counted(everybody, everybody)
    rule = rules.in_force(Recusal, on, vote_rule=vote_rule)
    absent = [member for member in recused if member not in present]
    others = Heads(everybody.members - len(recused), everybody.present - len(recused) + len(absent))
    return Counted(
        everybody if rule.values.in_quorum else others,
        everybody if rule.values.in_threshold else others,
        (rule.use,),
    )


def missing_quorum(rule: DatedRule[OpenVote], heads: Heads) -> BrokenRule | None:
    """The flag when fewer than the quorum attend."""
    needed = rule.values.quorum.of(heads.members)
    if heads.present >= needed:
        return None
    facts = {"present": str(heads.present), "members": str(heads.members), "needed": str(needed)}
    return BrokenRule(code="no-quorum", rule=rule.use, facts=facts)

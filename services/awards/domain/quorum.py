"""Whether enough members attend a session (số thành viên dự họp): held against the rule the council votes by."""

from __future__ import annotations

from collections.abc import Sequence

from services.awards.domain.rules import OpenVote
from shared.acts import BrokenRule
from shared.rules import DatedRule


def missing_quorum(
    rule: DatedRule[OpenVote], members: Sequence[str], present: Sequence[str]
) -> BrokenRule | None:
    """The flag when fewer than the quorum of *members* are *present*."""
    needed = rule.values.quorum.of(len(members))
    if len(present) >= needed:
        return None
    facts = {"present": str(len(present)), "members": str(len(members)), "needed": str(needed)}
    return BrokenRule(code="no-quorum", rule=rule.use, facts=facts)

"""The order in which things happen (trình tự): what is out of it is refused, and on paper recorded with a flag."""

from __future__ import annotations

from services.awards.domain.refusals import rejected
from shared.acts import BrokenRule
from shared.steporder import Ordered, out_of_turn


def out_of_order(command: Ordered, code: str, **facts: str) -> BrokenRule:
    """The flag for an act out of its turn; raises Rejected for one that is only now to be done, as the rule of the day says."""
    return out_of_turn(command, code, facts, rejected)

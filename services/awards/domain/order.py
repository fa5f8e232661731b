"""The order in which things happen (trình tự): what is out of it is refused, and on paper recorded with a flag."""

from __future__ import annotations

from services.awards.domain.refusals import rejected
from shared.acts import BrokenRule, Occurrence, RuleUse

ORDER = RuleUse(
    rule="order/1",
    citation="Trình tự họp và trao thưởng; chưa xác định được điều khoản, chờ người có thẩm quyền xác nhận",
    confirmed=False,
)


def out_of_order(occurrence: Occurrence, code: str, **facts: str) -> BrokenRule:
    """The flag for an act on paper; raises Rejected for one that is only now to be done."""
    if not occurrence.recorded:
        raise rejected(code, **facts)
    return BrokenRule(code=code, rule=ORDER, facts=facts)

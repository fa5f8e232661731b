"""What a plan asks for (nhiệm vụ): how many, until when, and where it says so. Figures come in with the plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

from services.nominations.domain.refusals import rejected
from shared.acts import RuleUse
from shared.values import dataclass

ObligationKind = Literal["register_models", "model_from_movement", "model_head", "select_models", "report"]
"""Đăng ký điển hình, điển hình phải từ phong trào, nêu người đứng đầu chịu trách nhiệm, lựa chọn điển hình, báo cáo."""

Reading = Literal["strict", "inclusive"]
""""Trước ngày": the day itself is late (strict) or still in time (inclusive)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """One thing the plan asks of those who carry it out, with the place in the plan where it stands."""

    kind: ObligationKind
    citation: str
    minimum: int | None = None
    maximum: int | None = None
    due_before: date | None = None
    reading: Reading = "strict"


def last_day(due_before: date | None, reading: Reading) -> date | None:
    """The last day that is in time; None when there is no deadline."""
    if due_before is None or reading == "inclusive":
        return due_before
    return due_before - timedelta(days=1)


def allows(obligation: Obligation, count: int) -> bool:
    """Whether *count* lies within the quota."""
    above = obligation.minimum is None or count >= obligation.minimum
    return above and (obligation.maximum is None or count <= obligation.maximum)


def range_facts(obligation: Obligation) -> dict[str, str]:
    """The quota's ends as facts of a refusal."""
    maximum = "∞" if obligation.maximum is None else str(obligation.maximum)
    return {"minimum": str(obligation.minimum or 0), "maximum": maximum}


def find(obligations: Sequence[Obligation], kind: ObligationKind) -> Obligation | None:
    """The obligation of *kind*, if the plan has one."""
    return next((obligation for obligation in obligations if obligation.kind == kind), None)


def require_sound(obligations: Sequence[Obligation]) -> None:
    """Raises Rejected when a kind stands twice or a range is empty."""
    seen: set[str] = set()
    for obligation in obligations:
        if obligation.kind in seen:
            raise rejected("obligation-twice", kind=obligation.kind)
        seen.add(obligation.kind)
        low = 0 if obligation.minimum is None else obligation.minimum
        if low < 0 or (obligation.maximum is not None and obligation.maximum < low):
            raise rejected("obligation-range", kind=obligation.kind)


def rule_of(plan_title: str, part: str, rule: str) -> RuleUse:
    """How an event names a rule that stands in the plan called *plan_title* at *part*."""
    citation = f"{plan_title}, {part}" if part else plan_title
    return RuleUse(rule=rule, citation=citation, confirmed=True)

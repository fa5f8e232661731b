"""What commands on plans and tasks must be told of the plans above them."""

from __future__ import annotations

from services.nominations.application.histories import Histories
from services.nominations.domain.plan import Drafted, Issued, Plan
from services.nominations.domain.plan_messages import KnownParent


def parent_of(plan: Plan) -> str | None:
    """The plan of the register that *plan* carries out, if there is one."""
    match plan:
        case Drafted(parent_plan_id=parent_plan_id) | Issued(draft=Drafted(parent_plan_id=parent_plan_id)):
            return parent_plan_id
    return None


def known_parent(known: Histories, plan_id: str | None) -> KnownParent | None:
    """The plan *plan_id* as a parent; None when there is none of that id."""
    plan = None if plan_id is None else known.plan(plan_id)
    match plan:
        case Drafted():
            draft, title, issued, dated = plan, plan.title, False, None
        case Issued():
            draft, title, issued, dated = plan.draft, plan.title, True, plan.dated
        case _:
            return None
    return KnownParent(
        title=title, issued=issued, dated=dated, period_from=draft.period_from, period_to=draft.period_to
    )

"""A plan and the one above it (kế hoạch cấp trên): not older than its parent, and of its parent's period."""

from __future__ import annotations

from services.nominations.domain.plan_messages import DraftPlan, IssuePlan, KnownParent, ParentPlan
from services.nominations.domain.refusals import day_text, rejected
from services.nominations.domain.rules import PlanHierarchy
from shared.acts import BrokenRule, RuleUse


def outside(parent: ParentPlan) -> KnownParent:
    """A parent that is no plan of this register, as the plan itself cites it."""
    return KnownParent(
        title=f"{parent.number} ngày {day_text(parent.dated)}",
        issued=True,
        dated=parent.dated,
        period_from=parent.period_from,
        period_to=parent.period_to,
    )


def require_one_parent(command: DraftPlan) -> None:
    """Raises Rejected when two parents are named, or one that is not in the register."""
    if command.parent is not None and command.parent_plan_id is not None:
        raise rejected("parent-twice")
    if command.parent_plan_id is not None and command.known_parent is None:
        raise rejected("parent-plan-unknown", parent_plan_id=command.parent_plan_id)


def broken_period(command: DraftPlan) -> list[BrokenRule]:
    """The rule broken by the draft's period; nothing where the parent's period is not known."""
    parent = _parent_of_draft(command)
    if parent is None or parent.period_from is None or parent.period_to is None:
        return []
    if (command.period_from, command.period_to) == (parent.period_from, parent.period_to):
        return []
    rule = command.rules.in_force(PlanHierarchy, command.occurrence.occurred_on)
    inside = parent.period_from <= command.period_from and command.period_to <= parent.period_to
    if rule.values.period == "within" and inside:
        return []
    facts = {
        "period": f"{command.period_from}–{command.period_to}",
        "parent_period": f"{parent.period_from}–{parent.period_to}",
        "parent": parent.title,
    }
    return [BrokenRule(code="plan-period-differs", rule=rule.use, facts=facts)]


def broken_order(command: IssuePlan, cited: ParentPlan | None) -> list[BrokenRule]:
    """The rule broken by the day the plan is dated; *cited* is the parent outside the register, if it has one."""
    parent = outside(cited) if cited is not None else command.known_parent
    if parent is None:
        return []
    if not parent.issued:
        return [BrokenRule(code="parent-not-issued", rule=_rule(command), facts={"parent": parent.title})]
    if parent.dated is None or command.dated is None or parent.dated <= command.dated:
        return []
    facts = {
        "dated": day_text(command.dated),
        "parent": parent.title,
        "parent_dated": day_text(parent.dated),
    }
    return [BrokenRule(code="plan-before-parent", rule=_rule(command), facts=facts)]


def _rule(command: IssuePlan) -> RuleUse:
    return command.rules.in_force(PlanHierarchy, command.occurrence.occurred_on).use


def _parent_of_draft(command: DraftPlan) -> KnownParent | None:
    return outside(command.parent) if command.parent is not None else command.known_parent

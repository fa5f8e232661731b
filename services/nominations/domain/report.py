"""A unit's reports that a plan asks for (báo cáo theo kế hoạch): one stream per plan and unit, the first one and what supplements it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from services.nominations.domain.digests import require_digest
from services.nominations.domain.obligation import Obligation, find, last_day, rule_of
from services.nominations.domain.plan import Issued, Unplanned
from services.nominations.domain.refusals import day_text, rejected
from services.nominations.domain.report_messages import ReportSubmitted, SubmitReport
from shared.acts import BrokenRule
from shared.decider import Decider
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One document that was sent."""

    number: str
    dated: date
    sha256: str


Reports = tuple[Report, ...]
"""In the order in which they were sent."""


def evolve(state: Reports, event: ReportSubmitted) -> Reports:
    """The unit's reports after *event*."""
    return (*state, _report(event))


def decide(command: SubmitReport, state: Reports) -> Sequence[ReportSubmitted]:
    """Take the report of a unit that the plan names; late is flagged, what comes after the first supplements it."""
    require_digest(command.sha256)
    asked = _report(command)
    if asked in state:
        return []  # already so
    if any((one.number, one.dated) == (asked.number, asked.dated) for one in state):
        raise rejected("report-differs", number=command.number, dated=day_text(command.dated))
    plan = _issued(command)
    duty = find(plan.draft.obligations, "report")
    if duty is None:
        raise rejected("report-not-asked")
    if command.dated > command.occurrence.occurred_on:
        raise rejected("report-dated-later", dated=day_text(command.dated))
    broken = [*_stranger(command, plan), *([] if state else _late(command, plan, duty))]
    rule = rule_of(plan.title, duty.citation, "plan-report/1")
    return [
        ReportSubmitted(
            act=command.occurrence.act(f"plan-{command.plan_id}", [rule], broken),
            plan_id=command.plan_id,
            unit_id=command.unit_id,
            organisation_id=plan.draft.organisation_id,
            standing="supplement" if state else "first",
            number=command.number,
            dated=command.dated,
            sha256=command.sha256,
        )
    ]


def _issued(command: SubmitReport) -> Issued:
    if isinstance(command.plan, Unplanned):
        raise rejected("plan-not-found")
    if not isinstance(command.plan, Issued):
        raise rejected("plan-not-issued")
    return command.plan


def _stranger(command: SubmitReport, plan: Issued) -> list[BrokenRule]:
    """The flag of a report on paper from a unit the plan does not name; raises Rejected for any other such report."""
    if command.unit_id in plan.draft.participants:
        return []
    if not command.occurrence.recorded:
        raise rejected("unit-not-participant")
    rule = rule_of(plan.title, "", "plan-participants/1")
    return [BrokenRule(code="unit-not-participant", rule=rule, facts={})]


def _late(command: SubmitReport, plan: Issued, duty: Obligation) -> list[BrokenRule]:
    last, day = last_day(duty.due_before, duty.reading), command.occurrence.occurred_on
    if last is None or day <= last:
        return []
    rule = rule_of(plan.title, duty.citation, "plan-deadline/1")
    facts = {"sent_on": day_text(day), "last_day": day_text(last)}
    return [BrokenRule(code="report-late", rule=rule, facts=facts)]


def _report(told: ReportSubmitted | SubmitReport) -> Report:
    return Report(number=told.number, dated=told.dated, sha256=told.sha256)


report: Decider[SubmitReport, Reports, ReportSubmitted] = Decider(initial=(), evolve=evolve, decide=decide)

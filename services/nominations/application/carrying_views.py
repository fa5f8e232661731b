"""The read models of plans being carried out: the register of plans."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from services.nominations.application.wording import WORDS, beginnings_of
from services.nominations.domain.obligation import last_day
from services.nominations.domain.plan_messages import PlanDrafted, PlanIssued
from services.nominations.domain.task_messages import TaskAssigned, TaskCompleted, TaskEvidenced
from shared.messages import Json, RecordedEvent
from shared.views import View


def plan_keys(recorded: RecordedEvent[Any]) -> Iterable[str]:
    """One row per plan."""
    return [recorded.event.plan_id] if isinstance(recorded.event, PlanDrafted | PlanIssued) else []


def project_plan(row: Json | None, recorded: RecordedEvent[PlanDrafted | PlanIssued]) -> Json | None:
    """What a list of plans tells: whose it is, what it carries out, whether it is issued."""
    event = recorded.event
    if isinstance(event, PlanDrafted):
        return {
            "plan_id": event.plan_id,
            "title": event.title,
            "organisation_id": event.organisation_id,
            "parent_plan_id": event.parent_plan_id,
            "period_from": event.period_from,
            "period_to": event.period_to,
            "criteria": len(event.criteria),
            "process_steps": len(event.process),
            "state": "drafted",
            "number": None,
            "dated": None,
            WORDS: beginnings_of([event.title]),
        }
    dated = None if event.dated is None else event.dated.isoformat()
    return None if row is None else {**row, "state": "issued", "number": event.number, "dated": dated}


def task_keys(recorded: RecordedEvent[Any]) -> Iterable[str]:
    """One row per task."""
    told = TaskAssigned | TaskEvidenced | TaskCompleted
    return [recorded.event.task_id] if isinstance(recorded.event, told) else []


def project_task(
    row: Json | None, recorded: RecordedEvent[TaskAssigned | TaskEvidenced | TaskCompleted]
) -> Json | None:
    """Whose task it is, until when it is in time, and when it was done."""
    event = recorded.event
    if isinstance(event, TaskAssigned):
        last = last_day(event.due_before, event.reading)
        return {
            "task_id": event.task_id,
            "plan_id": event.plan_id,
            "assigner_id": event.assigner_id,
            "assignee_id": event.assignee_id,
            "scopes": sorted({event.assigner_id, event.assignee_id}),
            "content": event.content,
            "citation": event.citation,
            "due_text": event.due_text,
            "last_day": None if last is None else last.isoformat(),
            "evidence": 0,
            "completed_on": None,
            WORDS: beginnings_of([event.content]),
        }
    if row is None:
        return None
    if isinstance(event, TaskEvidenced):
        return {**row, "evidence": row["evidence"] + 1}
    return {**row, "completed_on": event.completed_on.isoformat()}


TASKS = View(
    name="tasks",
    keys=task_keys,
    project=project_task,
    indexes=(
        ("scopes", "last_day"),
        ("assignee_id", "last_day"),
        ("plan_id", "last_day"),
        (WORDS, "last_day"),
    ),
    form=2,
)
PLANS = View(
    name="plans",
    keys=plan_keys,
    project=project_plan,
    indexes=(("parent_plan_id",), ("organisation_id",), (WORDS,)),
    form=2,
)
VIEWS = (PLANS, TASKS)

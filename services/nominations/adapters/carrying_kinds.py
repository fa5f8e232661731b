"""The part of the catalogue on carrying plans out (triển khai kế hoạch): tasks, reports, and how older plans are read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.nominations.domain.report_messages import ReportSubmitted
from services.nominations.domain.task_messages import TaskAssigned, TaskCompleted, TaskEvidenced
from shared.catalogue import EventKind
from shared.texts import Text

KINDS = (
    EventKind(
        TaskAssigned,
        Text("Một tổ chức được giao nhiệm vụ theo kế hoạch.", "An organisation was given a task of a plan."),
        Text(
            "{assigner_id} giao {assignee_id} nhiệm vụ “{content}” ({citation} của {plan_id})",
            "{assigner_id} gave {assignee_id} the task “{content}” ({citation} of {plan_id})",
        ),
    ),
    EventKind(
        TaskEvidenced,
        Text("Có văn bản minh chứng cho nhiệm vụ.", "A document shows work on a task."),
        Text(
            "{actor} nêu minh chứng số {number} ngày {dated}: {title}",
            "{actor} showed the document {number} of {dated}: {title}",
        ),
    ),
    EventKind(
        TaskCompleted,
        Text("Một nhiệm vụ đã hoàn thành.", "A task was done."),
        Text(
            "{actor} ghi nhận nhiệm vụ hoàn thành ngày {completed_on}",
            "{actor} noted that the task was done on {completed_on}",
        ),
    ),
    EventKind(
        ReportSubmitted,
        Text("Một đơn vị gửi báo cáo theo kế hoạch.", "A unit sent the report that a plan asks for."),
        Text(
            "{actor} gửi {standing} của {unit_id} số {number} ngày {dated} theo {plan_id}",
            "{actor} sent {standing} of {unit_id}, number {number} of {dated}, under {plan_id}",
        ),
    ),
)

VALUES: Mapping[str, Mapping[str, Text]] = {
    "standing": {
        "first": Text("báo cáo", "the report"),
        "supplement": Text("báo cáo bổ sung", "a supplement to the report"),
    },
}
"""What the values of a field are called in a sentence."""


def plan_without_register(data: dict[str, Any]) -> dict[str, Any]:
    """Version 1 of PlanDrafted as version 2: its parent stood outside the register and had no period."""
    parent = data.get("parent")
    within = None if parent is None else {**parent, "period_from": None, "period_to": None}
    return {**data, "parent": within, "parent_plan_id": None, "criteria": [], "process": []}

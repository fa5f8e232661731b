"""What is offered around plans being carried out, over HTTP and RPC."""

from __future__ import annotations

from collections.abc import Sequence

from services.nominations.application import carrying_answers as answers
from services.nominations.application import report_answers
from services.nominations.application.answers import OnePlan
from services.nominations.domain.report_messages import SubmitReport
from services.nominations.domain.task_messages import AddEvidence, AssignTask, CompleteTask
from shared.endpoints import CommandEndpoint, QueryEndpoint
from shared.texts import Text

COMMANDS: Sequence[CommandEndpoint] = (
    CommandEndpoint(
        name="assign-task",
        path="/tasks",
        command=AssignTask,
        permission="task.assign",
        summary=Text("Giao một nhiệm vụ theo kế hoạch", "Assign a task of a plan"),
        creates="task_id",
        scope="assigner_id",
    ),
    CommandEndpoint(
        name="add-evidence",
        path="/tasks/{task_id}/evidence",
        command=AddEvidence,
        permission="task.report",
        summary=Text("Nêu văn bản minh chứng cho nhiệm vụ", "Show work on the task by a document"),
    ),
    CommandEndpoint(
        name="complete-task",
        path="/tasks/{task_id}/complete",
        command=CompleteTask,
        permission="task.report",
        summary=Text("Ghi nhận nhiệm vụ hoàn thành", "Note that the task is done"),
    ),
    CommandEndpoint(
        name="submit-report",
        path="/plans/{plan_id}/reports/{unit_id}",
        command=SubmitReport,
        permission="report.submit",
        summary=Text(
            "Gửi báo cáo theo kế hoạch, hoặc báo cáo bổ sung",
            "Send the report that the plan asks for, or a supplement to it",
        ),
        scope="unit_id",
    ),
)

QUERIES: Sequence[QueryEndpoint] = (
    QueryEndpoint(
        name="list-tasks",
        path="/tasks",
        params=answers.TasksAsked,
        result=answers.TaskRow,
        permission="task.read",
        summary=Text("Nhiệm vụ đến hạn, quá hạn", "Tasks due and overdue"),
        paged=True,
        views=("tasks",),
    ),
    QueryEndpoint(
        name="list-obligations",
        path="/obligations",
        params=answers.ObligationsAsked,
        result=answers.ObligationRow,
        permission="registration.read",
        summary=Text(
            "Việc kế hoạch yêu cầu: đã có, còn thiếu, quá hạn của ai",
            "What plans ask for: what has come, what is missing or overdue, and whose",
        ),
        paged=True,
        views=("obligations",),
    ),
    QueryEndpoint(
        name="plan-report",
        path="/plans/{plan_id}/reports/{unit_id}",
        params=report_answers.OneReport,
        result=report_answers.ReportItem,
        permission="registration.read",
        summary=Text("Báo cáo một đơn vị đã gửi theo kế hoạch", "What a unit reported under a plan"),
    ),
    QueryEndpoint(
        name="task",
        path="/tasks/{task_id}",
        params=answers.OneTask,
        result=answers.TaskItem,
        permission="task.read",
        summary=Text("Một nhiệm vụ và minh chứng", "One task with its evidence"),
    ),
    QueryEndpoint(
        name="list-plans",
        path="/plans",
        params=answers.PlansAsked,
        result=answers.PlanRow,
        permission="plan.read",
        summary=Text("Danh sách kế hoạch", "Plans"),
        paged=True,
        views=("plans",),
    ),
    QueryEndpoint(
        name="plan-graph",
        path="/plans/{plan_id}/graph",
        params=OnePlan,
        result=answers.PlanGraph,
        permission="plan.read",
        summary=Text("Kế hoạch cấp trên và cấp dưới", "The plans above and below a plan"),
        views=("plans",),
    ),
    QueryEndpoint(
        name="plan-carrying-out",
        path="/plans/{plan_id}/carrying-out",
        params=OnePlan,
        result=answers.CarryingOutItem,
        permission="plan.read",
        summary=Text(
            "Đơn vị nào đã có kế hoạch riêng, có tiêu chí và quy trình",
            "Who has a plan of their own, with a criterion and a process",
        ),
        views=("plans",),
    ),
)

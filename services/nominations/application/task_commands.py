"""Where the commands on tasks go, and what they must be told of other streams."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from services.nominations.application.histories import Histories
from services.nominations.application.register_commands import Bodies
from services.nominations.domain.organisation_states import heirs_on
from services.nominations.domain.plan import Drafted, Issued
from services.nominations.domain.task import Assigned
from services.nominations.domain.task_messages import AddEvidence, AssignTask, CompleteTask
from shared.application import Route
from shared.ids import stream
from shared.values import dataclass


@dataclass(frozen=True, slots=True)
class TaskFilling:
    """Completes commands with what other streams say."""

    known: Histories
    bodies: Bodies

    def assign(self, command: AssignTask) -> AssignTask:
        """The plan, whose it is on the day, and which organisations are not registered or do not stand."""
        plan = self.known.plan(command.plan_id)
        draft = plan.draft if isinstance(plan, Issued) else plan
        seen = self.bodies(command.assigner_id, command.assignee_id)
        return replace(
            command,
            plan_known=isinstance(draft, Drafted),
            plan_title=plan.title if isinstance(plan, Issued) else None,
            plan_owner=self._owner(draft, command) if isinstance(draft, Drafted) else None,
            unknown_organisations=seen.unknown,
            ground=seen.ground,
        )

    def _owner(self, draft: Drafted, command: AssignTask) -> str | None:
        """Whose the plan is: who issued it, or one of those that took over from it by then."""
        heirs = heirs_on(draft.organisation_id, command.occurrence.occurred_on, self.known.organisation)
        return command.assigner_id if command.assigner_id in heirs else next(iter(heirs), None)

    def complete(self, command: CompleteTask) -> CompleteTask:
        """How the task's plan is cited."""
        task = self.known.emulation.task(command.task_id)
        plan = self.known.plan(task.plan_id) if isinstance(task, Assigned) else None
        return replace(command, plan_title=plan.title if isinstance(plan, Drafted | Issued) else "")


def task_routes(known: Histories, bodies: Bodies) -> Mapping[type[Any], Route[Any]]:
    """Each command class on tasks with its stream and handler."""
    fill, tasks = TaskFilling(known, bodies), known.emulation.tasks
    return {
        AssignTask: Route(tasks, _task, fill.assign),
        AddEvidence: Route(tasks, _task),
        CompleteTask: Route(tasks, _task, fill.complete),
    }


def _task(command: Any) -> str:
    return stream("task", command.task_id)

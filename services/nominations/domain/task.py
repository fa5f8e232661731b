"""Tasks of a plan (nhiệm vụ được giao): assigned to an organisation, shown by documents, done in time or late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Literal, assert_never

from services.nominations.domain.digests import require_digest
from services.nominations.domain.dissolved import hindrance
from services.nominations.domain.obligation import Reading, last_day, rule_of
from services.nominations.domain.order import out_of_order
from services.nominations.domain.refusals import day_text, rejected
from services.nominations.domain.task_messages import (
    AddEvidence,
    AssignTask,
    CompleteTask,
    TaskAssigned,
    TaskCommand,
    TaskCompleted,
    TaskEvent,
    TaskEvidenced,
)
from shared.acts import BrokenRule
from shared.decider import Decider
from shared.values import dataclass

Standing = Literal["open", "overdue", "done", "done_late"]
"""Đang thực hiện, quá hạn, đã xong, xong nhưng trễ."""


@dataclass(frozen=True, slots=True)
class Unassigned:
    """Nothing is known yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A document that shows work on the task; its title is sealed and never part of a state."""

    number: str
    dated: date
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """The task with what was done about it."""

    plan_id: str
    assigner_id: str
    assignee_id: str
    content: str
    citation: str
    due_before: date | None
    reading: Reading
    due_text: str | None
    evidence: tuple[Evidence, ...] = ()
    completed_on: date | None = None

    @property
    def last_day(self) -> date | None:
        """The last day that is in time; None when the plan names no day."""
        return last_day(self.due_before, self.reading)


Task = Unassigned | Assigned


def standing(last: date | None, completed_on: date | None, on: date) -> Standing:
    """How a task stands on the day *on*: *last* is the last day in time, *completed_on* when it was done."""
    if completed_on is not None and completed_on <= on:
        return "done" if last is None or completed_on <= last else "done_late"
    return "open" if last is None or on <= last else "overdue"


def evolve(state: Task, event: TaskEvent) -> Task:
    """The task after *event*."""
    match state, event:
        case _, TaskAssigned():
            return _assigned(event)
        case Assigned(), TaskEvidenced():
            return replace(state, evidence=(*state.evidence, _evidence(event)))
        case Assigned(), TaskCompleted(completed_on=completed_on):
            return replace(state, completed_on=completed_on)
        case _:  # nothing happens to what was never assigned, and a refusal changes nothing
            return state


def decide(command: TaskCommand, state: Task) -> Sequence[TaskEvent]:
    """What *command* brings about."""
    match command, state:
        case AssignTask(), _:
            return _assign(command, state)
        case _, Unassigned():
            raise rejected("task-not-found")
        case AddEvidence(), Assigned():
            return _show(command, state)
        case CompleteTask(), Assigned():
            return _complete(command, state)
        case unreachable:
            assert_never(unreachable)


def _assign(command: AssignTask, state: Task) -> Sequence[TaskEvent]:
    asked = _assigned(command)
    if isinstance(state, Assigned):
        if replace(state, evidence=(), completed_on=None) == asked:
            return []  # already so
        raise rejected("task-exists")
    if not command.plan_known:
        raise rejected("plan-not-found")
    if command.unknown_organisations:
        raise rejected("unknown-organisation", organisation_id=command.unknown_organisations[0])
    if command.plan_owner != command.assigner_id:
        raise rejected("task-of-other-plan")
    case = f"task-{command.task_id}"
    against = hindrance(command.occurrence, case, "AssignTask", command.ground)
    if against.refusal:
        return against.refusal
    broken = [*against.flags]
    if command.plan_title is None:
        broken.append(out_of_order(command, "task-before-plan"))
    return [
        TaskAssigned(
            act=command.occurrence.act(case, broken=broken),
            task_id=command.task_id,
            plan_id=command.plan_id,
            assigner_id=command.assigner_id,
            assignee_id=command.assignee_id,
            content=command.content,
            citation=command.citation,
            due_before=command.due_before,
            reading=command.reading,
            due_text=command.due_text,
        )
    ]


def _show(command: AddEvidence, state: Assigned) -> Sequence[TaskEvidenced]:
    require_digest(command.sha256)
    if _evidence(command) in state.evidence:
        return []  # already so
    return [
        TaskEvidenced(
            act=command.occurrence.act(f"task-{command.task_id}"),
            task_id=command.task_id,
            number=command.number,
            dated=command.dated,
            sha256=command.sha256,
            title=command.title,
        )
    ]


def _complete(command: CompleteTask, state: Assigned) -> Sequence[TaskCompleted]:
    if state.completed_on is not None:
        if state.completed_on == command.completed_on:
            return []  # already so
        raise rejected("task-already-done", completed_on=day_text(state.completed_on))
    if command.completed_on > command.occurrence.occurred_on:
        raise rejected("task-done-later", completed_on=day_text(command.completed_on))
    broken = [] if state.evidence else [out_of_order(command, "task-without-evidence")]
    last = state.last_day
    if last is not None and command.completed_on > last:
        facts = {"completed_on": day_text(command.completed_on), "last_day": day_text(last)}
        rule = rule_of(command.plan_title, state.citation, "plan-deadline/1")
        broken.append(BrokenRule(code="task-late", rule=rule, facts=facts))
    act = command.occurrence.act(f"task-{command.task_id}", broken=broken)
    return [TaskCompleted(act=act, task_id=command.task_id, completed_on=command.completed_on)]


def _assigned(told: TaskAssigned | AssignTask) -> Assigned:
    return Assigned(
        plan_id=told.plan_id,
        assigner_id=told.assigner_id,
        assignee_id=told.assignee_id,
        content=told.content,
        citation=told.citation,
        due_before=told.due_before,
        reading=told.reading,
        due_text=told.due_text,
    )


def _evidence(told: TaskEvidenced | AddEvidence) -> Evidence:
    return Evidence(number=told.number, dated=told.dated, sha256=told.sha256)


task: Decider[TaskCommand, Task, TaskEvent] = Decider(initial=Unassigned(), evolve=evolve, decide=decide)

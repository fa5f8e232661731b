"""What is asked of a task that a plan gives (nhiệm vụ được giao) and what happened to it: its commands and events."""

from __future__ import annotations

from datetime import date

from services.nominations.domain.dissolved import Ground
from services.nominations.domain.obligation import Reading
from shared.acts import Act, ActRefused, Occurrence, filled
from shared.privacy import restricted
from shared.rules import RuleBook
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskAssigned:
    """
    A plan has an organisation do something.

    Its due date stands in the plan as a day (`due_before`, read strictly or not), or in words (`due_text`: “theo quy
    định”, “06 tháng đầu năm 2023”), or not at all: what has no day is never overdue of itself.
    """

    act: Act
    task_id: str
    plan_id: str
    assigner_id: str
    assignee_id: str
    content: str
    citation: str
    due_before: date | None = None
    reading: Reading = "strict"
    due_text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskEvidenced:
    """A document shows work on the task (minh chứng)."""

    act: Act
    task_id: str
    number: str
    dated: date
    sha256: str
    title: str = restricted()


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskCompleted:
    """The task was done; late ones carry the flag."""

    act: Act
    task_id: str
    completed_on: date


TaskEvent = TaskAssigned | TaskEvidenced | TaskCompleted | ActRefused


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignTask:
    """Have an organisation do what the plan says at `citation`; `plan_title` is None while the plan is not issued, `ground` says who stands."""

    task_id: str
    plan_id: str
    assigner_id: str
    assignee_id: str
    content: str
    citation: str
    due_before: date | None = None
    reading: Reading = "strict"
    due_text: str | None = None
    occurrence: Occurrence
    plan_known: bool = filled(default=False)
    plan_title: str | None = filled(default=None)
    plan_owner: str | None = filled(default=None)
    unknown_organisations: tuple[str, ...] = filled(default=())
    ground: Ground = filled(default=Ground())
    rules: RuleBook = filled(default=RuleBook(()))


@dataclass(frozen=True, slots=True, kw_only=True)
class AddEvidence:
    """Show work on the task by a document."""

    task_id: str
    number: str
    dated: date
    sha256: str
    title: str
    occurrence: Occurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteTask:
    """Note that the task is done; `plan_title` is how its plan is cited."""

    task_id: str
    completed_on: date
    occurrence: Occurrence
    plan_title: str = filled(default="")
    rules: RuleBook = filled(default=RuleBook(()))


TaskCommand = AssignTask | AddEvidence | CompleteTask

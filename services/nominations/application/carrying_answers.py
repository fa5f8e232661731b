"""What is asked and answered of plans being carried out: the graph of plans, and who has a plan of their own."""

from __future__ import annotations

from datetime import date
from typing import Literal

from services.nominations.domain.plan_messages import ParentPlan
from shared.asking import Paging
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PlansAsked(Paging):
    """
    Plans, of one organisation, below one plan, of one state (`drafted`, `issued`), or whose period holds a year, if named.

    With `text`, those with all its words in their title; words may be cut short and written without marks. A page may then hold fewer than
    were asked for and still have a next one.
    """

    organisation_id: str | None = None
    parent_plan_id: str | None = None
    state: str | None = None
    year: int | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """A plan in a list; `criteria` and `process_steps` count what it sets."""

    plan_id: str
    title: str
    organisation_id: str
    parent_plan_id: str | None
    period_from: int
    period_to: int
    state: str
    number: str | None
    dated: date | None
    criteria: int
    process_steps: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanNode:
    """A plan as it stands in the graph."""

    plan_id: str
    title: str
    organisation_id: str
    state: str
    number: str | None
    dated: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanGraph:
    """
    Where a plan stands: all above it, the nearest first, and those right below it.

    `outside` is the document outside the register that the topmost one carries out. `more_children` says that the list
    of plans below tells further ones.
    """

    plan_id: str
    ancestors: tuple[PlanNode, ...]
    outside: ParentPlan | None
    children: tuple[PlanNode, ...]
    more_children: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryingOut:
    """Whether an organisation has a plan of its own; `lacking` holds `plan`, `criterion`, `process`."""

    organisation_id: str
    plan_id: str | None
    dated: date | None
    lacking: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryingOutItem:
    """Who of a plan's participants has issued a plan of their own, and what is lacking: a view, never a verdict."""

    plan_id: str
    complete: int
    participants: tuple[CarryingOut, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TasksAsked(Paging):
    """
    Tasks as they stand on a day, of one organisation that is to do them, or of one plan, if named.

    `standing` is `open`, `overdue` or `done`; `due_until` keeps those whose last day is not later, `year` those whose last day is of the year.
    With `text`, those with all its words in what is to be done, found as plans are by their titles.
    """

    on: date
    assignee_id: str | None = None
    plan_id: str | None = None
    standing: Literal["open", "overdue", "done"] | None = None
    due_until: date | None = None
    year: int | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """A task as it stands on the day asked about: `open`, `overdue`, `done` or `done_late`."""

    task_id: str
    plan_id: str
    assigner_id: str
    assignee_id: str
    content: str
    citation: str
    due_text: str | None
    last_day: date | None
    evidence: int
    completed_on: date | None
    standing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ObligationsAsked(Paging):
    """
    What issued plans ask for by a day, of one organisation's plans or of one plan, if named, as it stands on the day `on`.

    `standing` keeps what is not done by that day and `overdue` or still `open`.
    """

    on: date
    organisation_id: str | None = None
    plan_id: str | None = None
    standing: Literal["open", "overdue"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ObligationRow:
    """
    One thing a plan asks for: its units' lists (`register_models`) or reports (`report`), the list sent upward (`select_models`).

    Of `owners`, those the caller may see, `done` have done it by the day asked about, `late` after its last day; `missing` have
    not. `standing` is `open`, `overdue`, `done` or `done_late`.
    """

    plan_id: str
    plan_title: str
    organisation_id: str
    kind: str
    citation: str
    last_day: date | None
    owners: int
    done: int
    late: tuple[str, ...]
    missing: tuple[str, ...]
    standing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OneTask:
    """The task of this id, as it stands on a day."""

    task_id: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceItem:
    """A document that shows work on a task; `title` is null once erased."""

    number: str
    dated: date
    sha256: str
    title: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskItem:
    """A task with its evidence."""

    task_id: str
    plan_id: str
    assigner_id: str
    assignee_id: str
    content: str
    citation: str
    due_before: date | None
    reading: str
    due_text: str | None
    last_day: date | None
    completed_on: date | None
    standing: str
    evidence: tuple[EvidenceItem, ...]

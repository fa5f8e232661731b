"""Answers to questions about tasks: due and overdue, by unit and day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from services.nominations.application import carrying_answers as answers
from services.nominations.application.histories import Histories
from services.nominations.application.wording import Worded, days_of
from services.nominations.domain.task import Assigned, standing
from services.nominations.domain.task_messages import TaskEvidenced
from shared.access import Caller, Permissions
from shared.asking import folded, item_of, opened, page, reach, require_reach, shown
from shared.codec import Codec
from shared.endpoints import Page, Versioned
from shared.errors import NotFound
from shared.eventstore import EventStore
from shared.lineage import Reach
from shared.messages import Json
from shared.reading import ViewReader
from shared.values import dataclass

Ask = Callable[[Any, Caller], Any]


@dataclass(frozen=True, slots=True)
class TaskQueries:
    """What may be asked of tasks."""

    known: Histories
    store: EventStore
    codec: Codec
    permissions: Permissions
    views: Mapping[str, ViewReader]

    def table(self) -> Mapping[str, Ask]:
        """Each query by name."""
        return {"list-tasks": self.tasks, "task": self.task, "list-obligations": self.obligations}

    def tasks(self, asked: answers.TasksAsked, caller: Caller) -> Page:
        """Tasks given by or to the organisations the caller's grants reach, the earliest last day first."""
        given = {"assignee_id": asked.assignee_id, "plan_id": asked.plan_id}
        only: Json = {name: value for name, value in given.items() if value is not None}
        reached = reach(caller, "task.read", self.permissions)
        if reached is not None:
            only["scopes"] = {"$in": sorted(reached)}
        if conditions := _conditions(asked):
            only["$and"] = conditions
        found = Worded(only, asked.text).page(self.views["tasks"], asked, sort="last_day")
        return Page([*map(partial(_row, asked.on), found.items)], found.next)

    def obligations(self, asked: answers.ObligationsAsked, caller: Caller) -> Page:
        """What issued plans ask for by a day, the earliest first; a page may hold fewer where the caller's own part is done."""
        given = {"organisation_id": asked.organisation_id, "plan_id": asked.plan_id}
        only: Json = {name: value for name, value in given.items() if value is not None}
        reached = reach(caller, "registration.read", self.permissions)
        if reached is not None:
            only["scopes"] = {"$in": sorted(reached)}
        conditions = _undone(asked.standing, asked.on.isoformat())
        where = {**only, "issued": True, **({"$and": conditions} if conditions else {})}
        found = page(self.views["obligations"], where, asked, sort="last_day")
        rows = (_obligation(asked.on, row, reached) for row in found.items)
        fitting = [one for one in rows if one.owners and asked.standing in (None, one.standing)]
        return Page(fitting, found.next)

    def task(self, asked: answers.OneTask, caller: Caller) -> Versioned:
        """One task with its evidence, for those whose grants reach who gave it or who is to do it."""
        name = f"task-{asked.task_id}"
        read = folded(self.known.emulation.tasks, name)
        task = read.state
        if not isinstance(task, Assigned):
            raise NotFound
        require_reach(reach(caller, "task.read", self.permissions), [task.assigner_id, task.assignee_id])
        evidence = tuple(
            answers.EvidenceItem(
                number=event.number, dated=event.dated, sha256=event.sha256, title=shown(event.title)
            )
            for event in opened(self.store, self.codec, name)
            if isinstance(event, TaskEvidenced)
        )
        item = answers.TaskItem(
            task_id=asked.task_id,
            plan_id=task.plan_id,
            assigner_id=task.assigner_id,
            assignee_id=task.assignee_id,
            content=task.content,
            citation=task.citation,
            due_before=task.due_before,
            reading=task.reading,
            due_text=task.due_text,
            last_day=task.last_day,
            completed_on=task.completed_on,
            standing=standing(task.last_day, task.completed_on, asked.on),
            evidence=evidence,
        )
        return Versioned(item, read.head.version)


def _conditions(asked: answers.TasksAsked) -> list[Json]:
    """What is asked of the days of a task; one whose plan names no day is open until it is done."""
    day, found = asked.on.isoformat(), list[Json]()
    match asked.standing:
        case "done":
            found.append({"completed_on": {"$ne": None, "$lte": day}})
        case "overdue":
            found += [_not_done_by(day), {"last_day": {"$ne": None, "$lt": day}}]
        case "open":
            found += [_not_done_by(day), {"$or": [{"last_day": None}, {"last_day": {"$gte": day}}]}]
    if asked.due_until is not None:
        found.append({"last_day": {"$ne": None, "$lte": asked.due_until.isoformat()}})
    if asked.year is not None:
        found.append({"last_day": days_of(asked.year)})
    return found


def _not_done_by(day: str) -> Json:
    return {"$or": [{"completed_on": None}, {"completed_on": {"$gt": day}}]}


def _undone(standing: str | None, day: str) -> list[Json]:
    """What is not done by everybody by *day*, and overdue or open then."""
    left: Json = {"$or": [{"complete_on": None}, {"complete_on": {"$gt": day}}]}
    match standing:
        case "overdue":
            return [left, {"last_day": {"$ne": None, "$lt": day}}]
        case "open":
            return [left, {"$or": [{"last_day": None}, {"last_day": {"$gte": day}}]}]
        case _:
            return []


def _obligation(on: date, one: Json, reached: Reach | None) -> answers.ObligationRow:
    """As it stands on the day; whoever reaches the plan's organisation sees all its units, others those they reach."""
    whole = reached is None or one["organisation_id"] in reached
    owners = [name for name in one["owners"] if whole or (reached is not None and name in reached)]
    last = date.fromisoformat(one["last_day"]) if one["last_day"] else None
    done = {each["by"]: date.fromisoformat(each["on"]) for each in one["done"]}
    stands = {name: standing(last, done.get(name), on) for name in owners}
    missing = tuple(name for name in owners if stands[name] in ("open", "overdue"))
    late = tuple(name for name in owners if stands[name] == "done_late")
    return answers.ObligationRow(
        plan_id=one["plan_id"],
        plan_title=one["title"],
        organisation_id=one["organisation_id"],
        kind=one["kind"],
        citation=one["citation"],
        last_day=last,
        owners=len(owners),
        done=len(owners) - len(missing),
        late=late,
        missing=missing,
        standing=standing(last, None, on) if missing else "done_late" if late else "done",
    )


def _row(on: date, row: Json) -> answers.TaskRow:
    last, completed = row["last_day"], row["completed_on"]
    stands = standing(
        date.fromisoformat(last) if last else None, date.fromisoformat(completed) if completed else None, on
    )
    return item_of(answers.TaskRow, {**row, "standing": stands})

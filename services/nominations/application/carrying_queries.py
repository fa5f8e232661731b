"""Answers to questions about plans being carried out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from services.nominations.application import carrying_answers as answers
from services.nominations.application.answers import OnePlan
from services.nominations.application.histories import Histories
from services.nominations.application.wording import Worded
from services.nominations.domain.plan import Drafted, Issued
from shared.access import Caller
from shared.asking import LONGEST_PAGE, item_of
from shared.endpoints import Page
from shared.errors import NotFound
from shared.lineage_rows import all_in
from shared.messages import Json
from shared.reading import ViewReader
from shared.values import dataclass

DEEPEST = 16
"""Plans stand below plans; a ring, which none can make that is issued in order, would end here."""

Ask = Callable[[Any, Caller], Any]


@dataclass(frozen=True, slots=True)
class CarryingQueries:
    """What may be asked of this part."""

    known: Histories
    views: Mapping[str, ViewReader]

    def table(self) -> Mapping[str, Ask]:
        """Each query by name."""
        return {"list-plans": self.plans, "plan-graph": self.graph, "plan-carrying-out": self.carrying_out}

    def plans(self, asked: answers.PlansAsked, _caller: Caller) -> Page:
        """Plans: whose content public documents bear."""
        given = {
            "organisation_id": asked.organisation_id,
            "parent_plan_id": asked.parent_plan_id,
            "state": asked.state,
        }
        only: Json = {name: value for name, value in given.items() if value}
        if asked.year is not None:
            only |= {"period_from": {"$lte": asked.year}, "period_to": {"$gte": asked.year}}
        found = Worded(only, asked.text).page(self.views["plans"], asked, sort="_id")
        return Page([*map(partial(item_of, answers.PlanRow), found.items)], found.next)

    def graph(self, asked: OnePlan, _caller: Caller) -> answers.PlanGraph:
        """What is above the plan, from the histories, which never lag; what is below it, from the list of plans."""
        draft, ancestors = self._draft(asked.plan_id), list[answers.PlanNode]()
        while draft.parent_plan_id is not None and len(ancestors) < DEEPEST:
            plan_id = draft.parent_plan_id
            draft = self._draft(plan_id)
            ancestors.append(self._node(plan_id))
        below = self.views["plans"].find({"parent_plan_id": asked.plan_id}, sort="_id", limit=LONGEST_PAGE)
        return answers.PlanGraph(
            plan_id=asked.plan_id,
            ancestors=tuple(ancestors),
            outside=draft.parent,
            children=tuple(item_of(answers.PlanNode, row) for row in below.items),
            more_children=below.next is not None,
        )

    def carrying_out(self, asked: OnePlan, _caller: Caller) -> answers.CarryingOutItem:
        """Each participant of the plan with the best plan it has issued below it."""
        draft = self._draft(asked.plan_id)
        rows = list(all_in(self.views["plans"], {"parent_plan_id": asked.plan_id, "state": "issued"}))
        found = tuple(_best(unit, rows) for unit in draft.participants)
        complete = sum(not one.lacking for one in found)
        return answers.CarryingOutItem(plan_id=asked.plan_id, complete=complete, participants=found)

    def _draft(self, plan_id: str) -> Drafted:
        match self.known.plan(plan_id):
            case Issued(draft=draft):
                return draft
            case Drafted() as draft:
                return draft
        raise NotFound

    def _node(self, plan_id: str) -> answers.PlanNode:
        plan = self.known.plan(plan_id)
        issued = plan if isinstance(plan, Issued) else None
        draft = self._draft(plan_id)
        return answers.PlanNode(
            plan_id=plan_id,
            title=draft.title,
            organisation_id=draft.organisation_id,
            state="issued" if issued else "drafted",
            number=issued.number if issued else None,
            dated=issued.dated if issued else None,
        )


def _best(organisation_id: str, rows: Iterable[Json]) -> answers.CarryingOut:
    """The organisation's own plan that lacks least; of equals the first by id."""
    own = [row for row in rows if row["organisation_id"] == organisation_id]
    if not own:
        lacking = ("plan", "criterion", "process")
        return answers.CarryingOut(organisation_id=organisation_id, plan_id=None, dated=None, lacking=lacking)
    best = min(own, key=lambda row: len(_lacking(row)))
    return item_of(answers.CarryingOut, {**best, "lacking": list(_lacking(best))})


def _lacking(row: Json) -> tuple[str, ...]:
    has = {"criterion": row["criteria"] > 0, "process": row["process_steps"] > 0}
    return tuple(name for name, there in has.items() if not there)

"""Answers to questions: one case from its own history, lists from read models; each caller sees what their grants reach."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

from services.nominations.application import answers
from services.nominations.application.achievement_queries import AchievementQueries
from services.nominations.application.dossier_counts import DossierCounts
from services.nominations.application.dossier_queries import DossierQueries, missing_documents, readers_of
from services.nominations.application.emulation_queries import EmulationQueries
from services.nominations.application.histories import consolidation_stream
from services.nominations.application.honour_counts import HonourCounts
from services.nominations.application.model_queries import ModelQueries
from services.nominations.application.quota_queries import QuotaQueries
from services.nominations.application.register_queries import Ask, RegisterQueries
from services.nominations.application.register_showing import name_in_lists
from services.nominations.application.showing import (
    consolidation_item,
    list_item,
    nomination_item,
    plan_item,
)
from services.nominations.application.title_keeping import KeptTitles
from services.nominations.application.wording import Worded, days_of
from services.nominations.domain.consolidation import Consolidated
from services.nominations.domain.nomination_states import Dossier
from services.nominations.domain.organisation_states import Registered
from services.nominations.domain.person_states import Serving
from services.nominations.domain.plan import Drafted, Issued
from shared.access import Caller
from shared.asking import Paging, folded, item_of, opened, page, reach, require_reach
from shared.endpoints import Page, Versioned
from shared.errors import NotFound
from shared.ids import is_stream
from shared.lineage import Reach
from shared.messages import Json
from shared.rules import RuleBook
from shared.values import dataclass


@dataclass(frozen=True, slots=True)
class Queries(RegisterQueries):
    """What may be asked of this context."""

    rules: RuleBook
    today: Callable[[], date]
    honours: HonourCounts
    kept_titles: KeptTitles
    dossier_counts: DossierCounts

    def table(self) -> Mapping[str, Ask]:
        """Each query by name."""
        given = (self.known, self.store, self.codec, self.permissions)
        emulation = EmulationQueries(
            self.known,
            self.store,
            self.codec,
            self.permissions,
            self.views,
            self.rules,
            self.kept_titles,
        )
        models = ModelQueries(
            self.known,
            self.store,
            self.codec,
            self.permissions,
            self.views,
            self.rules,
            self.today,
            self.honours,
        )
        return {
            **emulation.table(),
            **models.table(),
            **DossierQueries(
                *given, self.views, self.rules, self.today, self.mark, self.dossier_counts
            ).table(),
            **AchievementQueries(*given, self.rules).table(),
            **QuotaQueries(self.known, self.permissions, self.views, self.rules, self.today).table(),
            **self.register_table(),
            "list-movements": self.movements,
            "plan": self.plan,
            "registrations": self.registrations,
            "registration": self.registration,
            "consolidation": self.consolidation,
            "nomination": self.nomination,
            "list-cases": self.cases,
        }

    def movements(self, asked: answers.MovementsAsked, _caller: Caller) -> Page:
        """All movements, the one launched last first."""
        only: Json = {} if asked.year is None else {"launched_on": days_of(asked.year)}
        found = Worded(only, asked.text).page(self.views["movements"], asked, sort="-launched_on")
        return Page([*map(partial(item_of, answers.MovementItem), found.items)], found.next)

    def plan(self, asked: answers.OnePlan, _caller: Caller) -> Versioned:
        """One plan with each recipient's delivery status."""
        read = folded(self.known.plans, f"plan-{asked.plan_id}")
        if not isinstance(read.state, Drafted | Issued):
            raise NotFound
        return Versioned(plan_item(asked.plan_id, read.state), read.head.version)

    def registrations(self, asked: answers.OnePlan, caller: Caller) -> answers.RegistrationsItem:
        """The lists of the plan's units, those that the caller's grants reach."""
        found = self.known.plan(asked.plan_id)
        if not isinstance(found, Issued):
            raise NotFound
        units = found.draft.participants
        reached = self._reach(caller, "registration.read")
        if reached is not None and found.draft.organisation_id not in reached:
            units = tuple(unit for unit in units if unit in reached)
        lists = tuple(self._list(asked.plan_id, unit).item for unit in units)
        return answers.RegistrationsItem(plan_id=asked.plan_id, lists=lists)

    def registration(self, asked: answers.OneList, caller: Caller) -> Versioned:
        """One unit's list."""
        found = self.known.plan(asked.plan_id)
        if not isinstance(found, Issued) or asked.unit_id not in found.draft.participants:
            raise NotFound
        reached = self._reach(caller, "registration.read")
        require_reach(reached, [asked.unit_id, found.draft.organisation_id])
        return self._list(asked.plan_id, asked.unit_id)

    def consolidation(self, asked: answers.OnePlan, caller: Caller) -> Versioned:
        """The plan's consolidated list, for those whose grants reach who made it, a unit of the plan, or who got it."""
        if not is_stream(f"plan-{asked.plan_id}"):
            raise NotFound
        read = self.known.consolidations.load(consolidation_stream(asked.plan_id))
        plan = self.known.plan(asked.plan_id)
        if not isinstance(read.state, Consolidated) or not isinstance(plan, Issued):
            raise NotFound
        sent_to = [read.state.sent_to] if read.state.sent_to else []
        interested = [plan.draft.organisation_id, *plan.draft.participants, *sent_to]
        require_reach(self._reach(caller, "list.read"), interested)
        return Versioned(consolidation_item(asked.plan_id, read.state), read.head.version)

    def nomination(self, asked: answers.OneNomination, caller: Caller) -> Versioned:
        """One dossier with its sealed text, for those whose grants reach its unit, who is to decide, or who appraises."""
        name = f"nomination-{asked.nomination_id}"
        read = folded(self.known.nominations, name)
        dossier = read.state
        if not isinstance(dossier, Dossier):
            raise NotFound
        require_reach(self._reach(caller, "nomination.read"), readers_of(dossier))
        events = opened(self.store, self.codec, name)
        missing = missing_documents(
            self.rules,
            max(event.act.occurred_on for event in events),
            dossier.opening.form,
            dossier.opening.commendation_type,
            (kind for kind, _ in dossier.documents),
        )
        opening = dossier.opening
        called = self._called(opening.subject_kind, opening.subject_id)
        item = nomination_item(asked.nomination_id, dossier, events, missing, called)
        return Versioned(item, read.head.version)

    def cases(self, asked: answers.CasesAsked, caller: Caller) -> Page:
        """The cases the caller's grants reach, the one with the latest act first."""
        given = {
            "kind": asked.kind,
            "unit_id": asked.unit_id,
            "organisation_id": asked.organisation_id,
            "state": asked.state,
        }
        only: Json = {name: value for name, value in given.items() if value}
        reached = self._reach(caller, "case.read")
        if reached is not None:
            only["scopes"] = {"$in": sorted(reached)}
        return self._page("cases", only, "-last_on", asked, partial(item_of, answers.CaseItem))

    def _called(self, kind: str, subject_id: str) -> str | None:
        """What whoever is put forward is called now: for all who may read the dossier, however far from where they serve."""
        if kind == "collective":
            body = self.known.organisation(subject_id)
            return body.name if isinstance(body, Registered) else None
        person = self.known.person(subject_id)
        if not isinstance(person, Serving):
            return None
        return name_in_lists(person, opened(self.store, self.codec, f"person-{subject_id}"))

    def _page(self, view: str, only: Json, sort: str, asked: Paging, show: Callable[[Json], Any]) -> Page:
        found = page(self.views[view], only, asked, sort=sort)
        return Page([show(row) for row in found.items], found.next)

    def _list(self, plan_id: str, unit_id: str) -> Versioned:
        read = self.known.registration(plan_id, unit_id)
        place = f"{read.head.stream}@{read.head.version}"
        return Versioned(list_item(unit_id, place, read.state), read.head.version)

    def _reach(self, caller: Caller, permission: str) -> Reach | None:
        return reach(caller, permission, self.permissions)

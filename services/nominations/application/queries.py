"""Answers to questions: one case from its own history, lists from read models; each caller sees what their grants reach."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from services.nominations.application import answers
from services.nominations.application.histories import Histories, consolidation_stream
from services.nominations.application.showing import (
    consolidation_item,
    list_item,
    nomination_item,
    plan_item,
)
from services.nominations.domain.consolidation import Consolidated
from services.nominations.domain.nomination import Dossier
from services.nominations.domain.organisation import Registered
from services.nominations.domain.plan import Drafted, Issued
from shared.access import Caller, Permissions
from shared.asking import Paging, folded, item_of, opened, page, reach, require_reach, shown
from shared.codec import Codec
from shared.endpoints import Page, Versioned
from shared.errors import NotFound
from shared.eventstore import EventStore
from shared.ids import is_stream
from shared.messages import Json
from shared.reading import ViewReader

Ask = Callable[[Any, Caller], Any]


@dataclass(frozen=True, slots=True)
class Queries:
    """What may be asked of this context."""

    known: Histories
    store: EventStore
    codec: Codec
    permissions: Permissions
    views: Mapping[str, ViewReader]

    def table(self) -> Mapping[str, Ask]:
        """Each query by name."""
        return {
            "list-organisations": self.organisations,
            "organisation": self.organisation,
            "list-people": self.people,
            "list-movements": self.movements,
            "plan": self.plan,
            "registrations": self.registrations,
            "registration": self.registration,
            "consolidation": self.consolidation,
            "nomination": self.nomination,
            "list-cases": self.cases,
        }

    def organisations(self, asked: answers.OrganisationsAsked, _caller: Caller) -> Page:
        """All organisations: whose names public documents bear."""
        only = {"parent_id": asked.parent_id} if asked.parent_id else {}
        return self._page("organisations", only, "name", asked, partial(item_of, answers.OrganisationItem))

    def organisation(self, asked: answers.OneOrganisation, _caller: Caller) -> Versioned:
        """One organisation, from its own history."""
        read = folded(self.known.organisations, f"organisation-{asked.organisation_id}")
        if not isinstance(read.state, Registered):
            raise NotFound
        found = read.state
        item = answers.OrganisationItem(
            organisation_id=asked.organisation_id,
            name=found.name,
            level=found.level,
            parent_id=found.parent_id,
            valid_from=found.valid_from,
        )
        return Versioned(item, read.head.version)

    def people(self, asked: answers.PeopleAsked, caller: Caller) -> Page:
        """Persons of the organisations the caller's grants reach, names opened now."""
        reached = self._reach(caller, "person.read")
        only: Json = {} if reached is None else {"organisation_id": {"$in": sorted(reached)}}
        if asked.organisation_id:
            if reached is not None and asked.organisation_id not in reached:
                return Page([], None)
            only = {"organisation_id": asked.organisation_id}
        return self._page("people", only, "_id", asked, self._person)

    def movements(self, asked: Paging, _caller: Caller) -> Page:
        """All movements."""
        return self._page("movements", {}, "-launched_on", asked, partial(item_of, answers.MovementItem))

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
        """One dossier with its sealed text, for those whose grants reach its unit or who is to decide."""
        name = f"nomination-{asked.nomination_id}"
        read = folded(self.known.nominations, name)
        dossier = read.state
        if not isinstance(dossier, Dossier):
            raise NotFound
        reached = self._reach(caller, "nomination.read")
        require_reach(reached, [dossier.opening.unit_id, dossier.opening.organisation_id])
        return Versioned(
            nomination_item(asked.nomination_id, dossier, opened(self.store, self.codec, name)),
            read.head.version,
        )

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

    def _page(self, view: str, only: Json, sort: str, asked: Paging, show: Callable[[Json], Any]) -> Page:
        found = page(self.views[view], only, asked, sort=sort)
        return Page([show(row) for row in found.items], found.next)

    def _list(self, plan_id: str, unit_id: str) -> Versioned:
        read = self.known.registration(plan_id, unit_id)
        place = f"{read.head.stream}@{read.head.version}"
        return Versioned(list_item(unit_id, place, read.state), read.head.version)

    def _person(self, row: Json) -> answers.PersonItem:
        (registered, *_) = opened(self.store, self.codec, f"person-{row['person_id']}")
        return answers.PersonItem(
            person_id=row["person_id"],
            name=shown(registered.name),
            organisation_id=row["organisation_id"],
            position=row["position"],
            position_since=date.fromisoformat(row["position_since"]),
        )

    def _reach(self, caller: Caller, permission: str) -> frozenset[str] | None:
        return reach(caller, permission, self.permissions)

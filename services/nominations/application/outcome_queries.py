"""Answers about what was registered against what came of it; each caller sees what their grants reach."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any, Final

from services.nominations.application import outcome_answers as answers
from services.nominations.application.branches import branches
from services.nominations.application.flag_outcomes import FlagOutcomes
from services.nominations.application.histories import Histories
from services.nominations.application.outcome_counts import (
    InitiativeCounts,
    initiative_figures,
    summed,
    title_figures,
)
from services.nominations.application.register_showing import name_in_lists
from services.nominations.application.title_keeping import KeptTitles
from services.nominations.application.title_outcomes import UNITS_AT_ONCE, TitleOutcomes
from services.nominations.application.title_sources import FromViews
from services.nominations.domain.organisation_states import Registered
from services.nominations.domain.outcomes import Striven, years_of
from services.nominations.domain.person_states import Serving
from services.nominations.domain.plan import Drafted, Issued
from services.nominations.domain.task import standing
from shared.access import Caller, Permissions
from shared.asking import opened_many, page, reach, require_reach
from shared.codec import Codec
from shared.endpoints import Page
from shared.errors import InvalidInput, NotFound
from shared.eventstore import EventStore
from shared.messages import Json
from shared.pagecursors import MALFORMED, opened, sealed
from shared.reading import ViewReader
from shared.values import dataclass

TITLES, INITIATIVES, TASKS, PEOPLE = "title.read", "initiative.read", "task.read", "person.read"
ORDER: Final = "title-outcomes"
"""How cursors of the list of names say so."""

Ask = Callable[[Any, Caller], Any]


@dataclass(frozen=True, slots=True)
class OutcomeQueries:
    """What may be asked of this part."""

    known: Histories
    store: EventStore
    codec: Codec
    permissions: Permissions
    views: Mapping[str, ViewReader]
    kept: KeptTitles

    def table(self) -> Mapping[str, Ask]:
        """Each query by name."""
        return {
            "title-outcomes": self.titles,
            "title-outcomes-of-units": self.titles_of_units,
            "list-title-outcomes": self.named,
            "initiative-outcomes": self.initiatives,
            "initiative-outcomes-of-units": self.initiatives_of_units,
            "task-outcomes": self.tasks,
        }

    def titles(self, asked: answers.OutcomesAsked, caller: Caller) -> answers.TitleOutcomesItem:
        """The titles of an organisation and all below it, by title; raises InvalidInput for a period that cannot be."""
        years = self._years(asked, caller, TITLES)
        figures = title_figures(self._striven(sorted(self._below([asked.organisation_id])), years))
        return answers.TitleOutcomesItem(
            organisation_id=asked.organisation_id,
            from_year=years[0],
            to_year=years[-1],
            figures=summed(figures),
            titles=figures,
        )

    def titles_of_units(self, asked: answers.UnitsOutcomesAsked, caller: Caller) -> Page:
        """The same of every unit right below an organisation, each with all below it."""
        years = self._years(asked, caller, TITLES)
        units = self._right_below(asked)
        root_of = self._below(row["organisation_id"] for row in units.items)
        found: dict[str, list[Striven]] = defaultdict(list)
        for one in self._striven(sorted(root_of), years):
            found[root_of[one.unit_id]].append(one)
        items = []
        for row in units.items:
            figures = title_figures(found[row["organisation_id"]])
            items.append(
                answers.UnitOutcomes(
                    unit_id=row["organisation_id"], name=row["name"], figures=summed(figures), titles=figures
                )
            )
        return Page(items, units.next)

    def named(self, asked: answers.NamedOutcomesAsked, caller: Caller) -> Page:
        """Whose titles they are, unit by unit; only as many units are read as the page needs."""
        years = self._years(asked, caller, TITLES)
        units = sorted(self._below([asked.organisation_id]))
        place = _place(asked.after)
        left = [one for one in units if one >= place[0]]
        fitting = (
            one
            for one in self._unit_by_unit().of(left, years)
            if one.place > place
            and asked.title in (None, one.claim.title)
            and asked.outcome in (None, one.outcome)
        )
        found = list(islice(fitting, asked.limit + 1))
        items = [*self._rows(found[: asked.limit], caller)]
        more = len(found) > asked.limit
        return Page(items, sealed(ORDER, *found[asked.limit - 1].place) if more else None)

    def initiatives(self, asked: answers.OutcomesAsked, caller: Caller) -> answers.InitiativeOutcomesItem:
        """The initiatives of an organisation and all below it; raises InvalidInput for a period that cannot be."""
        years = self._years(asked, caller, INITIATIVES)
        found = self._initiatives().of(self._below([asked.organisation_id]), years)
        return answers.InitiativeOutcomesItem(
            organisation_id=asked.organisation_id,
            from_year=years[0],
            to_year=years[-1],
            figures=initiative_figures(row for _, row in found),
        )

    def initiatives_of_units(self, asked: answers.UnitsOutcomesAsked, caller: Caller) -> Page:
        """The same of every unit right below an organisation, each with all below it."""
        years = self._years(asked, caller, INITIATIVES)
        units = self._right_below(asked)
        root_of = self._below(row["organisation_id"] for row in units.items)
        found: dict[str, list[Json]] = defaultdict(list)
        for unit_id, row in self._initiatives().of(root_of, years):
            found[root_of[unit_id]].append(row)
        items = [
            answers.UnitInitiatives(
                unit_id=row["organisation_id"],
                name=row["name"],
                figures=initiative_figures(found[row["organisation_id"]]),
            )
            for row in units.items
        ]
        return Page(items, units.next)

    def tasks(self, asked: answers.TaskOutcomesAsked, caller: Caller) -> answers.TaskOutcomesItem:
        """How the tasks of a plan stand, of those given by or to whom the caller's grants reach."""
        if not isinstance(self.known.plan(asked.plan_id), Drafted | Issued):
            raise NotFound
        reached = reach(caller, TASKS, self.permissions)
        rows = self.views["tasks"].every({"plan_id": asked.plan_id})
        seen = [row for row in rows if reached is None or not reached.isdisjoint(row["scopes"])]
        stands = Counter(standing(_day(row["last_day"]), _day(row["completed_on"]), asked.on) for row in seen)
        return answers.TaskOutcomesItem(
            plan_id=asked.plan_id,
            on=asked.on,
            assigned=len(seen),
            done=stands["done"],
            done_late=stands["done_late"],
            overdue=stands["overdue"],
            open=stands["open"],
        )

    def _years(
        self,
        asked: answers.OutcomesAsked | answers.UnitsOutcomesAsked | answers.NamedOutcomesAsked,
        caller: Caller,
        permission: str,
    ) -> range:
        """The years asked for, of an organisation that is there and reached."""
        require_reach(reach(caller, permission, self.permissions), [asked.organisation_id])
        if not isinstance(self.known.organisation(asked.organisation_id), Registered):
            raise NotFound
        return years_of(asked.from_year, asked.to_year)

    def _below(self, roots: Iterable[str]) -> Mapping[str, str]:
        return branches(self.views["organisations"], roots)

    def _right_below(self, asked: answers.UnitsOutcomesAsked) -> Page:
        return page(self.views["organisations"], {"parent_id": asked.organisation_id}, asked, sort="name")

    def _striven(self, units: Sequence[str], years: range) -> Iterator[Striven]:
        """All of *units*: read of few, from what is kept of many."""
        if len(units) <= UNITS_AT_ONCE:
            return self._unit_by_unit().of(units, years)
        flags = FlagOutcomes(self.known, self.views)
        return TitleOutcomes(self.kept.of(years), flags, len(units)).of(units, years)

    def _unit_by_unit(self) -> TitleOutcomes:
        return TitleOutcomes(FromViews(self.views), FlagOutcomes(self.known, self.views))

    def _initiatives(self) -> InitiativeCounts:
        return InitiativeCounts(self.views["initiatives"])

    def _rows(self, found: Sequence[Striven], caller: Caller) -> Iterator[answers.OutcomeRow]:
        names = self._names(found, caller)
        for one in found:
            claim = one.claim
            yield answers.OutcomeRow(
                unit_id=one.unit_id,
                year=claim.year,
                title=claim.title,
                kind=claim.kind,
                subject_id=claim.subject_id,
                name=names.get(claim.subject_id),
                outcome=one.outcome,
            )

    def _names(self, found: Sequence[Striven], caller: Caller) -> Mapping[str, str | None]:
        """What they are called: of people only in units in which the caller may read people."""
        reached = reach(caller, PEOPLE, self.permissions)
        people = {
            one.claim.subject_id
            for one in found
            if one.claim.kind == "individual" and (reached is None or one.unit_id in reached)
        }
        names: dict[str, str | None] = {}
        events = opened_many(self.store, self.codec, [f"person-{name}" for name in sorted(people)])
        for person_id in people:
            state = self.known.person(person_id)
            if isinstance(state, Serving):
                names[person_id] = name_in_lists(state, events[f"person-{person_id}"])
        for one in found:
            body = self.known.organisation(one.claim.subject_id) if one.claim.kind == "collective" else None
            if isinstance(body, Registered):
                names[one.claim.subject_id] = body.name
        return names


def _place(cursor: str | None) -> tuple[str, str]:
    """Where the page before ended; raises InvalidInput for what is no cursor of this list."""
    unit_id, place = ("", "") if cursor is None else opened(cursor, ORDER)
    if not isinstance(unit_id, str):
        raise InvalidInput("malformed-cursor", MALFORMED)
    return unit_id, place


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)

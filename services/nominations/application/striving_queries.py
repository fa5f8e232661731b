"""Answers to questions about titles registered and about initiatives; each caller sees what their grants reach."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from services.nominations.application import striving_answers as answers
from services.nominations.application.coverage import Coverage
from services.nominations.application.histories import Histories
from services.nominations.domain.initiative_messages import InitiativeApplied
from services.nominations.domain.initiative_states import Certificate, Proposed, counts_at
from services.nominations.domain.person_states import Serving
from services.nominations.domain.rules import InitiativeLevels
from shared.access import Caller, Permissions
from shared.asking import folded, item_of, opened, page, reach, require_reach, shown
from shared.codec import Codec
from shared.endpoints import Page, Versioned
from shared.errors import NotFound
from shared.eventstore import EventStore
from shared.lineage_rows import all_in
from shared.messages import Json
from shared.reading import ViewReader
from shared.rules import RuleBook

Ask = Callable[[Any, Caller], Any]


@dataclass(frozen=True, slots=True)
class StrivingQueries:
    """What may be asked of this part."""

    known: Histories
    store: EventStore
    codec: Codec
    permissions: Permissions
    views: Mapping[str, ViewReader]
    rules: RuleBook

    def table(self) -> Mapping[str, Ask]:
        """Each query by name."""
        return {
            "list-initiatives": self.initiatives,
            "initiative": self.initiative,
            "counting-initiatives": self.counting,
            "titles": self.titles,
            "titles-of-units": self.titles_of_units,
        }

    def initiatives(self, asked: answers.InitiativesAsked, caller: Caller) -> Page:
        """The initiatives of the units the caller's grants reach."""
        given = {"unit_id": asked.unit_id, "authors": asked.author_id, "year": asked.year}
        only: Json = {name: value for name, value in given.items() if value is not None}
        reached = reach(caller, "initiative.read", self.permissions)
        if reached is not None:
            if asked.unit_id is not None and asked.unit_id not in reached:
                return Page([], None)
            only.setdefault("unit_id", {"$in": sorted(reached)})
        found = page(self.views["initiatives"], only, asked)
        return Page([*map(partial(item_of, answers.InitiativeRow), found.items)], found.next)

    def initiative(self, asked: answers.OneInitiative, caller: Caller) -> Versioned:
        """One initiative with its documents, for those whose grants reach its unit or who recognised it."""
        name = f"initiative-{asked.initiative_id}"
        read = folded(self.known.emulation.initiatives, name)
        found = read.state
        if not isinstance(found, Proposed):
            raise NotFound
        given_by = [one.given_by for one in (*found.recognised, *found.reach)]
        require_reach(reach(caller, "initiative.read", self.permissions), [found.unit_id, *given_by])
        benefits = [
            shown(event.benefit)
            for event in opened(self.store, self.codec, name)
            if isinstance(event, InitiativeApplied)
        ]
        item = answers.InitiativeItem(
            initiative_id=asked.initiative_id,
            title=found.title,
            authors=found.authors,
            unit_id=found.unit_id,
            year=found.year,
            applied_since=found.applied_since,
            benefit=benefits[-1] if benefits else None,
            recognised=tuple(map(_certificate, found.recognised)),
            reach=tuple(map(_certificate, found.reach)),
        )
        return Versioned(item, read.head.version)

    def counting(self, asked: answers.CountingAsked, caller: Caller) -> answers.CountingItem:
        """The person's initiatives at the level on the day: only those applied and recognised count."""
        person = self.known.person(asked.person_id)
        if not isinstance(person, Serving):
            raise NotFound
        require_reach(reach(caller, "initiative.read", self.permissions), [person.main.organisation_id])
        rule = self.rules.in_force(InitiativeLevels, asked.on)
        rows = all_in(self.views["initiatives"], {"authors": asked.person_id})
        found = tuple(self._counted(row["initiative_id"], asked, rule.values) for row in rows)
        return answers.CountingItem(
            person_id=asked.person_id,
            level=asked.level,
            on=asked.on,
            count=sum(one.counts for one in found),
            rule=rule.name,
            citation=rule.citation,
            confirmed=rule.confirmed,
            initiatives=found,
        )

    def titles(self, asked: answers.TitlesAsked, caller: Caller) -> answers.TitlesItem:
        """What the unit registered and who of its people did not."""
        require_reach(reach(caller, "title.read", self.permissions), [asked.unit_id])
        return self._coverage().of_unit(asked)

    def titles_of_units(self, asked: answers.UnitsTitlesAsked, caller: Caller) -> Page:
        """The same in figures for every unit right below an organisation."""
        require_reach(reach(caller, "title.read", self.permissions), [asked.organisation_id])
        return self._coverage().of_units(asked)

    def _coverage(self) -> Coverage:
        return Coverage(self.known, self.store, self.codec, self.views)

    def _counted(
        self, initiative_id: str, asked: answers.CountingAsked, levels: InitiativeLevels
    ) -> answers.CountingInitiative:
        found = self.known.emulation.initiative(initiative_id)
        assert isinstance(found, Proposed)  # the list holds only what was proposed
        lacking = counts_at(found, asked.level, asked.on, levels)
        return answers.CountingInitiative(
            initiative_id=initiative_id, title=found.title, counts=not lacking, lacking=lacking
        )


def _certificate(one: Certificate) -> answers.CertificateItem:
    return answers.CertificateItem(level=one.level, given_by=one.given_by, number=one.number, dated=one.dated)

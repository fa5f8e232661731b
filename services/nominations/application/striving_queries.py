"""Answers to questions about titles registered and about initiatives; each caller sees what their grants reach."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from services.nominations.application import striving_answers as answers
from services.nominations.application.coverage import Coverage
from services.nominations.application.dossier_views import form_year
from services.nominations.application.histories import Histories
from services.nominations.application.striving_views import INITIATIVES_LED_BY, TITLES_LED_BY
from services.nominations.domain.initiative_messages import InitiativeApplied
from services.nominations.domain.initiative_states import Certificate, Proposed, counts_at
from services.nominations.domain.person_states import Serving
from services.nominations.domain.rules import InitiativeLevels
from shared.access import Caller, Permissions
from shared.asking import folded, item_of, opened, reach, require_reach, shown
from shared.codec import Codec
from shared.endpoints import Page, Versioned
from shared.errors import NotFound
from shared.eventstore import EventStore
from shared.folding import words_of
from shared.lineage import Reach
from shared.lineage_rows import all_in
from shared.messages import Json
from shared.reading import ViewReader
from shared.rules import RuleBook
from shared.seeking import Sought
from shared.values import dataclass

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
            "list-titles": self.registered,
            "titles": self.titles,
            "titles-of-units": self.titles_of_units,
        }

    def initiatives(self, asked: answers.InitiativesAsked, caller: Caller) -> Page:
        """The initiatives of the units the caller's grants reach, the one that changed last first."""
        given = {
            "unit_id": asked.unit_id,
            "authors": asked.author_id,
            "year": asked.year,
            "state": asked.state,
            "recognised": asked.level,
            "reach": asked.reach,
        }
        sought = Sought(
            fields=_named(given),
            within=asked.unit_id,
            words=None if asked.text is None else words_of(asked.text),
            text="title_key",
            leading=INITIATIVES_LED_BY,
        )
        found = sought.page(self.views["initiatives"], self._reach(caller, "initiative.read"), asked)
        return Page([*map(partial(item_of, answers.InitiativeRow), found.items)], found.next)

    def registered(self, asked: answers.RegisteredAsked, caller: Caller) -> Page:
        """The titles registered by the units the caller's grants reach, the one that changed last first."""
        both = form_year(asked.title, asked.year) if asked.title and asked.year else None
        given = {
            "unit_id": asked.unit_id,
            "subject_id": asked.subject_id,
            "title": asked.title,
            "year": asked.year,
            "state": asked.state,
            "title_year": both,
        }
        rare = ("subject_id", "state") if asked.state == "withdrawn" else ()
        sought = Sought(fields=_named(given), within=asked.unit_id, leading=(*rare, *TITLES_LED_BY))
        found = sought.page(self.views["titles"], self._reach(caller, "title.read"), asked)
        return Page([*map(partial(item_of, answers.RegisteredRow), found.items)], found.next)

    def initiative(self, asked: answers.OneInitiative, caller: Caller) -> Versioned:
        """One initiative with its documents, for those whose grants reach its unit or who recognised it."""
        name = f"initiative-{asked.initiative_id}"
        read = folded(self.known.emulation.initiatives, name)
        found = read.state
        if not isinstance(found, Proposed):
            raise NotFound
        given_by = [one.given_by for one in (*found.recognised, *found.reach)]
        require_reach(self._reach(caller, "initiative.read"), [found.unit_id, *given_by])
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
        require_reach(self._reach(caller, "initiative.read"), [person.main.organisation_id])
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
        require_reach(self._reach(caller, "title.read"), [asked.unit_id])
        return self._coverage().of_unit(asked)

    def titles_of_units(self, asked: answers.UnitsTitlesAsked, caller: Caller) -> Page:
        """The same in figures for every unit right below an organisation."""
        require_reach(self._reach(caller, "title.read"), [asked.organisation_id])
        return self._coverage().of_units(asked)

    def _reach(self, caller: Caller, permission: str) -> Reach | None:
        return reach(caller, permission, self.permissions)

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


def _named(given: Json) -> Json:
    return {name: value for name, value in given.items() if value is not None}


def _certificate(one: Certificate) -> answers.CertificateItem:
    return answers.CertificateItem(level=one.level, given_by=one.given_by, number=one.number, dated=one.dated)

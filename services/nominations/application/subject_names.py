"""Dossiers found by who is put forward (cá nhân, tập thể): people by marks, as far as the caller may see them, collectives by words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from services.nominations.application.person_finding import sought_people
from services.nominations.application.register_answers import PeopleAsked
from shared.asking import Paging
from shared.endpoints import Page
from shared.lineage import Reach
from shared.messages import Json
from shared.name_marks import Mark
from shared.reading import ViewReader
from shared.seeking import Sought
from shared.values import dataclass

FEW: Final = 100
"""So many are found by name first and their dossiers then; more are looked for among the dossiers, page by page."""

PAGES: Final = 10
"""So many pages are read for the first one of those who are many."""


@dataclass(frozen=True, slots=True)
class SubjectNames:
    """Those with all of *words* in their name; people only among those *reached*."""

    views: Mapping[str, ViewReader]
    words: Sequence[str]
    reached: Reach | None
    mark: Mark

    def dossiers(self, sought: Sought, reached: Reach | None, asked: Paging) -> Page:
        """A page of the dossiers *sought* that put one of them forward, of those that are *reached*."""
        if not self.words:
            return Page([], None)
        few = self._few()
        if few is None:
            return self._of_many(sought, reached, asked)
        return sought.few(self.views["dossiers"], reached, asked, "subject_id", few)

    def _few(self) -> Sequence[str] | None:
        """All who are called so; None when there are more than FEW."""
        people = self._people().page(self.views["people"], self.reached, Paging(limit=FEW))
        bodies = self.views["organisations"].find({"words": max(self.words, key=len)}, sort="name", limit=FEW)
        if people.next is not None or bodies.next is not None:
            return None
        named = (row["organisation_id"] for row in bodies.items if self._calls(row))
        return [*(row["person_id"] for row in people.items), *named]

    def _of_many(self, sought: Sought, reached: Reach | None, asked: Paging) -> Page:
        after, items = asked.after, list[Json]()
        for _ in range(PAGES):
            found = sought.page(self.views["dossiers"], reached, replace(asked, after=after))
            called, after = self._called(found.items), found.next
            items = [row for row in found.items if row["subject_id"] in called]
            if items or after is None:
                break
        return Page(items, after)

    def _called(self, dossiers: Iterable[Json]) -> frozenset[str]:
        """Who of the subjects of *dossiers* is called so."""
        ids: dict[str, list[str]] = {"individual": [], "collective": []}
        for row in dossiers:
            ids[row["subject_kind"]].append(row["subject_id"])
        people = self.views["people"].these(ids["individual"])
        bodies = self.views["organisations"].these(ids["collective"])
        meant = self._people().meant(self.reached)
        called = [name for name, row in people.items() if meant(row)]
        return frozenset([*called, *(name for name, row in bodies.items() if self._calls(row))])

    def _calls(self, organisation: Json) -> bool:
        return set(self.words) <= set(organisation["words"])

    def _people(self) -> Sought:
        return sought_people(PeopleAsked(text=" ".join(self.words)), self.reached, self.mark)

"""Who has registered a title for a year and who has not (tỷ lệ 100 %): a view over a unit's people, never an invariant."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from services.nominations.application import striving_answers as answers
from services.nominations.application.histories import Histories
from services.nominations.application.register_showing import name_in_lists
from services.nominations.application.register_views import serving_in
from services.nominations.application.striving_views import unit_titles_key
from services.nominations.domain.person_states import Serving
from shared.asking import LONGEST_PAGE, opened_many, page
from shared.codec import Codec
from shared.endpoints import Page
from shared.eventstore import EventStore
from shared.messages import Json
from shared.reading import ViewReader
from shared.values import dataclass

UNITS_AT_ONCE = 20
"""The people of so many units are read by one call."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Holds registrations against the people of their units."""

    known: Histories
    store: EventStore
    codec: Codec
    views: Mapping[str, ViewReader]

    def of_unit(self, asked: answers.TitlesAsked) -> answers.TitlesItem:
        """One unit, naming who is missing."""
        titles = self.known.emulation.titles_of(asked.unit_id, asked.year)
        people = self._people([asked.unit_id], asked.on)[asked.unit_id]
        missing = [one for one in people if one not in titles.individuals]
        collective = asked.unit_id in titles.collectives
        return answers.TitlesItem(
            unit_id=asked.unit_id,
            year=asked.year,
            on=asked.on,
            entries=titles.entries,
            head_count=len(people),
            registered=len(people) - len(missing),
            collective_registered=collective,
            complete=collective and not missing,
            missing_count=len(missing),
            missing=tuple(self._missing(missing[:LONGEST_PAGE])),
        )

    def of_units(self, asked: answers.UnitsTitlesAsked) -> Page:
        """Every unit right below an organisation, in figures."""
        found = page(self.views["organisations"], {"parent_id": asked.organisation_id}, asked, sort="name")
        people = self._people([row["organisation_id"] for row in found.items], asked.on)
        titles = self._titles(people, asked.year)
        figures = [
            _figures(row, people[row["organisation_id"]], titles[row["organisation_id"]])
            for row in found.items
        ]
        return Page(figures, found.next)

    def _titles(self, units: Iterable[str], year: int) -> Mapping[str, Collection[tuple[str, str]]]:
        """Who registered a title in each of *units*, as kind and subject; read by one call, as the list of titles knows."""
        keys = {unit_id: unit_titles_key(unit_id, year) for unit_id in units}
        rows = self.views["unit_titles"].these([*keys.values()])
        return {
            unit_id: {(kind, subject_id) for kind, subject_id, _ in rows[key]["entries"]}
            if key in rows
            else ()
            for unit_id, key in keys.items()
        }

    def _people(self, units: Sequence[str], on: date) -> Mapping[str, Sequence[str]]:
        """Those whose main position was in each of *units* on the day, as the list of people knows."""
        found: dict[str, list[str]] = {unit_id: [] for unit_id in units}
        for start in range(0, len(units), UNITS_AT_ONCE):
            some = units[start : start + UNITS_AT_ONCE]
            for row in self.views["people"].every({"organisations": {"$in": list(some)}}):
                serving = serving_in(row)
                for unit_id in some:
                    if unit_id in row["organisations"] and _serves(serving, unit_id, on):
                        found[unit_id].append(row["person_id"])
        return {unit_id: sorted(people) for unit_id, people in found.items()}

    def _missing(self, people: Sequence[str]) -> Iterator[answers.MissingPerson]:
        events = opened_many(self.store, self.codec, [f"person-{one}" for one in people])
        for person_id in people:
            state = self.known.person(person_id)
            told = events[f"person-{person_id}"]
            name = name_in_lists(state, told) if isinstance(state, Serving) else None
            yield answers.MissingPerson(person_id=person_id, name=name)


def _figures(row: Json, people: Sequence[str], titled: Collection[tuple[str, str]]) -> answers.UnitTitles:
    unit_id = row["organisation_id"]
    registered = sum(("individual", one) in titled for one in people)
    collective = ("collective", unit_id) in titled
    return answers.UnitTitles(
        unit_id=unit_id,
        name=row["name"],
        head_count=len(people),
        registered=registered,
        collective_registered=collective,
        complete=collective and registered == len(people),
    )


def _serves(serving: Serving, unit_id: str, on: date) -> bool:
    return any(post.organisation_id == unit_id and not post.concurrent for post in serving.posts_on(on))

"""Answers to questions about emulation blocs (khối thi đua), whose documents are public."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from services.nominations.application import bloc_answers as answers
from services.nominations.application.bloc_views import composed_in
from services.nominations.application.histories import Histories
from services.nominations.application.wording import Worded
from services.nominations.domain.bloc_states import Established
from shared.access import Caller
from shared.asking import folded, item_of
from shared.endpoints import Page, Versioned
from shared.errors import NotFound
from shared.messages import Json
from shared.reading import ViewReader
from shared.values import dataclass

Ask = Callable[[Any, Caller], Any]


@dataclass(frozen=True, slots=True)
class BlocQueries:
    """What may be asked of this part."""

    known: Histories
    views: Mapping[str, ViewReader]

    def table(self) -> Mapping[str, Ask]:
        """Each query by name."""
        return {"list-blocs": self.blocs, "bloc": self.bloc}

    def blocs(self, asked: answers.BlocsAsked, _caller: Caller) -> Page:
        """The blocs that are there in the year asked about, each as it is composed then."""
        given = {"organisation_id": asked.organisation_id, "ever": asked.member_id}
        only: Json = {name: value for name, value in given.items() if value is not None}
        found = Worded(only, asked.text).page(self.views["blocs"], asked, sort="_id")
        return Page([*_composed(found.items, asked)], found.next)

    def bloc(self, asked: answers.OneBloc, _caller: Caller) -> Versioned:
        """One bloc with all it ever consisted of."""
        read = folded(self.known.emulation.blocs, f"bloc-{asked.bloc_id}")
        state = read.state
        if not isinstance(state, Established):
            raise NotFound
        compositions = tuple(
            answers.CompositionItem(
                from_year=one.from_year,
                members=one.members,
                head_id=one.head_id,
                number=one.number,
                dated=one.dated,
            )
            for one in state.compositions
        )
        item = answers.BlocItem(
            bloc_id=asked.bloc_id,
            name=state.name,
            organisation_id=state.organisation_id,
            compositions=compositions,
        )
        return Versioned(item, read.head.version)


def _composed(rows: Iterable[Json], asked: answers.BlocsAsked) -> Iterator[answers.BlocRow]:
    for row in rows:
        found = composed_in(row, asked.year)
        if found is not None and asked.member_id in (None, *found["members"]):
            yield item_of(answers.BlocRow, {**row, **found})

"""How many dossiers there are, by where they stand, form or title, year and unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from sys import intern
from typing import Any, NamedTuple, TypeVar

from services.nominations.application import dossier_answers as answers
from shared.kept import Changing, Kept
from shared.lineage import Reach
from shared.messages import Json
from shared.values import dataclass

L = TypeVar("L")


class Kind(NamedTuple):
    """What a dossier is counted by, and to whom it is open."""

    state: str
    form: str
    year: int
    title_year: int | None
    unit_id: str
    scopes: tuple[str, ...]


def kind_of(row: Json) -> Kind:
    """A row of the view `dossiers`."""
    return Kind(
        state=intern(row["state"]),
        form=intern(row["form"]),
        year=row["year"],
        title_year=row.get("title_year"),
        unit_id=intern(row["unit_id"]),
        scopes=tuple(map(intern, row["scopes"])),
    )


@dataclass(frozen=True, slots=True)
class DossierCounts:
    """Counts the rows of the view `dossiers`, which *kept* keeps."""

    kept: Kept[Kind]

    @classmethod
    def over(cls, rows: Changing) -> DossierCounts:
        """Counts *rows*."""
        return cls(Kept(rows, kind_of))

    def of(self, asked: answers.DossierCountsAsked, reached: Reach | None) -> answers.DossierCountsItem:
        """What *asked* is about and *reached* lets see."""
        # One by one, each organisation met would be a question of its own.
        seen = None if reached is None else frozenset(reached)
        states: Counter[str] = Counter()
        forms: Counter[str] = Counter()
        years: Counter[int] = Counter()
        title_years: Counter[int] = Counter()
        units: Counter[str] = Counter()
        with self.kept.counts() as counts:
            for kind, count in counts.items():
                if _fits(kind, asked) and (seen is None or not seen.isdisjoint(kind.scopes)):
                    states[kind.state] += count
                    forms[kind.form] += count
                    years[kind.year] += count
                    units[kind.unit_id] += count
                    if kind.title_year is not None:
                        title_years[kind.title_year] += count
        return answers.DossierCountsItem(
            count=states.total(),
            states=_lines(answers.StateCount, "state", states),
            forms=_lines(answers.FormCount, "form", forms),
            years=_lines(answers.YearCount, "year", years),
            title_years=_lines(answers.YearCount, "year", title_years),
            units=_lines(answers.UnitCount, "unit_id", units),
        )


def _fits(kind: Kind, asked: answers.DossierCountsAsked) -> bool:
    return (
        asked.state in (None, kind.state)
        and asked.form in (None, kind.form)
        and asked.year in (None, kind.year)
        and asked.title_year in (None, kind.title_year)
        and asked.unit_id in (None, kind.unit_id)
    )


def _lines(made: Callable[..., L], name: str, counted: Mapping[Any, int]) -> tuple[L, ...]:
    return tuple(made(**{name: key, "count": count}) for key, count in sorted(counted.items()))

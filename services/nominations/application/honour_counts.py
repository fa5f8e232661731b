"""How many recognitions and awards of models there are, by what is counted apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from services.nominations.application import model_answers as answers
from services.nominations.application.honour_views import field_key
from shared.kept import Changing, Kept
from shared.lineage import Reach
from shared.messages import Json
from shared.values import dataclass


class Honour(NamedTuple):
    """What an honour that counts is counted by, and whose it is."""

    year: int
    field_key: str
    what: str
    issuer: str
    award: str
    subject_kind: str
    field: str
    scopes: tuple[str, ...]

    @property
    def group(self) -> tuple[int, str, str, str, str, str]:
        """What makes a line of the answer."""
        return self[:6]


def honour_of(row: Json) -> Honour | None:
    """A row of the view `honours`; None when it does not count."""
    if not row["counted"]:
        return None
    return Honour(
        year=row["year"],
        field_key=row["field_key"],
        what=row["what"],
        issuer=row["issuer"],
        award=row["award"] or "",
        subject_kind=row["subject_kind"],
        field=row["field"],
        scopes=tuple(row["scopes"]),
    )


@dataclass(frozen=True, slots=True)
class HonourCounts:
    """Counts the rows of the view `honours`, which *kept* keeps."""

    kept: Kept[Honour]

    @classmethod
    def over(cls, rows: Changing) -> HonourCounts:
        """Counts *rows*."""
        return cls(Kept(rows, honour_of))

    def of(self, asked: answers.CountsAsked, reached: Reach | None) -> answers.CountsItem:
        """What *asked* is about and *reached* lets see, by year, field and issuer."""
        key = None if asked.field is None else field_key(asked.field)
        # One by one, each organisation met would be a question of its own.
        seen = None if reached is None else frozenset(reached)
        counted: Counter[tuple[int, str, str, str, str, str]] = Counter()
        names: dict[str, str] = {}
        with self.kept.counts() as counts:
            for honour, count in counts.items():
                if (
                    asked.year in (None, honour.year)
                    and key in (None, honour.field_key)
                    and (asked.organisation_id is None or asked.organisation_id in honour.scopes)
                    and (seen is None or not seen.isdisjoint(honour.scopes))
                ):
                    counted[honour.group] += count
                    names[honour.field_key] = min(names.get(honour.field_key, honour.field), honour.field)
        return _item(counted, names)


def _item(
    counted: Mapping[tuple[int, str, str, str, str, str], int], names: Mapping[str, str]
) -> answers.CountsItem:
    return answers.CountsItem(
        counts=tuple(
            answers.CountItem(
                year=year,
                field=names[key],
                what=what,
                issuer=issuer,
                award=award or None,
                subject_kind=kind,
                count=count,
            )
            for (year, key, what, issuer, award, kind), count in sorted(counted.items())
        )
    )

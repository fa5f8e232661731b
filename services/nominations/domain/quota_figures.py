"""The figures a quota is held against: what is counted, what a document attests, and what nothing tells."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from services.nominations.domain.quota_names import ATTESTED_AS, CONTRADICTED, COUNTED, GROUPS
from services.nominations.domain.quotas import Figures, Quota
from services.nominations.domain.record import Entry
from services.nominations.domain.refusals import day_text
from shared.texts import Text
from shared.values import dataclass

Source = Literal["document", "records", "contradicted", "none"]
"""Theo văn bản ghi trong hồ sơ của tập thể; đếm từ dữ kiện của từng cá nhân, tập thể; trái nhau; không có."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """How many have `code`, None where nothing tells; `origin` names the document, where one attests it."""

    code: str
    number: int | None
    source: Source
    origin: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """All figures of one quota: who has it, how many more are proposed, and of how many."""

    granted: Figure
    proposed: int
    denominator: Figure

    @property
    def figures(self) -> Figures:
        """The numbers alone."""
        return Figures(
            granted=self.granted.number, proposed=self.proposed, denominator=self.denominator.number
        )


def figure_of(code: str, year: int, counted: int | None, entries: Iterable[Entry], *, least: int) -> Figure:
    """
    How many of a body have *code* of *year*: as its record of *entries* attests, or else as *counted*.

    Fewer than *least* counted are none: that nobody has it may as well mean that nobody entered it. A document that says
    fewer than are on record contradicts them, and then nothing tells.
    """
    wanted = ATTESTED_AS.get(code)
    attested = next((one for one in entries if one.code == wanted and one.year == year), None)
    if attested is None:
        told = counted is not None and counted >= least
        return Figure(code=code, number=counted if told else None, source="records" if told else "none")
    origin = f"{attested.document_number}, {day_text(attested.dated)}"
    if counted is not None and counted > attested.number:
        return Figure(code=code, number=None, source="contradicted", origin=origin)
    return Figure(code=code, number=attested.number, source="document", origin=origin)


def missing(quota: Quota, count: Count) -> Text | None:
    """What keeps the quota from being decided, None where every figure is there."""
    if quota.counted_by == "group":
        return GROUPS
    for figure in (count.denominator, count.granted):
        name = COUNTED[figure.code]
        if figure.source == "contradicted":
            return Text(CONTRADICTED.fill({"name": name.vi}).vi, CONTRADICTED.fill({"name": name.en}).en)
        if figure.number is None:
            return name
    return None

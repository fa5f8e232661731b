"""Counts what quotas are about, over an organisation and all below it, from read models and its own record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Final

from services.nominations.application.histories import Histories, record_stream
from services.nominations.application.record_views import held
from services.nominations.domain.quota_figures import Count, figure_of
from services.nominations.domain.quota_names import ON_RECORD
from services.nominations.domain.quotas import Quota
from shared.lineage import Tree
from shared.lineage_rows import AT_ONCE, children_in
from shared.reading import ViewReader
from shared.values import dataclass

OPEN: Final = ("open", "submitted", "returned", "received", "at_council", "forwarded")
"""Where a dossier is that may still come to an award."""


@dataclass(frozen=True, slots=True)
class QuotaCounts:
    """Counts for one body and year."""

    known: Histories
    views: Mapping[str, ViewReader]
    organisation_id: str
    year: int

    def of(self, quota: Quota) -> Count:
        """What *quota* is held against."""
        below = self._below()
        entries = self.known.records.load(record_stream("collective", self.organisation_id)).state.entries
        having = self._having(quota.numerator, below)
        among = self._having(quota.denominator, below)
        figure = partial(figure_of, year=self.year, entries=entries)
        return Count(
            granted=figure(quota.numerator, counted=None if having is None else len(having), least=0),
            proposed=len(self._proposed(quota.numerator, below) - (having or frozenset())),
            denominator=figure(quota.denominator, counted=None if among is None else len(among), least=1),
        )

    def _below(self) -> Sequence[str]:
        """The organisation, all below it now, and those it or they took over from."""
        tree = Tree(lambda _: (), partial(children_in, self.views["organisations"]))
        return sorted(tree.below([self.organisation_id]))

    def _having(self, code: str, below: Sequence[str]) -> frozenset[str] | None:
        """Who has *code* of the year as one of a body of *below*; None where records do not tell who has it."""
        if code not in ON_RECORD:
            return None
        rows = self.views["records"]
        return frozenset(
            key
            for some in _in_parts(below)
            for key in rows.keys({"held": {"$in": [held(body, code, self.year) for body in some]}})
        )

    def _proposed(self, code: str, below: Sequence[str]) -> frozenset[str]:
        """Whom units of *below* propose for *code* of the year in dossiers that have not ended."""
        rows = self.views["dossiers"]
        return frozenset(
            f"{row['subject_kind']}/{row['subject_id']}"
            for some in _in_parts(below)
            for row in rows.every(
                {"unit_id": {"$in": list(some)}, "form": code, "state": {"$in": list(OPEN)}}
            )
            if row.get("title_year") == self.year
        )


def _in_parts(names: Sequence[str]) -> Iterator[Sequence[str]]:
    return (names[start : start + AT_ONCE] for start in range(0, len(names), AT_ONCE))

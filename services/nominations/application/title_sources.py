"""Where a comparison of titles reads both sides: what units registered, and what stands on record."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Protocol

from services.nominations.application.record_views import held
from services.nominations.application.striving_views import unit_titles_key
from services.nominations.domain.fact_names import TITLES
from services.nominations.domain.outcomes import Claim
from services.nominations.domain.quota_names import ON_RECORD
from shared.lineage_rows import AT_ONCE
from shared.messages import Json
from shared.reading import ViewReader
from shared.values import dataclass


class Source(Protocol):
    """Both sides, flags left out: of those records do not say which they are."""

    def registered(self, units: Sequence[str], years: range) -> Mapping[str, set[Claim]]:
        """What each of *units* registered and did not take back."""

    def achieved(self, claims: Collection[Claim]) -> AbstractSet[Claim]:
        """Those of *claims*, at least, that stand on their subject's record."""

    def as_of(self, units: Sequence[str], years: range) -> Iterator[tuple[str, Claim]]:
        """What stands on record as of one of *units*, each with the unit."""

    def registered_by(self, subjects: Iterable[str]) -> AbstractSet[Claim]:
        """What these, at least, registered anywhere and did not take back."""


@dataclass(frozen=True, slots=True)
class FromViews:
    """Reads what is asked for by its keys and indexes: right for few units."""

    views: Mapping[str, ViewReader]

    def registered(self, units: Sequence[str], years: range) -> Mapping[str, set[Claim]]:
        """See Source."""
        keys = [unit_titles_key(unit_id, year) for unit_id in units for year in years]
        claims: dict[str, set[Claim]] = {unit_id: set() for unit_id in units}
        for row in self.views["unit_titles"].these(keys).values():
            claims[row["unit_id"]] |= {
                Claim(row["year"], title, kind, subject_id) for kind, subject_id, title in row["entries"]
            }
        return claims

    def achieved(self, claims: Collection[Claim]) -> AbstractSet[Claim]:
        """See Source."""
        subjects = sorted({f"{one.kind}/{one.subject_id}" for one in claims})
        return {
            Claim(year, code, ON_RECORD[code], row["subject_id"])
            for row in self.views["records"].these(subjects).values()
            for _, code, year in row["facts"]
        }

    def as_of(self, units: Sequence[str], years: range) -> Iterator[tuple[str, Claim]]:
        """See Source."""
        wanted = {
            held(unit_id, code, year): (unit_id, code, year)
            for unit_id in units
            for code in TITLES
            for year in years
        }
        for row in self._every("records", "held", sorted(wanted)):
            for unit_id, code, year in (wanted[one] for one in row["held"] if one in wanted):
                yield unit_id, Claim(year, code, ON_RECORD[code], row["subject_id"])

    def registered_by(self, subjects: Iterable[str]) -> AbstractSet[Claim]:
        """See Source."""
        return {
            Claim(row["year"], row["title"], row["kind"], row["subject_id"])
            for row in self._every("titles", "subject_id", sorted(subjects))
            if row["state"] == "registered"
        }

    def _every(self, view: str, name: str, values: Sequence[str]) -> Iterator[Json]:
        for start in range(0, len(values), AT_ONCE):
            yield from self.views[view].every({name: {"$in": list(values[start : start + AT_ONCE])}})

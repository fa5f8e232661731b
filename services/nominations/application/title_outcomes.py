"""Titles that units registered for some years, held against what stands on record: read models of units and of records side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from services.nominations.application.flag_outcomes import FlagOutcomes
from services.nominations.application.record_views import held
from services.nominations.application.striving_views import unit_titles_key
from services.nominations.domain.fact_names import TITLES
from services.nominations.domain.outcomes import Claim, Outcome, Striven, outcome_of
from services.nominations.domain.quota_names import ON_RECORD
from services.nominations.domain.titles import FLAGS
from shared.lineage_rows import AT_ONCE
from shared.messages import Json
from shared.reading import ViewReader

UNITS_AT_ONCE: Final = 20
"""What so many units registered, and their people have, is read together."""


@dataclass(frozen=True, slots=True)
class TitleOutcomes:
    """Compares for one answer; *flags* looks up what records do not tell apart."""

    views: Mapping[str, ViewReader]
    flags: FlagOutcomes

    def of(self, units: Sequence[str], years: range) -> Iterator[Striven]:
        """
        What was striven for in *units*, in their order, each unit's by year, title and subject.

        A title stands where it was registered, also when its holder has moved on since; one that nobody registered where the year's last main
        position was.
        """
        unregistered = list(self.flags.awarded(years))
        for start in range(0, len(units), UNITS_AT_ONCE):
            some = units[start : start + UNITS_AT_ONCE]
            claims = self._registered(some, years)
            found = [*self._outcomes(claims), *self._surprises(some, years, claims, unregistered)]
            order = {unit_id: number for number, unit_id in enumerate(some)}
            yield from sorted(found, key=lambda one: (order[one.unit_id], one.place))

    def _registered(self, units: Sequence[str], years: range) -> Mapping[str, set[Claim]]:
        """What each of *units* registered and did not take back."""
        keys = [unit_titles_key(unit_id, year) for unit_id in units for year in years]
        claims: dict[str, set[Claim]] = {unit_id: set() for unit_id in units}
        for row in self.views["unit_titles"].these(keys).values():
            claims[row["unit_id"]] |= {
                Claim(row["year"], title, kind, subject_id) for kind, subject_id, title in row["entries"]
            }
        return claims

    def _outcomes(self, claims: Mapping[str, set[Claim]]) -> Iterator[Striven]:
        subjects = {f"{one.kind}/{one.subject_id}" for some in claims.values() for one in some}
        records = self.views["records"].these(sorted(subjects))
        for unit_id, some in claims.items():
            for claim in some:
                yield Striven(unit_id, claim, self._outcome(claim, records))

    def _outcome(self, claim: Claim, records: Mapping[str, Json]) -> Outcome:
        if claim.title not in FLAGS:
            return outcome_of(achieved=_has(records.get(f"{claim.kind}/{claim.subject_id}"), claim))
        flags = self.flags.of(claim.subject_id)
        return outcome_of(achieved=claim in flags.known, unclear=claim.year in flags.unclear)

    def _surprises(
        self,
        units: Sequence[str],
        years: range,
        claims: Mapping[str, set[Claim]],
        flags: Iterable[Claim],
    ) -> Iterator[Striven]:
        """What is on record as of one of *units* and was registered nowhere."""
        here = {*self._on_record(units, years)}
        here |= {(flag.subject_id, flag) for flag in flags if flag.subject_id in claims}
        left = [(unit_id, claim) for unit_id, claim in here if claim not in claims[unit_id]]
        elsewhere = self._registered_by({claim.subject_id for _, claim in left})
        return (Striven(unit_id, claim, "unregistered") for unit_id, claim in left if claim not in elsewhere)

    def _on_record(self, units: Sequence[str], years: range) -> Iterator[tuple[str, Claim]]:
        wanted = {
            held(unit_id, code, year): (unit_id, code, year)
            for unit_id in units
            for code in TITLES
            for year in years
        }
        for row in self._every("records", "held", sorted(wanted)):
            for unit_id, code, year in (wanted[one] for one in row["held"] if one in wanted):
                yield unit_id, Claim(year, code, ON_RECORD[code], row["subject_id"])

    def _registered_by(self, subjects: Iterable[str]) -> set[Claim]:
        """What these registered anywhere."""
        return {
            Claim(row["year"], row["title"], row["kind"], row["subject_id"])
            for row in self._every("titles", "subject_id", sorted(subjects))
            if row["state"] == "registered"
        }

    def _every(self, view: str, name: str, values: Sequence[str]) -> Iterator[Json]:
        for start in range(0, len(values), AT_ONCE):
            yield from self.views[view].every({name: {"$in": list(values[start : start + AT_ONCE])}})


def _has(record: Json | None, claim: Claim) -> bool:
    facts = () if record is None else record["facts"]
    return any((code, year) == (claim.title, claim.year) for _, code, year in facts)

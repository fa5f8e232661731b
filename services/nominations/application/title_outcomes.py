"""Titles that units registered for some years, held against what stands on record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from services.nominations.application.flag_outcomes import FlagOutcomes
from services.nominations.application.title_sources import Source
from services.nominations.domain.outcomes import Claim, Striven, outcome_of
from services.nominations.domain.titles import FLAGS
from shared.values import dataclass

UNITS_AT_ONCE: Final = 20
"""What so many units registered, and their people have, is read together."""


@dataclass(frozen=True, slots=True)
class TitleOutcomes:
    """Compares for one answer; *flags* looks up what records do not tell apart."""

    source: Source
    flags: FlagOutcomes
    at_once: int = UNITS_AT_ONCE

    def of(self, units: Sequence[str], years: range) -> Iterator[Striven]:
        """
        What was striven for in *units*, in their order, each unit's by year, title and subject.

        A title stands where it was registered, also when its holder has moved on since; one that nobody registered where the year's last main
        position was.
        """
        unregistered = list(self.flags.awarded(years))
        for start in range(0, len(units), self.at_once):
            some = units[start : start + self.at_once]
            claims = self.source.registered(some, years)
            found = [*self._outcomes(claims), *self._surprises(some, years, claims, unregistered)]
            order = {unit_id: number for number, unit_id in enumerate(some)}
            yield from sorted(found, key=lambda one: (order[one.unit_id], one.place))

    def _outcomes(self, claims: Mapping[str, set[Claim]]) -> Iterator[Striven]:
        achieved = self.source.achieved({one for some in claims.values() for one in some})
        for unit_id, some in claims.items():
            for claim in some:
                if claim.title in FLAGS:
                    flags = self.flags.of(claim.subject_id)
                    outcome = outcome_of(achieved=claim in flags.known, unclear=claim.year in flags.unclear)
                else:
                    outcome = outcome_of(achieved=claim in achieved)
                yield Striven(unit_id, claim, outcome)

    def _surprises(
        self,
        units: Sequence[str],
        years: range,
        claims: Mapping[str, set[Claim]],
        flags: Iterable[Claim],
    ) -> Iterator[Striven]:
        """What is on record as of one of *units* and was registered nowhere."""
        here = {*self.source.as_of(units, years)}
        here |= {(flag.subject_id, flag) for flag in flags if flag.subject_id in claims}
        left = [(unit_id, claim) for unit_id, claim in here if claim not in claims[unit_id]]
        elsewhere = self.source.registered_by({claim.subject_id for _, claim in left})
        return (Striven(unit_id, claim, "unregistered") for unit_id, claim in left if claim not in elsewhere)

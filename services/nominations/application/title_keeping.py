"""What all units registered and what all records tell of titles, kept in short: for comparisons over many units."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from sys import intern
from typing import NamedTuple

from services.nominations.domain.fact_names import TITLES
from services.nominations.domain.outcomes import Claim
from services.nominations.domain.quota_names import ON_RECORD
from shared.kept import Changing, Kept
from shared.messages import Json
from shared.values import dataclass


class Registered(NamedTuple):
    """What a unit registered for a year: kind, subject and title of each."""

    unit_id: str
    year: int
    entries: tuple[tuple[str, str, str], ...]


class Holding(NamedTuple):
    """The titles on a subject's record, each with its year; `held` with the body it was of."""

    subject_id: str
    facts: tuple[tuple[str, int], ...]
    held: tuple[tuple[str, str, int], ...]


def registered_of(row: Json) -> Registered | None:
    """A row of the view `unit_titles`; None when all was taken back."""
    entries = tuple((intern(kind), intern(subject), intern(title)) for kind, subject, title in row["entries"])
    return Registered(intern(row["unit_id"]), row["year"], entries) if entries else None


def holding_of(row: Json) -> Holding | None:
    """A row of the view `records`; None where it tells of no title."""
    facts = tuple((intern(code), year) for _, code, year in row["facts"] if code in TITLES)
    if not facts:
        return None
    parts = (one.rsplit("/", 2) for one in row["held"])
    bodies = tuple((intern(body), intern(code), int(year)) for body, code, year in parts if code in TITLES)
    return Holding(intern(row["subject_id"]), facts, bodies)


@dataclass(frozen=True, slots=True)
class KeptTitles:
    """Both sides of every year; see Kept for how they are brought up to date."""

    registered: Kept[Registered]
    holding: Kept[Holding]

    @classmethod
    def over(cls, registered: Changing, records: Changing) -> KeptTitles:
        """Keeps the views `unit_titles` and `records`."""
        return cls(Kept(registered, registered_of), Kept(records, holding_of))

    def of(self, years: range) -> FromKept:
        """What they tell of *years* by now."""
        claims: dict[str, set[Claim]] = defaultdict(set)
        bodies: dict[str, list[Claim]] = defaultdict(list)
        with self.registered.counts() as kept:
            for one in kept:
                if one.year in years:
                    claims[one.unit_id] |= {
                        Claim(one.year, title, kind, subject) for kind, subject, title in one.entries
                    }
        achieved: set[Claim] = set()
        with self.holding.counts() as holding:
            for subject_id, facts, held in holding:
                achieved |= {
                    Claim(year, code, ON_RECORD[code], subject_id) for code, year in facts if year in years
                }
                for body, code, year in held:
                    if year in years:
                        bodies[body].append(Claim(year, code, ON_RECORD[code], subject_id))
        return FromKept(claims, achieved, bodies)


@dataclass(frozen=True, slots=True)
class FromKept:
    """All of some years; see Source."""

    claims: Mapping[str, set[Claim]]
    on_record: AbstractSet[Claim]
    bodies: Mapping[str, Sequence[Claim]]

    def registered(self, units: Sequence[str], _years: range) -> Mapping[str, set[Claim]]:
        """See Source."""
        return {unit_id: self.claims.get(unit_id, set()) for unit_id in units}

    def achieved(self, _claims: Collection[Claim]) -> AbstractSet[Claim]:
        """See Source."""
        return self.on_record

    def as_of(self, units: Sequence[str], _years: range) -> Iterator[tuple[str, Claim]]:
        """See Source."""
        return ((unit_id, claim) for unit_id in units for claim in self.bodies.get(unit_id, ()))

    def registered_by(self, _subjects: Iterable[str]) -> AbstractSet[Claim]:
        """See Source."""
        return {claim for some in self.claims.values() for claim in some}

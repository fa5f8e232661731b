"""Where an initiative stands, and from when on it counts: only what is applied and recognised does."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from services.nominations.domain.rules import InitiativeLevels
from shared.values import dataclass


@dataclass(frozen=True, slots=True)
class Unproposed:
    """Nothing is known yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """One recognition, or one certificate of reach: the level, and the document it stands in."""

    level: str
    given_by: str
    number: str
    dated: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """An initiative with what has come of it."""

    title: str
    authors: tuple[str, ...]
    unit_id: str
    year: int
    applied_since: date | None = None
    recognised: tuple[Certificate, ...] = ()
    reach: tuple[Certificate, ...] = ()

    def applied_on(self, day: date) -> bool:
        """Whether it was in use on that day."""
        return self.applied_since is not None and self.applied_since <= day

    def recognised_on(self, day: date, levels: Collection[str]) -> bool:
        """Whether one of *levels* had recognised it by that day."""
        return any(one.level in levels and one.dated <= day for one in self.recognised)


Initiative = Unproposed | Proposed


def counts_at(initiative: Proposed, level: str, day: date, levels: InitiativeLevels) -> tuple[str, ...]:
    """
    What keeps the initiative from counting at *level* on *day*: of `applied`, `recognised`; it counts when nothing does.

    *levels* says recognition at which levels counts for which.
    """
    found = {
        "applied": initiative.applied_on(day),
        "recognised": initiative.recognised_on(day, levels.counts.get(level, ())),
    }
    return tuple(name for name, there in found.items() if not there)


def reaches(initiative: Proposed, level: str, day: date) -> bool:
    """Whether it was certified by *day* that the initiative reaches so far."""
    return any(one.level == level and one.dated <= day for one in initiative.reach)

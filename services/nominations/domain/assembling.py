"""
The facts that criteria are judged by, counted from a subject's record on a day (dữ kiện tính đến ngày xét).

Only what documents dated up to that day tell is counted. A record that holds nothing at all says nothing; one that is kept
says how many of each title, award and initiative it holds, also none. One in which nobody has entered anything, so that it
holds only what followed from awards and initiatives here, is not kept: it does not say how many there are. What a year's rating, attestation or number would
tell is a fact only where it is on record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from services.nominations.domain.chains import chain
from services.nominations.domain.criteria import Fact, Value
from services.nominations.domain.fact_names import (
    ATTESTED,
    COMMENDATIONS,
    COUNTS,
    INITIATIVES,
    OF_A_YEAR,
    TITLES,
)
from services.nominations.domain.law import MeritCounting
from services.nominations.domain.record import Entry, Record
from services.nominations.domain.refusals import day_text
from shared.rules import DatedRule
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The day facts are counted on, the year that is judged, and the period of years (giai đoạn) where there is one."""

    on: date
    year: int
    period: tuple[int, int] | None = None


Sure = Callable[[Entry], bool]
"""Whether nothing that led to an entry waits for somebody to confirm it."""


def entered(entry: Entry) -> bool:
    """As long as nobody says more: what came on record by itself waits for the rule that brought it there."""
    return not entry.counted


def facts_of(
    stream: str,
    record: Record,
    window: Window,
    merit: DatedRule[MeritCounting] | None = None,
    sure: Sure = entered,
) -> tuple[Fact, ...]:
    """
    All facts of *record*, which stands in *stream*; those told by an entry that is not *sure* are not sure either.

    *merit* is given when a merit award is judged: awards of the types it excludes are not counted. Where the rule is not
    confirmed and it would matter, the count is left out, so that a person must look.
    """
    known = [entry for entry in record.entries if entry.dated <= window.on]
    if not known:
        return ()
    telling = _Telling(stream, record.version, sure)
    return (
        *(_counted(telling, known, window, merit) if any(not entry.automatic for entry in known) else ()),
        *_ratings(telling, known, window),
        *_attested(telling, known, window),
        *_numbers(telling, known, window),
    )


@dataclass(frozen=True, slots=True)
class _Telling:
    """Makes facts that say where they are from."""

    stream: str
    version: int
    sure: Sure

    def of(self, name: str, value: Value, entries: Sequence[Entry]) -> Fact:
        """A fact told by *entries*; where there are none, by the record as it stands."""
        told = [
            f"{entry.document_number}, {day_text(entry.dated)} ({self.stream}@{entry.place})"
            for entry in entries
        ]
        return Fact(
            name=name,
            value=value,
            origin="; ".join(told) or f"{self.stream}@{self.version}",
            sure=all(map(self.sure, entries)),
        )


def _counted(
    telling: _Telling, known: Sequence[Entry], window: Window, merit: DatedRule[MeritCounting] | None
) -> Iterator[Fact]:
    for code in (*TITLES, *COMMENDATIONS, *INITIATIVES):
        having = [entry for entry in known if entry.code == code and entry.holds]
        counting = [entry for entry in having if not _excluded(entry, merit)]
        if merit is not None and not merit.confirmed and len(counting) < len(having):
            continue
        for suffix, in_window in _windows(window):
            within = [entry for entry in counting if in_window(entry)]
            yield telling.of(code + suffix, len(within), within)
        if code in TITLES:
            row = [entry for entry in counting if entry.year <= window.year]
            yield telling.of(f"{code}_chain", chain((entry.year for entry in row), window.year), row)


def _windows(window: Window) -> Iterator[tuple[str, Callable[[Entry], bool]]]:
    yield "", lambda _: True
    yield "_in_year", lambda entry: entry.year == window.year
    yield "_in_two_years", lambda entry: window.year - 1 <= entry.year <= window.year
    if window.period is not None:
        first, last = window.period
        yield "_in_period", lambda entry: first <= entry.dated.year <= last


def _excluded(entry: Entry, merit: DatedRule[MeritCounting] | None) -> bool:
    return merit is not None and entry.commendation_type in merit.values.excluded


def _ratings(telling: _Telling, known: Sequence[Entry], window: Window) -> Iterator[Fact]:
    rated = {entry.year: entry for entry in known if entry.kind == "rating"}
    if window.year in rated:
        yield telling.of("rating", rated[window.year].code, [rated[window.year]])
    if rated:
        excellent = [entry for entry in rated.values() if entry.code == "excellent"]
        length = chain((entry.year for entry in excellent), window.year)
        yield telling.of("excellent_chain", length, excellent)
    told = _each_year(rated, window)
    if told is not None:
        yield telling.of("ratings_in_period", tuple(entry.code for entry in told), told)


def _attested(telling: _Telling, known: Sequence[Entry], window: Window) -> Iterator[Fact]:
    """
    The newest document on each matter; two of one day that differ are told both, which needs a person.

    Of what is attested for a year only the year judged tells, or one before it in the period.
    """
    first = min(window.period[0], window.year) if window.period else window.year
    for code in ATTESTED:
        about = [entry for entry in known if entry.code == code]
        if code in OF_A_YEAR:
            about = [one for one in about if first <= one.year <= window.year]
        newest = [entry for entry in about if entry.dated == max(each.dated for each in about)]
        for holds in sorted({entry.holds for entry in newest}):
            yield telling.of(code, holds, [entry for entry in newest if entry.holds == holds])


def _numbers(telling: _Telling, known: Sequence[Entry], window: Window) -> Iterator[Fact]:
    for code in COUNTS:
        yearly = {entry.year: entry for entry in known if entry.code == code}
        if window.year in yearly:
            yield telling.of(code, yearly[window.year].number, [yearly[window.year]])
        told = _each_year(yearly, window)
        if code == "disciplined_members" and told is not None:
            yield telling.of(f"{code}_in_period", sum(entry.number for entry in told), told)


def _each_year(yearly: dict[int, Entry], window: Window) -> list[Entry] | None:
    """One entry for each year of the period up to the year judged; None when a year lacks one."""
    if window.period is None:
        return None
    years = range(window.period[0], min(window.period[1], window.year) + 1)
    if not years or any(year not in yearly for year in years):
        return None
    return [yearly[year] for year in years]

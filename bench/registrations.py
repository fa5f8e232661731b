"""Registrations (đăng ký) in hundreds of units: lists, searches and counts asked through HTTP, few years in and all years in."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median

from bench.asked import Questions
from bench.bulk import Bulk
from bench.department import UNITS, Department
from bench.figures import Figure, at_most, percentile, shown
from bench.processes import PROC, mebibytes
from bench.registering import LISTED, Year
from services.audit.application.ledger_feed import SOURCE
from services.audit.application.views import VIEWS as OF_AUDIT
from services.nominations.adapters.catalogue import SERVICE
from services.nominations.application.views import VIEWS as OF_NOMINATIONS
from shared.cursors import Cursors
from shared.feed import LocalFeed
from shared.platform import Platform, open_platform
from shared.views import Generations, cursor_name
from tests.support.ports import free_port
from tests.support.system import System, running

REGISTRATIONS = int(os.environ.get("BENCH_REGISTRATIONS", "100000"))  # noqa: TID251  # how much to measure with
YEARS = 10
FIRST_YEAR = 2016
TIMES = 200
WARM = 10
MOST_MS = 100
MOST_RATIO = 1.5
MOST_MEBIBYTES = 300
LOOK_SECONDS = 1.0
MOST_SECONDS = 3600.0

GROWING = frozenset({"counts: of all years"})
"""Questions whose answer itself grows with the years it tells of: for them the time alone is a goal, no ratio."""

Times = Mapping[str, Sequence[float]]


def measure(folder: Path, registrations: int = REGISTRATIONS) -> Iterator[Figure]:
    """Milliseconds per question after the first of ten equal years, and after the last, each as long as the other."""
    unlimited = {"SOVANG_LIMIT_CALLER": "off"}  # one caller asks it all
    with running(System(folder, free_port(), variables=unlimited)) as system:
        platform = open_platform(system.settings, system.mongo_uri)
        ground = _Ground(platform, *_sizes(registrations))
        try:
            ground.begin()
            ground.register(FIRST_YEAR)
            questions = Questions(system, ground.department, FIRST_YEAR)
            few, first = ground.registrations, questions.answered(TIMES, WARM)
            yield shown(f"{few} registrations in the read models and the ledger", few / ground.seconds, "1/s")
            for year in range(FIRST_YEAR + 1, FIRST_YEAR + YEARS):
                ground.register(year)
            all_, last = ground.registrations, questions.answered(TIMES, WARM)
            yield shown(
                f"{all_} registrations in the read models and the ledger", all_ / ground.seconds, "1/s"
            )
            for what in first:
                told = f"{what}, {all_} registrations"
                yield _compared(told, last[what], f"at {few}", first[what], grows=what in GROWING)
            yield from _memory(system, all_)
        finally:
            ground.close()
            platform.close()


def _sizes(registrations: int) -> tuple[int, int]:
    """Units, and plans a year; fewer units where a year has not enough for all."""
    lists = max(1, registrations // (YEARS * LISTED))
    units = min(UNITS, lists)
    return units, lists // units


class _Ground:
    """What is asked about: written by years, and each year awaited."""

    def __init__(self, platform: Platform, units: int, plans: int) -> None:
        self.department = Department("bench", units)
        self.registrations, self.seconds = 0, 0.0
        self._platform, self._plans = platform, plans
        self._bulk = Bulk(platform)

    def begin(self) -> None:
        """The department with its units."""
        self._bulk.write(self.department.deeds())
        self._until_shown()

    def register(self, year: int) -> None:
        """A year's registrations, written and then waited for."""
        started = time.monotonic()
        self._bulk.write(Year(self.department, year, self._plans).deeds())
        self._until_shown()
        self.seconds += time.monotonic() - started
        self.registrations += self.department.units * self._plans * LISTED

    def close(self) -> None:
        self._bulk.close()

    def _until_shown(self) -> None:
        """Wait until every read model of the two services that are asked holds all that is written."""
        deadline = time.monotonic() + MOST_SECONDS
        while not self._all_shown():
            if time.monotonic() > deadline:
                raise AssertionError(f"not in every read model within {MOST_SECONDS} s")
            time.sleep(LOOK_SECONDS)

    def _all_shown(self) -> bool:
        _, head = LocalFeed(SERVICE, self._platform.database(SERVICE)).head()
        if head < self._bulk.written:
            return False
        for service, source, views in ((SERVICE, SERVICE, OF_NOMINATIONS), ("audit", SOURCE, OF_AUDIT)):
            for view in views:
                generations = Generations(self._platform.database(service), view.name)
                name = cursor_name(view.name, generations.current(), source)
                if (Cursors(generations.database).get(name) or ("", 0))[1] < head:
                    return False
        return True


def _compared(
    what: str, last: Sequence[float], reference: str, first: Sequence[float], *, grows: bool
) -> Figure:
    """The 95th percentile with its two goals; one whose answer *grows* has the first alone."""
    value, before = percentile(last, 0.95), percentile(first, 0.95)
    ratio = value / before
    return Figure(
        figure=f"{what}, p95 (p50 {median(last):.1f})",
        value=round(value, 1),
        unit="ms",
        reference=reference,
        reference_value=round(before, 1),
        ratio=round(ratio, 2),
        goal=f"≤ {MOST_MS} ms" if grows else f"≤ {MOST_MS} ms and ≤ {MOST_RATIO} ×",
        met=value <= MOST_MS and (grows or ratio <= MOST_RATIO),
    )


def _memory(system: System, registrations: int) -> Iterator[Figure]:
    if PROC.is_dir():
        for name in system.parts:
            size = mebibytes(system.pid(name))
            yield at_most(f"memory after {registrations} registrations, {name}", size, "MiB", MOST_MEBIBYTES)

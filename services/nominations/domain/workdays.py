"""Working days (ngày làm việc), as a calendar per year with its source; a year nobody confirmed needs a person."""

from __future__ import annotations

from datetime import date, timedelta

from shared.rules import DatedRule, RuleBook
from shared.values import dataclass

SATURDAY = 5
FARTHEST = 400
"""Days looked at before the search is given up: no document gives anybody longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingDays:
    """
    One year's calendar: Saturdays and Sundays are free, and so are the days `closed`, unless they are `worked`.

    `closed` are public holidays and days off in their place (nghỉ bù), `worked` days worked in exchange (làm bù).
    """

    year: int
    closed: tuple[date, ...]
    worked: tuple[date, ...] = ()

    def __post_init__(self) -> None:
        """Raises ValueError for a day of another year, and for one that is both closed and worked."""
        if any(day.year != self.year for day in (*self.closed, *self.worked)):
            raise ValueError(f"a day of another year than {self.year}")
        if set(self.closed) & set(self.worked):
            raise ValueError("a day both closed and worked")

    def works(self, day: date) -> bool:
        """Whether *day* is worked."""
        return day in self.worked or (day.weekday() < SATURDAY and day not in self.closed)


def is_working_day(rules: RuleBook, day: date) -> bool | None:
    """Whether *day* is a working day; None, a person must say, when no one calendar of its year is confirmed."""
    calendar = calendar_of(rules, day.year)
    return calendar.values.works(day) if calendar is not None and calendar.confirmed else None


def after_working_days(rules: RuleBook, start: date, days: int) -> date | None:
    """
    The day by which *days* working days have passed since *start*, which is not one of them.

    With 0 days the first working day from *start* on. None when a calendar on the way is not confirmed.
    """
    day, left = start, days
    if days == 0:
        day, left = start - timedelta(days=1), 1
    for _ in range(FARTHEST):
        day += timedelta(days=1)
        works = is_working_day(rules, day)
        if works is None:
            return None
        left -= works
        if left == 0:
            return day
    return None


def calendar_of(rules: RuleBook, year: int) -> DatedRule[WorkingDays] | None:
    """The calendar of *year*; None when there is none, or more than one that claims to be confirmed or not."""
    found = [rule for rule in rules.every(WorkingDays, date(year, 1, 1)) if rule.values.year == year]
    return found[0] if len(found) == 1 else None

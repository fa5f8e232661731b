"""The only place that reads the clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]
"""Gives the present moment, aware, in UTC."""

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def system_clock() -> datetime:
    """Now, in UTC, at millisecond precision (what the event's `time` keeps)."""
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


def local_date(moment: datetime) -> date:
    """The day in Vietnam on which *moment* falls: law speaks of days there."""
    return moment.astimezone(VIETNAM).date()


def timestamp(moment: datetime) -> str:
    """RFC 3339 with milliseconds and `Z`."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def parse_timestamp(text: str) -> datetime:
    """The inverse of `timestamp`; raises ValueError on any other form."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None or timestamp(moment) != text:
        raise ValueError(f"not a timestamp: {text!r}")
    return moment


def minutes(count: float) -> timedelta:
    """A span of *count* minutes."""
    return timedelta(minutes=count)

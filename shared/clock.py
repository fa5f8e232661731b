"""The only place that reads the clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]
"""Gives the present moment, aware, in UTC."""

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def system_clock() -> datetime:
    """Now, in UTC, at millisecond precision (what the event's `time` keeps)."""
    now = datetime.now(timezone.utc)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


def local_date(moment: datetime) -> date:
    """The day in Vietnam on which *moment* falls: law speaks of days there."""
    return moment.astimezone(VIETNAM).date()


def timestamp(moment: datetime) -> str:
    """RFC 3339 with milliseconds and `Z`."""
    utc = moment.astimezone(timezone.utc)
    return utc.strftime("%Y-%m-%dT%H:%M:%S.") + f"{utc.microsecond // 1000:03d}Z"


def parse_timestamp(text: str) -> datetime:
    """The inverse of `timestamp`; raises ValueError on any other form."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=timezone.utc)


def minutes(count: float) -> timedelta:
    """A span of *count* minutes."""
    return timedelta(minutes=count)

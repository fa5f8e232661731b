"""What is asked of the inbox and answered: parameters and results."""

from __future__ import annotations

from datetime import date, datetime

from shared.asking import Paging
from shared.texts import Text
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxAsked(Paging):
    """The caller's notices, all or only those not read."""

    unread: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CountAsked:
    """How many notices the caller has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeItem:
    """A notice: to which party, of which case and event, in both languages, why, and whether the caller read it."""

    id: str
    party: str
    kind: str
    event: str
    case: str
    occurred_on: date
    told_at: datetime
    text: Text
    why: Text
    read: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CountItem:
    """How many notices, and how many not read."""

    total: int
    unread: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadNotices:
    """Mark these notices as read."""

    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticesRead:
    """How many of those named are the caller's, and read now."""

    read: int

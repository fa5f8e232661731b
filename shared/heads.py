"""How far a history has come, for the many of one process who look in turn whether anything is new."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol, runtime_checkable

from shared.feed import Feed

HEAD_SECONDS = 0.25

Place = tuple[str, int]
"""An epoch and a position in it."""


@runtime_checkable
class HasRecentHead(Protocol):
    """A feed that remembers its head for a moment."""

    def recent_head(self) -> Place:
        """As `head`, perhaps HEAD_SECONDS old. It tells whether to look and how it stands, and MUST decide nothing."""


class RecentHead:
    """What *look* gave last, as long as it is fresh."""

    def __init__(self, look: Callable[[], Place]) -> None:
        self._look = look
        self._known: tuple[float, Place] | None = None

    def fresh(self) -> Place:
        """What *look* gives now."""
        self._known = None
        found = self._look()
        self._known = time.monotonic(), found
        return found

    def recent(self) -> Place:
        """What it gave at most HEAD_SECONDS ago."""
        known = self._known
        if known is not None and time.monotonic() - known[0] < HEAD_SECONDS:
            return known[1]
        return self.fresh()


def glance(feed: Feed) -> Place:
    """The head of *feed*, as old as it allows. Raises what its `head` raises."""
    return feed.recent_head() if isinstance(feed, HasRecentHead) else feed.head()


def goes_on(feed: Feed, place: Place) -> bool:
    """Whether *feed* has something after *place*, as far as it can say cheaply. Raises what its `head` raises."""
    epoch, position = glance(feed)
    return position > (place[1] if epoch == place[0] else 0)

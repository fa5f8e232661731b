"""A service's numbered history for the many readers of one process, who go through it side by side."""

from __future__ import annotations

import threading
from typing import Any

from pymongo.database import Database

from shared.feed import LocalFeed
from shared.heads import RecentHead
from shared.messages import NumberedEvent
from shared.recent import Recent

WHOLE_PAGE = 100
PAGES = 32
"""
So many pages that were asked for last stay at hand, in a backlog: some MB.

Readers who write much fall behind those who write nothing. With too few pages each of them reads everything itself, and the
embedded database does little else.
"""


def rest_of_page(position: int, page: int) -> int:
    """
    How many events from *position* on to the next multiple of *page*.

    Readers that ask for so many end where others end: from then on what one has read and decoded serves all.
    """
    return page - position % page


class CommonFeed(LocalFeed):
    """
    As LocalFeed, but what was read for one reader is at hand for the others.

    It is for read models, for reactions, and for the publisher, which tells each event once, as it was numbered. Whoever
    tells others what is stored, or compares it, MUST read it anew (LocalFeed): else an altered history would go on being
    told as it was.
    """

    def __init__(self, source: str, database: Database[dict[str, Any]], recent: Recent | None = None) -> None:
        super().__init__(source, database, recent)
        self._turn = threading.Lock()
        self._pages: dict[tuple[int, int], list[NumberedEvent]] = {}
        self._head = RecentHead(super().head)

    def head(self) -> tuple[str, int]:
        """As the protocol says."""
        return self._head.fresh()

    def recent_head(self) -> tuple[str, int]:
        """See HasRecentHead."""
        return self._head.recent()

    def after(self, position: int, limit: int) -> list[NumberedEvent]:
        """As the protocol says."""
        if limit < WHOLE_PAGE:
            return super().after(position, limit)
        if at_hand := self._recent.after(position, limit):
            return at_hand
        with self._turn:  # those that come by together wait for one of them to have read it
            page = self._pages.pop((position, limit), None) or super().after(position, limit)
            if len(page) == limit:  # it stays what it is
                self._pages[position, limit] = page
                while len(self._pages) > PAGES:
                    del self._pages[next(iter(self._pages))]
        return list(page)

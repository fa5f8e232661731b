"""Which events the ledger has, answered mostly from memory."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Final

REMEMBERED: Final = 20_000


class RecentEvents:
    """
    Events known to be sequenced, and events known not to be yet.

    Only this process sequences, so an event that the store did not have stays absent until it is added here.
    """

    def __init__(self, ask: Callable[[Collection[str]], set[str]], remembered: int = REMEMBERED) -> None:
        self._ask = ask
        self._remembered = remembered
        self._recent: dict[str, None] = {}
        self._absent: set[str] = set()

    def add(self, event_ids: Iterable[str]) -> None:
        """These are sequenced now."""
        for event_id in event_ids:
            self._recent[event_id] = None
            self._absent.discard(event_id)
        while len(self._recent) > self._remembered:
            del self._recent[next(iter(self._recent))]

    def look_up(self, event_ids: Iterable[str]) -> None:
        """Find out about *event_ids*, asking the store once."""
        unknown = {one for one in event_ids if one not in self._recent and one not in self._absent}
        if unknown:
            found = self._ask(unknown)
            self._absent |= unknown - found
            self.add(found)

    def has(self, event_id: str) -> bool:
        """Whether *event_id*, which was looked up, is sequenced."""
        return event_id in self._recent

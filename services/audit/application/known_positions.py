"""What a source told at which position, so that a position told again with other bytes is noticed."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Final

from services.audit.application.arrivals import arrival
from shared.messages import NumberedEvent

REMEMBERED: Final = 5_000

Recall = Callable[[NumberedEvent, str], bool]
"""Whether the ledger has this very event (its id given) at this place with these bytes."""


class KnownPositions:
    """The digests of the positions told last in the present epoch; what lies further back is asked of the ledger."""

    def __init__(self, recall: Recall, remembered: int = REMEMBERED) -> None:
        self._recall = recall
        self._remembered = remembered
        self._digests: dict[int, bytes] = {}

    def remembers(self, position: int) -> bool:
        """Whether *position* was told since the start."""
        return position in self._digests

    def remember(self, event: NumberedEvent) -> None:
        """*event* was told."""
        self._digests[event.position] = sha256(event.body).digest()
        if len(self._digests) > self._remembered:
            del self._digests[next(iter(self._digests))]

    def same(self, event: NumberedEvent) -> bool:
        """Whether *event*, whose position is known, is what was told there."""
        known = self._digests.get(event.position)
        if known is not None:
            return known == sha256(event.body).digest()
        if not self._recall(event, arrival(event).event_id):
            return False
        self.remember(event)
        return True

    def clear(self) -> None:
        """An epoch ended."""
        self._digests.clear()

"""How long to wait before the next try."""

from __future__ import annotations


class Backoff:
    """Waits that double from *first* to *most* seconds; `reset` after a success."""

    def __init__(self, first: float = 0.1, most: float = 30.0) -> None:
        self._first = first
        self._most = most
        self._next = first

    def next(self) -> float:
        """The seconds to wait now."""
        now, self._next = self._next, min(self._next * 2, self._most)
        return now

    def reset(self) -> None:
        """Begin again with the shortest wait."""
        self._next = self._first

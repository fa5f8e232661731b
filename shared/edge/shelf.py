"""How much of large bodies one process holds: what is full takes no more."""

from __future__ import annotations

from shared.errors import TransientError

HELD_AT_ONCE = 64 * 1024 * 1024
"""So much of such bodies one process has in memory at most."""


class Shelf:
    """How much of large bodies a process holds now."""

    def __init__(self, most: int = HELD_AT_ONCE) -> None:
        self._most = most
        self._held = 0

    def put(self, size: int) -> None:
        """Make room for *size* bytes; raises TransientError when there is none. An empty shelf takes any one body."""
        if self._held and self._held + size > self._most:
            raise TransientError("too many large bodies at a time")
        self._held += size

    def take(self, size: int) -> None:
        """Give the room back."""
        self._held -= size

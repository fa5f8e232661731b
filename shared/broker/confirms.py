"""Which of the messages published on one channel are confirmed, without a gap."""

from __future__ import annotations


class Confirms:
    """
    Counts tags 1, 2, … as the broker confirms them, in any order.

    A returned message is acknowledged all the same, after its return: that acknowledgement MUST NOT count.
    """

    def __init__(self) -> None:
        self.published = 0
        self.confirmed = 0
        self.refused: str | None = None
        self._beyond: set[int] = set()
        self._limit: int | None = None  # the first tag that will never count

    def publish(self) -> int:
        """The tag of the next message."""
        self.published += 1
        return self.published

    def ack(self, tag: int, multiple: bool) -> None:
        """The broker took *tag*, or all up to it."""
        if multiple:
            self._beyond.update(range(self.confirmed + 1, tag + 1))
        else:
            self._beyond.add(tag)
        while self.confirmed + 1 in self._beyond and self.confirmed + 1 != self._limit:
            self.confirmed += 1
            self._beyond.discard(self.confirmed)

    def refuse(self, tag: int, reason: str) -> None:
        """The broker did not take *tag*: nothing from it on counts."""
        self.refused = self.refused or reason
        self._limit = min(tag, self._limit or tag)

    @property
    def open(self) -> int:
        """How many are under way."""
        return self.published - self.confirmed

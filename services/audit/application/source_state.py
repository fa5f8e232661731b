"""How the sources stand, for people: what follows, what is held, what has stopped and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, Protocol

from shared.values import dataclass

Condition = Literal["following", "away", "rewound", "broken"]
"""`rewound` and `broken` are alarms: a person must look; nothing of that source is sequenced any more."""


@dataclass(frozen=True, slots=True)
class SourceState:
    """One source: how far the ledger has it, how far its owner has come, and what is wrong."""

    source: str
    condition: Condition = "following"
    detail: str = ""
    epoch: str = ""
    position: int = 0
    head: int = 0
    waits_for: str = ""

    @property
    def lag(self) -> int:
        """How many of its events are not sequenced yet, as far as is known."""
        return max(0, self.head - self.position)

    def now(self, condition: Condition, detail: str, head: int | None) -> SourceState:
        """The same source in another condition."""
        return replace(self, condition=condition, detail=detail, head=self.head if head is None else head)

    def headed(self, position: int) -> SourceState:
        """Its owner has come to *position* at least."""
        return replace(self, head=max(self.head, position))

    def held(self, cause: str | None) -> SourceState:
        """It waits for the event *cause* to be sequenced, or for nothing."""
        return self if self.waits_for == (cause or "") else replace(self, waits_for=cause or "")

    def at(self, epoch: str, position: int) -> SourceState:
        """The ledger has it up to here."""
        return replace(self, epoch=epoch, position=position)


class StateBoard(Protocol):
    """Where the sources' states are shown to other processes."""

    def show(self, states: Sequence[SourceState]) -> None:
        """Replace what was shown. MUST raise TransientError when it cannot."""

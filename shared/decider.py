"""The shape of business logic: three pure functions over a frozen state."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

from shared.values import dataclass

C = TypeVar("C")
S = TypeVar("S")
E = TypeVar("E")


@dataclass(frozen=True, slots=True)
class Decider(Generic[C, S, E]):
    """
    One consistency boundary.

    `evolve` MUST NOT raise, read sealed fields or look at the clock. `decide` returns the new events; none means
    "already so". It raises Rejected or NotFound, or returns a refusal event where law wants it on record.
    """

    initial: S
    evolve: Callable[[S, E], S]
    decide: Callable[[C, S], Sequence[E]]

    def fold(self, events: Iterable[E], state: S | None = None) -> S:
        """The state after *events*, starting from *state* or from the beginning."""
        current = self.initial if state is None else state
        for event in events:
            current = self.evolve(current, event)
        return current

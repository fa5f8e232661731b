"""
Which organisation lies over which (cây tổ chức), as far as a service knows: how far a grant reaches.

Over an organisation lie the one it belongs to and, once it is dissolved, those that took over from it. Organisations
move, so what is known may lag: a link that is new reaches a moment later, one that is gone a moment longer.
See docs/decisions/0044-reach-after-moves-and-mergers.md.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Final, Protocol

REMEMBERED: Final = 20_000
REMEMBERED_BELOW: Final = 200
REMEMBERED_SECONDS: Final = 5.0
"""How long a link that was looked up is believed: less than any token lives."""


class Lineage(Protocol):
    """How organisations lie above and below each other; both answers may lag."""

    def above(self, organisation: str) -> tuple[str, ...]:
        """Every organisation above *organisation*, the nearest first; raises TransientError."""

    def below(self, organisations: Iterable[str]) -> frozenset[str]:
        """*organisations* and all that lie below them; raises TransientError."""


class Flat:
    """Nothing lies below anything."""

    def above(self, organisation: str) -> tuple[str, ...]:
        """See Lineage."""
        return ()

    def below(self, organisations: Iterable[str]) -> frozenset[str]:
        """See Lineage."""
        return frozenset(organisations)


FLAT = Flat()


@dataclass(frozen=True, slots=True)
class Tree:
    """
    The lineage that *over_of* and *children_of* tell.

    *over_of* gives what lies directly over an organisation, nothing where it knows of none; *children_of* what lies
    directly under some. What lies over an organisation, and all that lies below some, is remembered for REMEMBERED_SECONDS.
    """

    over_of: Callable[[str], Sequence[str]]
    children_of: Callable[[Iterable[str]], Iterable[str]]
    clock: Callable[[], float] = time.monotonic
    _known: dict[str, tuple[float, tuple[str, ...]]] = field(default_factory=dict, compare=False, repr=False)
    _found: dict[frozenset[str], tuple[float, frozenset[str]]] = field(
        default_factory=dict, compare=False, repr=False
    )

    def above(self, organisation: str) -> tuple[str, ...]:
        """See Lineage."""
        found: dict[str, None] = {}
        waiting = [organisation]
        while waiting:  # each once, so a ring ends too
            for one in self._over(waiting.pop(0)):
                if one not in found and one != organisation:
                    found[one] = None
                    waiting.append(one)
        return tuple(found)

    def below(self, organisations: Iterable[str]) -> frozenset[str]:
        """See Lineage."""
        now, roots = self.clock(), frozenset(organisations)
        known = self._found.get(roots)
        if known is not None and now - known[0] < REMEMBERED_SECONDS:
            return known[1]
        found = newest = roots
        while newest:
            newest = frozenset(self.children_of(sorted(newest))) - found
            found |= newest
        if len(self._found) >= REMEMBERED_BELOW:
            self._found.clear()
        self._found[roots] = now, found
        return found

    def _over(self, organisation: str) -> tuple[str, ...]:
        now, known = self.clock(), self._known.get(organisation)
        if known is not None and now - known[0] < REMEMBERED_SECONDS:
            return known[1]
        over = tuple(self.over_of(organisation))
        if over:  # of what has nothing over it yet, the next asking may know more
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            self._known[organisation] = now, over
        return over


@dataclass(frozen=True, slots=True, eq=False)
class Reach(AbstractSet[str]):
    """The organisations that grants on *scopes* reach: they and all below them, looked up as they are asked for."""

    scopes: frozenset[str]
    lineage: Lineage

    @classmethod
    def _from_iterable(cls, found: Iterable[str]) -> frozenset[str]:  # type: ignore[override]
        """What comes of joining it with others: a plain set."""
        return frozenset(found)

    def __contains__(self, organisation: object) -> bool:
        """Whether *organisation* is reached."""
        if organisation in self.scopes:
            return True
        if not self.scopes or not isinstance(organisation, str):
            return False
        return not self.scopes.isdisjoint(self.lineage.above(organisation))

    def __iter__(self) -> Iterator[str]:
        """All of them."""
        return iter(self.lineage.below(self.scopes))

    def __len__(self) -> int:
        """How many there are."""
        return len(self.lineage.below(self.scopes))

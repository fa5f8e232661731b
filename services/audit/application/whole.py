"""The stored ledger read from its first entry to its last and held against what was signed: before anything is made of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from services.audit.application.growing import EMPTY, checked
from services.audit.application.ledger import Cursors
from services.audit.application.ledger_feed import Entries
from services.audit.domain.checkpoint import Checkpoint
from shared.errors import BrokenHistory
from shared.messages import NumberedEvent

AT_ONCE: Final = 1000


def require_whole(store: Entries, signed: Sequence[Checkpoint], told: Callable[[int], None]) -> Cursors:
    """
    How far each source is recorded, sequenced entries included.

    Raises BrokenHistory when an entry is not what its leaf says, a position is skipped, or the ledger does not grow
    through every one of the *signed* checkpoints.
    """
    roots = {one.size: one.root for one in signed}
    growth = EMPTY
    while entries := store.entries(growth.size, _reach(growth.size, roots)):
        growth, _ = growth.grown([checked(entry) for entry in entries])
        if growth.size in roots and growth.edge.root() != roots[growth.size]:
            raise BrokenHistory(f"the first {growth.size} entries are not those that were signed")
        told(growth.size)
    if any(size > growth.size for size in roots):
        raise BrokenHistory(f"the ledger has {growth.size} entries, and more were signed: restore it first")
    return growth.cursors


def recorded(store: Entries, source: str, epoch: str) -> Iterator[NumberedEvent]:
    """Every event of *source* in *epoch*, in the order of its positions."""
    first = 0
    while entries := store.entries(first, AT_ONCE):
        for one in entries:
            if (one.source, one.epoch) == (source, epoch):
                yield NumberedEvent(source=source, epoch=epoch, position=one.position, body=one.event)
        first += len(entries)


def _reach(size: int, roots: dict[int, bytes]) -> int:
    return min([AT_ONCE, *(one - size for one in roots if one > size)])

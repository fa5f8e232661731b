"""The list of invariants, and what of it does not hold."""

from __future__ import annotations

from collections.abc import Callable

from tests.faults.found import Found
from tests.faults.history import History
from tests.faults.invariants import acknowledged, checkpoints, consumers, effects, order

INVARIANTS: dict[str, Callable[[Found, History], None]] = {
    "lost 0": acknowledged.require_none_lost,
    "unexpected 0": acknowledged.require_none_unexpected,
    "doubled 0": acknowledged.require_none_doubled,
    "ledger = commits": acknowledged.require_ledger_holds_what_is_committed,
    "positions dense": order.require_positions_dense,
    "streams chained": order.require_streams_chained,
    "log order = stream order": order.require_log_in_stream_order,
    "ledger order = stream order": order.require_ledger_order,
    "checkpoints of one history": checkpoints.require_one_history,
    "tiles recomputed": checkpoints.require_tiles,
    "projections equal a rebuild": effects.require_projections_equal_a_rebuild,
    "inbox exactly once": effects.require_told_once,
    "announced = numbered": consumers.require_announced,
    "parked + handled = delivered": consumers.require_handled_or_parked,
    "parked = replayed + dropped + open": consumers.require_parked_ended,
    "subjects handled in order": consumers.require_subjects_in_order,
}
"""Each pure; raises AssertionError that says what is wrong. Tampering and erasure need the running system: see `attacks`."""


def broken(found: Found, history: History) -> dict[str, str]:
    """What does not hold, and why."""
    said = {}
    for name, require in INVARIANTS.items():
        try:
            require(found, history)
        except AssertionError as failure:
            said[name] = str(failure).splitlines()[0]
    return said

"""What only audit measures: how the ledger and its sources stand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, get_args

from prometheus_client import Gauge

from services.audit.application.ledger import StoredCheckpoint
from services.audit.application.source_state import Condition, SourceState

SIZE: Final = Gauge("sovang_ledger_size", "Entries under the last published checkpoint.")
CHECKPOINT_AT: Final = Gauge(
    "sovang_ledger_checkpoint_timestamp_seconds", "When the last checkpoint was published, by its own record."
)
SOURCE_STATE: Final = Gauge(
    "sovang_ledger_source_state",
    "1 for the condition in which the ledger's active sequencer finds a source.",
    ("source", "condition"),
)


def checkpoint_stands(last: StoredCheckpoint | None) -> None:
    """Show the *last* published checkpoint."""
    SIZE.set(last.size if last else 0)
    if last is not None and last.published_at is not None:
        CHECKPOINT_AT.set(last.published_at.timestamp())


def sources_stand(states: Sequence[SourceState]) -> None:
    """Show the condition of each source."""
    for state in states:
        for condition in get_args(Condition):
            SOURCE_STATE.labels(state.source, condition).set(float(state.condition == condition))


def sources_unknown() -> None:
    """Nobody sequences here any more, so nobody here knows."""
    SOURCE_STATE.clear()

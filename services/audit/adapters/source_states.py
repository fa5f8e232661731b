"""The sources' states in the database, where `serve` reads them; small documents that only the sequencer replaces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from pymongo.database import Database

from services.audit.adapters.reaching import reachable
from services.audit.application.source_state import SourceState
from shared.durable import durable


class MongoStateBoard:
    """Collection `source_states`."""

    def __init__(self, database: Database[dict[str, Any]]) -> None:
        self._states = durable(database["source_states"])

    def show(self, states: Sequence[SourceState]) -> None:
        """Replace what was shown."""
        with reachable():
            for state in states:
                self._states.replace_one(
                    {"_id": state.source}, {"_id": state.source, **asdict(state)}, upsert=True
                )

    def shown(self) -> list[SourceState]:
        """What was shown last, by source."""
        with reachable():
            found = list(self._states.find())
        states = [SourceState(**{name: item for name, item in row.items() if name != "_id"}) for row in found]
        return sorted(states, key=lambda state: state.source)

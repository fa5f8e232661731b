"""The read models of one service, for the many projectors of one process, which come by side by side."""

from __future__ import annotations

import threading
import time
from typing import Any

import pymongo
from pymongo.database import Database

from shared.cursors import Cursors
from shared.durable import database_calls, durable
from shared.joint_moves import JointMoves
from shared.pieces import CALL_SECONDS
from shared.views import POINTERS_SECONDS, VIEWS, InUse, database_of_views, in_use_by


class CommonViews:
    """What the projectors of the service's *database* share: the moves of their cursors, and a look at all pointers."""

    def __init__(self, database: Database[dict[str, Any]]) -> None:
        views = database.client[database_of_views(database.name)]
        self.moves = JointMoves(Cursors(views))
        self._pointers = durable(views[VIEWS])
        self._turn = threading.Lock()
        self._known: dict[str, dict[str, Any]] = {}
        self._looked_at = float("-inf")

    def in_use(self, view: str) -> InUse:
        """As `Generations.in_use`, perhaps POINTERS_SECONDS old. Raises TransientError."""
        with self._turn:
            if time.monotonic() - self._looked_at >= POINTERS_SECONDS:
                with database_calls(), pymongo.timeout(CALL_SECONDS):
                    self._known = {str(pointer["_id"]): pointer for pointer in self._pointers.find()}
                self._looked_at = time.monotonic()
            return in_use_by(self._known.get(view))

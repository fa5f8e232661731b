"""Work that is looked for again and again, by a role of its own: what no event tells of."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from pymongo.database import Database


class Recurring:
    """
    Does *look* every *seconds*, at once at first.

    An error ends the run, is shown as the role's, and it is looked again. *look* MUST be right when another holder of the
    role does it at the same time.
    """

    def __init__(
        self, name: str, database: Database[dict[str, Any]], look: Callable[[], object], seconds: float
    ) -> None:
        self.name = name
        self.database = database
        self._look = look
        self._seconds = seconds

    def run(self, stop: threading.Event) -> None:
        """See Role."""
        while not stop.is_set():
            self._look()
            stop.wait(self._seconds)

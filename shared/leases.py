"""Who may work at a role: a lease per role, held by whoever keeps its beat changing."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pymongo
from pymongo import ReturnDocument
from pymongo.database import Database
from pymongo.errors import DuplicateKeyError

from shared.durable import database_calls, durable
from shared.errors import TransientError

LEASES = "leases"
TERM_SECONDS = 5.0


class Lease:
    """
    One side's view of the lease `{_id: role, holder, beat}`.

    The holder MUST change `beat` several times a term, and MUST stop working once `renew` says no. A standby takes over
    only after it has seen the same beat for a whole term by its OWN monotonic clock: no two clocks are ever compared,
    so none can jump. *holder* MUST be new for every side that ever takes part.
    The lease saves double work and nothing else. A holder that was paused beyond its term and woken MUST be harmless
    without it, by the fence of its own protocol.
    """

    def __init__(
        self,
        database: Database[dict[str, Any]],
        role: str,
        holder: str,
        *,
        term: float = TERM_SECONDS,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._leases = durable(database[LEASES])
        self._role = role
        self._holder = holder
        self._term = term
        self._monotonic = monotonic
        self._seen: tuple[str | None, int] | None = None
        self._seen_at = 0.0
        self._renewed_at = 0.0

    def take(self) -> bool:
        """One try; True when it is held now. Raises TransientError when the database is away."""
        asked_at = self._monotonic()
        with pymongo.timeout(self._term), database_calls():
            found = self._leases.find_one({"_id": self._role})
            taken = self._take_first() if found is None else self._take_over(found, asked_at)
        if taken:
            self._seen, self._renewed_at = None, asked_at
        return taken

    def renew(self) -> bool:
        """Change the beat; False when the lease is lost, or may be because the database was away for too long."""
        asked_at = self._monotonic()
        try:
            with pymongo.timeout(self._term / 3), database_calls():
                held = self._leases.find_one_and_update(
                    self._mine, {"$inc": {"beat": 1}}, return_document=ReturnDocument.AFTER
                )
        except TransientError:
            return self._monotonic() - self._renewed_at < self._term * 2 / 3
        if held is not None:
            self._renewed_at = asked_at
        return held is not None

    def release(self) -> None:
        """Let go, so that the next one need not wait. Does nothing when it is not held or the database is away."""
        try:
            with pymongo.timeout(self._term / 3), database_calls():
                self._leases.update_one(self._mine, {"$set": {"holder": None}, "$inc": {"beat": 1}})
        except TransientError:
            return  # the beat stops, which says the same a term later

    @property
    def _mine(self) -> dict[str, Any]:
        return {"_id": self._role, "holder": self._holder}

    def _take_first(self) -> bool:
        try:
            self._leases.insert_one({**self._mine, "beat": 0})
        except DuplicateKeyError:
            return False
        return True

    def _take_over(self, found: dict[str, Any], now: float) -> bool:
        state = (found["holder"], found["beat"])
        if found["holder"] not in (None, self._holder):
            if state != self._seen:
                self._seen, self._seen_at = state, now
            if now - self._seen_at < self._term:
                return False
        swapped = self._leases.update_one(found, {"$set": {"holder": self._holder}, "$inc": {"beat": 1}})
        return swapped.matched_count == 1

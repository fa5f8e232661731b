"""Who may work at a role: a lease per role, held by whoever keeps its beat changing."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from typing import Any

import pymongo
import structlog
from pymongo.database import Database
from pymongo.errors import DuplicateKeyError

from shared import metrics
from shared.durable import database_calls, durable
from shared.errors import TransientError

LEASES = "leases"
TERM_SECONDS = 5.0

log = structlog.get_logger()


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
        self.role = role
        self._holder = holder
        self._term = term
        self._monotonic = monotonic
        self._seen: tuple[str | None, int] | None = None
        self._seen_at = 0.0
        self.renewed_at = 0.0

    def take(self) -> bool:
        """One try; True when it is held now. Raises TransientError when the database is away."""
        asked_at = self._monotonic()
        with pymongo.timeout(self._term), database_calls():
            found = self._leases.find_one({"_id": self.role})
            taken = self._take_first() if found is None else self._take_over(found, asked_at)
        if taken:
            self._seen, self.renewed_at = None, asked_at
            over = found is not None and found["holder"] not in (None, self._holder)
            metrics.LEASES_TAKEN.labels(self.role, "over" if over else "free").inc()
        return taken

    def renew(self) -> bool:
        """Change the beat; False when the lease is lost, or may be because the database was away for too long."""
        return not self.renew_with(())

    def renew_with(self, others: Sequence[Lease]) -> list[Lease]:
        """
        As `renew`, for it and for *others* of the same database, holder and term by one write; gives those that are lost.

        A write for each would have an idle process write to the disk some thirty times a second.
        """
        by_role = {lease.role: lease for lease in (self, *others)}
        mine = {"_id": {"$in": sorted(by_role)}, "holder": self._holder}
        asked_at = self._monotonic()
        try:
            with pymongo.timeout(self._term / 3), database_calls():
                beaten = self._leases.update_many(mine, {"$inc": {"beat": 1}}).matched_count
                held = set(by_role)
                if beaten < len(by_role):
                    held = {str(found["_id"]) for found in self._leases.find(mine, {"_id": 1})}
        except TransientError:
            long_ago = self._monotonic() - self._term * 2 / 3
            return [lease for lease in by_role.values() if lease.renewed_at <= long_ago]
        for role in held:
            by_role[role].renewed_at = asked_at
        return [lease for role, lease in by_role.items() if role not in held]

    def release(self) -> None:
        """Let go, so that the next one need not wait. Does nothing when it is not held or the database is away."""
        try:
            with pymongo.timeout(self._term / 3), database_calls():
                self._leases.update_one(self._mine, {"$set": {"holder": None}, "$inc": {"beat": 1}})
        except TransientError:
            return  # the beat stops, which says the same a term later

    @property
    def _mine(self) -> dict[str, Any]:
        return {"_id": self.role, "holder": self._holder}

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


class Beats:
    """Keeps the leases of one process in one database renewed, in a thread of its own, and says when one is lost."""

    def __init__(self, term: float) -> None:
        self._pause = term / 3
        self._turn = threading.Lock()
        self._kept: dict[Lease, Callable[[], None]] = {}
        self._thread: threading.Thread | None = None

    def keep(self, lease: Lease, lost: Callable[[], None]) -> None:
        """Renew *lease* from now on until it is let go; *lost* is called, once, when that is not possible."""
        with self._turn:
            self._kept[lease] = lost
            if self._thread is None:
                self._thread = threading.Thread(target=self._renew, name="leases", daemon=True)
                self._thread.start()

    def let_go(self, lease: Lease) -> None:
        """Renew *lease* no more."""
        with self._turn:
            self._kept.pop(lease, None)

    def _renew(self) -> None:
        while True:
            time.sleep(self._pause)
            with self._turn:
                leases = list(self._kept)
                if not leases:
                    self._thread = None
                    return
            try:
                gone = leases[0].renew_with(leases[1:])
            except Exception as error:  # whatever it is: a lease that nobody renews is lost
                log.warning("leases cannot be renewed", error=str(error), exc_info=error)
                gone = leases
            for lease in gone:
                with self._turn:
                    lost = self._kept.pop(lease, None)
                if lost is not None:
                    lost()

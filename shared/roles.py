"""Work that must happen in order, one thread per role, each under its lease."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from typing import Any, Protocol

import structlog
from pymongo.database import Database

from shared import metrics
from shared.backoff import Backoff
from shared.clock import Clock, system_clock
from shared.condition import Condition
from shared.errors import BrokenHistory, TransientError
from shared.ids import new_id
from shared.leases import TERM_SECONDS, Beats, Lease
from shared.reachable import Reachable

MOST_SECONDS_BETWEEN_TRIES = 5.0

log = structlog.get_logger()


class StandBy(TransientError):
    """Another holder of this role is at work: let go of the lease and wait."""


class Role(Protocol):
    """
    One kind of ordered work.

    `run` MUST return soon after *stop* is set and MUST be able to run again afterwards. It MUST stay correct when
    another holder of the same role runs at the same time: its lease is for speed alone.
    """

    @property
    def name(self) -> str:
        """Unique among the roles of its database: `nominations.numberer`."""

    @property
    def database(self) -> Database[dict[str, Any]]:
        """Where its lease is kept: the database it writes to."""

    def run(self, stop: threading.Event) -> None:
        """Work until *stop* is set; raises StandBy, TransientError or anything else to be run again, BrokenHistory to end."""


class RoleRunner:
    """
    Runs roles, each in its own thread under its lease; one that fails stops only itself.

    A role that raises is run again after a wait; one that raises BrokenHistory is not. A role whose lease is lost is
    told to stop, and stands by.
    """

    def __init__(
        self, roles: Sequence[Role], *, term: float = TERM_SECONDS, clock: Clock = system_clock
    ) -> None:
        holder = new_id()
        beats = {role.database: Beats(term) for role in roles}
        self._keepers = [_Keeper(role, holder, term, clock, beats[role.database]) for role in roles]

    def start(self) -> None:
        """Begin to stand by for every role."""
        for keeper in self._keepers:
            keeper.start()

    def stop(self, timeout: float = 10.0) -> bool:
        """Tell every role to stop and let go of its lease; whether all did within *timeout* seconds."""
        deadline = time.monotonic() + timeout
        for keeper in self._keepers:
            keeper.halt()
        return all(keeper.ended(deadline - time.monotonic()) for keeper in self._keepers)

    def up(self) -> bool:
        """Whether each role has begun its work here, or has seen that another process holds its lease."""
        return all(keeper.up() for keeper in self._keepers)

    def status(self) -> dict[str, dict[str, str]]:
        """Each role's `state` (active, standby, failed, stopped), `since` when, and `detail`."""
        return {keeper.role.name: keeper.status() for keeper in self._keepers}


class _Keeper:
    """One role: waits for its lease, has *beats* renew it, and has the role run meanwhile."""

    def __init__(self, role: Role, holder: str, term: float, clock: Clock, beats: Beats) -> None:
        self.role = role
        self._beats = beats
        self._lease = Lease(role.database, role.name, holder, term=term)
        self._term = term
        self._condition = Condition(clock)
        self._reachable = Reachable(
            "lease cannot be asked for", "lease can be asked for again", role=role.name
        )
        self._halted = threading.Event()
        self._over = threading.Event()  # its history is broken: never again
        self._placed = threading.Event()  # it has worked here, or somebody else did
        self._signal = threading.Event()  # something ended: look why
        self._thread = threading.Thread(target=self._keep, name=f"{role.name} lease", daemon=True)

    def start(self) -> None:
        self._condition.say("standby")
        self._thread.start()

    def halt(self) -> None:
        self._halted.set()
        self._signal.set()

    def ended(self, timeout: float) -> bool:
        if self._thread.ident is not None:
            self._thread.join(max(0.0, timeout))
        return not self._thread.is_alive()

    def up(self) -> bool:
        return self._placed.is_set()

    def status(self) -> dict[str, str]:
        return self._condition.told()

    def _keep(self) -> None:
        while not (self._halted.is_set() or self._over.is_set()):
            if self._taken():
                self._work()
                pause = self._term  # whoever is alive beside us goes first
            else:
                pause = self._term / 5
            if not (self._halted.is_set() or self._over.is_set()):
                self._signal.wait(pause)
        if not self._over.is_set():
            self._condition.say("stopped")

    def _taken(self) -> bool:
        try:
            taken = self._lease.take()
        except TransientError as error:
            self._condition.say("standby", str(error))
            self._reachable.failed(error)
            return False
        if self._reachable.answered():
            self._condition.say("standby")
        if not taken:
            self._placed.set()
        return taken

    def _work(self) -> None:
        """Have the role run while the lease holds, and let go of it only when the role has ended."""
        log.info("role active", role=self.role.name)
        self._signal.clear()
        stop = threading.Event()
        if self._halted.is_set():  # since we looked
            self._lease.release()
            return
        thread = threading.Thread(target=self._run_again, args=(stop,), name=self.role.name, daemon=True)
        thread.start()
        self._beats.keep(self._lease, self._lost)
        self._signal.wait()
        stop.set()
        thread.join()
        self._beats.let_go(self._lease)
        self._lease.release()
        self._signal.clear()

    def _lost(self) -> None:
        log.warning("lease lost", role=self.role.name)
        metrics.LEASES_LOST.labels(self.role.name).inc()
        self._signal.set()

    def _run_again(self, stop: threading.Event) -> None:
        backoff = Backoff(0.1, MOST_SECONDS_BETWEEN_TRIES)
        while not stop.is_set():
            self._condition.begin()
            self._placed.set()
            try:
                self.role.run(stop)
                if not stop.is_set():
                    self._failed(TransientError("it ended by itself"), backoff, stop)
            except StandBy as error:
                self._condition.say("standby", str(error))
                log.warning("role stands by", role=self.role.name, reason=str(error))
                break
            except BrokenHistory as error:
                self._over.set()
                self._condition.say("failed", str(error))
                metrics.ROLE_FAILURES.labels(self.role.name).inc()
                log.critical("role stopped for good", role=self.role.name, reason=str(error))
                break
            except Exception as error:  # noqa: BLE001  # whatever it is, it ends this role alone
                self._failed(error, backoff, stop)
        else:
            self._condition.say("standby")
        self._signal.set()

    def _failed(self, error: Exception, backoff: Backoff, stop: threading.Event) -> None:
        if self._condition.settled():
            backoff.reset()
        seconds = backoff.next()
        metrics.ROLE_FAILURES.labels(self.role.name).inc()
        self._condition.say("failed", str(error) or type(error).__name__)
        log.warning(
            "role failed",
            role=self.role.name,
            again_in=seconds,
            error=str(error),
            exc_info=None if isinstance(error, TransientError) else error,
        )
        stop.wait(seconds)

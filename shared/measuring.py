"""Measures how the roles of a `work` stand, every few seconds and whether they run or not."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Protocol, runtime_checkable

import structlog
from prometheus_client import REGISTRY, CollectorRegistry
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from shared import metrics

EVERY_SECONDS = 5.0
STOP_SECONDS = 1.0
STATES = ("active", "standby", "failed", "stopped")

Status = Callable[[], Mapping[str, Mapping[str, str]]]

log = structlog.get_logger()


@runtime_checkable
class Measured(Protocol):
    """A role that can tell how it stands."""

    @property
    def name(self) -> str:
        """As Role's."""

    def measure(self) -> None:
        """
        Set its gauges from what is stored.

        MUST be safe beside `run` in another thread, MUST be cheap, and MUST NOT depend on the role being at work: a
        standby and a failed role are measured too. Raises what its database or the owner raises.
        """


class Measuring:
    """
    Measures *roles* in a thread of its own, so that no scrape waits for a database.

    What could not be measured keeps its last value; `sovang_measured_timestamp_seconds` says how old that is.
    """

    def __init__(self, roles: Sequence[Any], *, every: float = EVERY_SECONDS) -> None:
        self._roles = [role for role in roles if isinstance(role, Measured)]
        self._every = every
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="measuring", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self, timeout: float) -> None:
        """End; a measurement under way is waited for, at most *timeout* seconds."""
        self._stopped.set()
        self._thread.join(timeout)

    def _run(self) -> None:
        while not self._stopped.is_set():
            for role in self._roles:
                if self._stopped.is_set():
                    return
                try:
                    role.measure()
                except Exception as error:  # noqa: BLE001  # whatever it is, the others are measured
                    log.debug("not measured", role=role.name, reason=str(error))
                else:
                    metrics.MEASURED_AT.labels(role.name).set(time.time())
            self._stopped.wait(self._every)


class RoleStates(Collector):
    """`sovang_role_state`: 1 for the state each role is in at the moment of the scrape, 0 for the others."""

    def __init__(self, status: Status) -> None:
        self._status = status

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """For the registry."""
        family = GaugeMetricFamily(
            "sovang_role_state", "1 for the state a role is in.", labels=("role", "state")
        )
        for role, told in self._status().items():
            for state in STATES:
                family.add_metric((role, state), float(told["state"] == state))
        yield family

    def shown(self, registry: CollectorRegistry = REGISTRY) -> RoleStates:
        """Itself, put on the page."""
        registry.register(self)
        return self


@contextmanager
def measured(roles: Sequence[Any], status: Status) -> Iterator[None]:
    """Within the block *roles* are measured, and their *status* is on the page."""
    states, measuring = RoleStates(status).shown(), Measuring(roles)
    measuring.start()
    try:
        yield
    finally:
        REGISTRY.unregister(states)
        measuring.stop(STOP_SECONDS)

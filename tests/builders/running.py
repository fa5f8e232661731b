"""Running a role as its runner would, without a lease."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from shared.roles import Role

STOP_SECONDS = 60.0


class Running:
    """A role in a thread; `failure` is what ended it."""

    def __init__(self, role: Role) -> None:
        self._role = role
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name=role.name, daemon=True)
        self.failure: BaseException | None = None
        self._thread.start()

    def _run(self) -> None:
        try:
            self._role.run(self._stop)
        except BaseException as failure:  # noqa: BLE001  # the test looks at it
            self.failure = failure

    def over(self) -> bool:
        """Whether it has ended."""
        return not self._thread.is_alive()

    def stop(self) -> None:
        """End it; it must end in time."""
        self._stop.set()
        self._thread.join(STOP_SECONDS)
        assert self.over(), f"{self._role.name} does not stop"


@contextmanager
def running(*roles: Role) -> Iterator[list[Running]]:
    """Runs *roles* inside the block; a failure nobody looked at fails the test."""
    started = [Running(role) for role in roles]
    try:
        yield started
    finally:
        for one in started:
            one.stop()
    failures = [one.failure for one in started if one.failure is not None]
    assert not failures, failures

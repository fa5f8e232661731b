"""How a role is, in words for people and monitors."""

from __future__ import annotations

import threading
import time

from shared.clock import Clock, timestamp

SETTLED_SECONDS = 2.0


class Condition:
    """How a role is, for people; one that keeps failing is shown as failed during its tries as well."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._state, self._since, self._detail = "stopped", timestamp(clock()), ""
        self._begun_at: float | None = None  # of the try that runs now

    def say(self, state: str, detail: str = "") -> None:
        """It is *state* now; no try runs."""
        with self._lock:
            self._begun_at = None
            self._set(state, detail)

    def begin(self) -> None:
        """A try begins."""
        with self._lock:
            self._begun_at = time.monotonic()
            if self._state != "failed":
                self._set("active", "")

    def told(self) -> dict[str, str]:
        """`state`, `since` when, and `detail`."""
        with self._lock:
            if self._state == "failed" and self._settled():
                self._set("active", "")
            return {"state": self._state, "since": self._since, "detail": self._detail}

    def settled(self) -> bool:
        """Whether the try that runs now has lasted long enough to be called healthy."""
        with self._lock:
            return self._settled()

    def _settled(self) -> bool:
        return self._begun_at is not None and time.monotonic() - self._begun_at >= SETTLED_SECONDS

    def _set(self, state: str, detail: str) -> None:
        if state != self._state:
            self._state, self._since = state, timestamp(self._clock())
        self._detail = detail

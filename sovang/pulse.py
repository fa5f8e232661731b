"""Whether something still answers, asked again and again in a thread of its own."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

EVERY_SECONDS = 5.0
STOP_SECONDS = 5.0


class Pulse:
    """Asks *answers*, which MUST come back by itself, every *every* seconds between `start` and `stop`."""

    def __init__(self, answers: Callable[[], bool], every: float = EVERY_SECONDS) -> None:
        self._answers = answers
        self._every = every
        self._stopped = threading.Event()
        self._answered_at = time.monotonic()
        self._thread: threading.Thread | None = None

    @property
    def silent_seconds(self) -> float:
        """How long ago it last answered, or was believed to."""
        return time.monotonic() - self._answered_at

    def start(self) -> None:
        """Begin, unless it has begun; until the first question it is believed to answer."""
        self.believe()
        if self._thread is None:
            self._stopped.clear()
            self._thread = threading.Thread(target=self._ask, name="pulse", daemon=True)
            self._thread.start()

    def believe(self) -> None:
        """Count from now: it has just been started."""
        self._answered_at = time.monotonic()

    def stop(self) -> None:
        """Ask no more."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join(STOP_SECONDS)
            self._thread = None

    def _ask(self) -> None:
        while not self._stopped.wait(self._every):
            if self._answers():
                self._answered_at = time.monotonic()

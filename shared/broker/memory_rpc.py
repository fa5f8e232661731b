"""kombu's in-memory transport, mended for nameko's RPC within one process: replies find their serializer, nobody polls."""

from __future__ import annotations

import threading
import time
from queue import Empty
from typing import Any

from kombu.transport import TRANSPORT_ALIASES, memory

SCHEME = "sovang-memory"
MEMORY_URI = f"{SCHEME}://localhost"


class Arrivals:
    """Counts messages put into any queue, and wakes those who wait for one."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._count = 0

    def now(self) -> int:
        """How many there have been."""
        return self._count

    def add(self) -> None:
        """One more."""
        with self._changed:
            self._count += 1
            self._changed.notify_all()

    def wait_beyond(self, count: int, seconds: float | None) -> bool:
        """Wait until there have been more than *count*; False when *seconds* were not enough."""
        with self._changed:
            return self._changed.wait_for(lambda: self._count > count, seconds)


class Channel(memory.Channel):
    """Adds the `content_type` property that nameko's replies are serialised by, which real brokers keep."""

    arrivals = Arrivals()

    def prepare_message(
        self, body: Any, priority: Any = None, content_type: Any = None, *rest: Any, **more: Any
    ) -> Any:
        """As its parent, with the content type among the properties."""
        message = super().prepare_message(body, priority, content_type, *rest, **more)  # type: ignore[no-untyped-call]
        message["properties"]["content_type"] = content_type
        return message

    def _put(self, queue: str, message: Any, **options: Any) -> None:
        super()._put(queue, message, **options)  # type: ignore[no-untyped-call]
        self.arrivals.add()


class Transport(memory.Transport):
    """Waits for arrivals instead of looking every second."""

    Channel = Channel

    def drain_events(self, connection: Any, timeout: float | None = None, **_more: Any) -> None:
        """Deliver one message; raises socket.timeout when none came within *timeout*."""
        assert self.cycle is not None
        deadline = None if timeout is None else time.monotonic() + timeout
        while True:
            seen = self.Channel.arrivals.now()
            try:
                self.cycle.get(self._deliver, timeout=timeout)  # type: ignore[no-untyped-call]
            except Empty:
                left = None if deadline is None else deadline - time.monotonic()
                if (left is not None and left <= 0) or not self.Channel.arrivals.wait_beyond(seen, left):
                    raise TimeoutError from None
            else:
                return


def register_transport() -> None:
    """Make MEMORY_URI known to kombu."""
    TRANSPORT_ALIASES[SCHEME] = f"{__name__}:Transport"

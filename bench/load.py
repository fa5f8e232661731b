"""
Clients as a program of their own, one thread over all connections: `python -m bench.load`, its order on standard input.

Requests are made of bytes prepared beforehand, so that the clients cost little beside what they measure. Each connection
goes through courses: the first step creates something, the next ones name it as `{id}`.
"""

from __future__ import annotations

import json
import selectors
import socket
import sys
import time
from collections import Counter, deque
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from typing import Any

READ = 65536
MOST_SECONDS_SILENT = 30.0
END_OF_HEAD = b"\r\n\r\n"
LENGTH = b"content-length:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One request of a course; *path* may hold `{id}`, what the course's first answer named."""

    path: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """
    What to send where, and for how long after the first *warm* seconds, which do not count.

    With a *rate* so many requests a second are sent whatever the answers do, without one each connection sends as soon as
    it has its answer. *name* begins every idempotency key.
    """

    port: int
    token: str
    name: str
    steps: Sequence[Step]
    seconds: float
    warm: float = 0.5
    connections: int = 16
    rate: float | None = None


@dataclass(slots=True, kw_only=True)
class Outcome:
    """
    How many requests were answered in how many seconds, with which statuses.

    `answers` are (moment on the monotonic clock, stream, version), `lengths` the seconds from sending to the answer.
    """

    count: int = 0
    seconds: float = 0.0
    statuses: dict[str, int] = field(default_factory=dict)
    answers: list[tuple[float, str, int]] = field(default_factory=list)
    lengths: list[float] = field(default_factory=list)


class Connection:
    """One client on a connection of its own, going through courses."""

    def __init__(self, order: Order, number: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", order.port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.sent_at = 0.0
        self._key = f"{order.name}.{number}."
        self._templates = [_template(order, step) for step in order.steps]
        self._sent = 0
        self._id = ""
        self._taken = bytearray()

    def send(self) -> None:
        """The next request."""
        step = self._sent % len(self._templates)
        head, between, tail = self._templates[step]
        request = head + self._id.encode() + between if step else head + between
        self._sent += 1
        self.sent_at = time.monotonic()
        self.socket.sendall(request + (self._key + str(self._sent)).encode() + tail)

    def answer(self) -> tuple[int, dict[str, Any]] | None:
        """Status and body once they are whole."""
        part = self.socket.recv(READ)
        if not part:
            raise ConnectionError("the server closed the connection")
        self._taken += part
        head_end = self._taken.find(END_OF_HEAD)
        if head_end < 0:
            return None
        head = bytes(self._taken[:head_end]).lower()
        at = head.index(LENGTH) + len(LENGTH)
        length = int(head[at:].partition(b"\r\n")[0])
        start = head_end + len(END_OF_HEAD)
        if len(self._taken) < start + length:
            return None
        content: dict[str, Any] = json.loads(self._taken[start : start + length])
        self._taken.clear()
        if self._sent % len(self._templates) == 1 % len(self._templates):
            self._id = str(content.get("id", ""))
        return int(head[9:12]), content


def _template(order: Order, step: Step) -> tuple[bytes, bytes, bytes]:
    """A request cut where the course's id and the key go."""
    before, _, after = step.path.partition("{id}")
    body = step.body.encode()
    tail = (
        f"\r\nHost: 127.0.0.1:{order.port}\r\nAuthorization: Bearer {order.token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    between = f"{after} HTTP/1.1\r\nIdempotency-Key: "
    return f"POST {before}".encode(), between.encode(), tail.encode() + body


def run(order: Order) -> Outcome:
    """Send and listen until the time is over and every request is answered."""
    with ExitStack() as held:
        selector = held.enter_context(selectors.DefaultSelector())
        idle: deque[Connection] = deque()
        for number in range(order.connections):
            connection = Connection(order, number)
            held.enter_context(connection.socket)
            selector.register(connection.socket, selectors.EVENT_READ, connection)
            idle.append(connection)
        return _Run(order, selector, idle).outcome()


class _Run:
    """All connections at work; *idle* are those that wait for nothing."""

    def __init__(self, order: Order, selector: selectors.BaseSelector, idle: deque[Connection]) -> None:
        self._selector = selector
        self._idle = idle
        self._all = len(idle)
        self._due = _Due(order.rate)
        self._counted_from = time.monotonic() + order.warm
        self._end = self._counted_from + order.seconds
        self._statuses: Counter[str] = Counter()
        self._outcome = Outcome(seconds=order.seconds)

    def outcome(self) -> Outcome:
        while (now := time.monotonic()) < self._end:
            while self._idle and self._due.take():
                self._idle.popleft().send()
            self._listen(self._due.wait(bool(self._idle), self._end - now))
        while len(self._idle) < self._all:
            if not self._listen(MOST_SECONDS_SILENT):
                raise TimeoutError("an answer did not come")
        self._outcome.count = self._statuses.total()
        self._outcome.statuses = dict(self._statuses)
        return self._outcome

    def _listen(self, seconds: float) -> bool:
        ready = self._selector.select(seconds)
        for key, _ in ready:
            connection: Connection = key.data
            if (found := connection.answer()) is not None:
                self._idle.append(connection)
                self._count(connection, *found)
        return bool(ready)

    def _count(self, connection: Connection, status: int, content: dict[str, Any]) -> None:
        at = time.monotonic()
        if self._counted_from <= at <= self._end:
            self._statuses[str(status)] += 1
            self._outcome.lengths.append(at - connection.sent_at)
            self._outcome.answers.append((at, str(content.get("stream")), int(content.get("version", 0))))


class _Due:
    """When the next request is due: at once, or *rate* a second."""

    def __init__(self, rate: float | None) -> None:
        self._rate = rate
        self._started = time.monotonic()
        self._taken = 0

    def take(self) -> bool:
        """Whether one is due now; it counts as sent."""
        if self._next() > time.monotonic():
            return False
        self._taken += 1
        return True

    def wait(self, idle: bool, longest: float) -> float:
        """Seconds until there is something to send: nothing before an answer when nobody is idle."""
        return max(0.0, min(longest, self._next() - time.monotonic() if idle else longest))

    def _next(self) -> float:
        return self._started + self._taken / self._rate if self._rate else self._started


def main() -> None:
    """Read the order, tell the outcome."""
    asked = json.load(sys.stdin)
    steps = [Step(**step) for step in asked.pop("steps")]
    json.dump(asdict(run(Order(steps=steps, **asked))), sys.stdout)


if __name__ == "__main__":
    main()

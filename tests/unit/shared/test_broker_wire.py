"""Waiting for frames, on a socket pair in place of a broker."""

from __future__ import annotations

import fcntl
import resource
import socket
from collections.abc import Iterator

import pytest

from shared.broker.wire import drain

HIGH = 1100
"""A descriptor as a process has it that holds more than a thousand files and connections."""


class Line:
    """A connection as far as waiting needs one."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        self.read: list[bytes] = []

    def blocking_read(self, _seconds: float) -> None:
        self.read.append(self.sock.recv(1))

    def heartbeat_tick(self) -> None:
        pass


@pytest.fixture
def high() -> Iterator[tuple[Line, socket.socket]]:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, HIGH + 100), hard))
    near, far = socket.socketpair()
    line = Line(socket.socket(fileno=fcntl.fcntl(near.fileno(), fcntl.F_DUPFD, HIGH)))
    yield line, far
    for each in (near, far, line.sock):
        each.close()
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_a_connection_with_a_high_descriptor_is_read(high):
    line, far = high
    assert line.sock.fileno() >= HIGH
    far.sendall(b"ab")
    drain(line, 5.0)
    assert line.read == [b"a", b"b"]


def test_what_wakes_the_wait_ends_it_and_nothing_is_read(high):
    line, _far = high
    near, far = socket.socketpair()
    with near, far:
        far.sendall(b"!")
        drain(line, 60.0, wakened=near)
    assert line.read == []

"""Ports of this machine that nobody uses."""

from __future__ import annotations

import os
import random
import socket
from contextlib import ExitStack, suppress

# Below the ports that systems hand out for outgoing connections: a server that was killed finds its port still free.
PORTS = range(10000, 20000)
# What runs tests beside us chooses among others of them: between choosing and binding nobody holds a port.
SHARE = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
SHARES = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))

_given: set[int] = set()


def free_ports(count: int) -> list[int]:
    """*count* free ports on loopback, none of which this process was given before."""
    with ExitStack() as held:
        found: list[int] = []
        ours = [port for port in PORTS[SHARE::SHARES] if port not in _given]
        for port in random.SystemRandom().sample(ours, len(ours)):
            if len(found) == count:
                break
            trial = held.enter_context(socket.socket())
            with suppress(OSError):
                trial.bind(("127.0.0.1", port))
                found.append(port)
        _given.update(found)
        return found


def free_port() -> int:
    """One free port on loopback."""
    return free_ports(1)[0]

"""Ports of this machine that nobody uses."""

from __future__ import annotations

import random
import socket
from contextlib import ExitStack, suppress

# Below the ports that systems hand out for outgoing connections: a server that was killed finds its port still free.
PORTS = range(10000, 20000)


def free_ports(count: int) -> list[int]:
    """*count* different free ports on loopback."""
    with ExitStack() as held:
        found: list[int] = []
        for port in random.SystemRandom().sample(PORTS, len(PORTS)):
            if len(found) == count:
                break
            trial = held.enter_context(socket.socket())
            with suppress(OSError):
                trial.bind(("127.0.0.1", port))
                found.append(port)
        return found


def free_port() -> int:
    """One free port on loopback."""
    return free_ports(1)[0]

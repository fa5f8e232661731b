"""Ports of this machine: which are free, and who listens."""

from __future__ import annotations

import random
import socket

# Below the ports that systems hand out for outgoing connections: after a crash ours is still free.
PORTS = range(20000, 32000)


def is_free(port: int) -> bool:
    """Whether a server could listen at *port* now."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def free_port() -> int:
    """A port that is free now and that no outgoing connection will take."""
    return next(port for port in random.sample(PORTS, len(PORTS)) if is_free(port))


def listens(port: int) -> bool:
    """Whether somebody accepts connections at *port*."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True

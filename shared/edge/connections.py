"""The open connections of one port: how many there may be, and who goes when there are too many."""

from __future__ import annotations

import resource
import time
from collections import Counter
from typing import Any

import eventlet
from eventlet import greenio, wsgi

from shared.edge.addresses import parsed, within
from shared.limits import Limits

KEPT_FREE = 0.25
"""Of the process's file descriptors, for the database, the broker, files."""

STATE, SINCE = 2, 3

Connection = list[Any]
"""`[peer, socket, state, since]`: eventlet's own record, and when it last began to wait for a request."""


class Connections:
    """At most as many as *limits* say; a new one takes the place of the one that is idle longest."""

    def __init__(self, limits: Limits) -> None:
        descriptors = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
        self._most = min(limits.connections, int(descriptors * (1 - KEPT_FREE)))
        self._each = limits.connections_each
        self._proxies = limits.proxies
        self._open: dict[Any, Connection] = {}
        self._by_host: Counter[str] = Counter()

    def admitted(self, taken: Any, peer: Any) -> Connection | None:
        """The record of a new connection; None when there is no room, and none can be made."""
        host = str(peer[0])
        address = parsed(host)
        bounded = address is None or not within(address, self._proxies)
        if bounded and self._by_host[host] >= self._each and not self._end_one(host):
            return None
        if len(self._open) >= self._most and not self._end_one():
            return None
        return [peer, taken, wsgi.STATE_IDLE, time.monotonic()]

    def add(self, thread: Any, connection: Connection) -> None:
        """*thread* serves *connection* until it ends."""
        self._open[thread] = connection
        self._by_host[str(connection[0][0])] += 1
        thread.link(self._forget)

    def end_idle(self) -> None:
        """End those that wait for a request; what is under way is its connection's last."""
        for connection in self._open.values():
            idle, connection[STATE] = connection[STATE] is wsgi.STATE_IDLE, wsgi.STATE_CLOSE
            if idle:
                greenio.shutdown_safe(connection[1])

    def wait(self, seconds: float) -> None:
        """Wait until all have ended, at most *seconds*."""
        with eventlet.Timeout(seconds, False):
            for thread in list(self._open):
                thread.wait()

    def _end_one(self, host: str | None = None) -> bool:
        """End the connection that is idle longest, of *host* or of all; whether there was one."""
        idle = [
            (float(each[SINCE]), thread)
            for thread, each in self._open.items()
            if each[STATE] is wsgi.STATE_IDLE and host in (None, str(each[0][0]))
        ]
        if not idle:
            return False
        _, thread = min(idle, key=lambda pair: pair[0])
        oldest = self._open[thread]
        oldest[STATE] = wsgi.STATE_CLOSE
        greenio.shutdown_safe(oldest[1])
        self._forget(thread)  # its place is free now, not only when its thread has noticed
        return True

    def _forget(self, thread: Any) -> None:
        connection = self._open.pop(thread, None)
        if connection is None:
            return
        host = str(connection[0][0])
        self._by_host[host] -= 1
        if not self._by_host[host]:
            del self._by_host[host]

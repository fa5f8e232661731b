"""The name under which all replicas of a service are reached, as a balancer's: each new connection goes to the next one."""

from __future__ import annotations

import contextlib
import socket
import threading
from types import TracebackType
from typing import Self

CHUNK = 65536
CONNECT_SECONDS = 2.0


class Front:
    """A port of its own before those of the replicas, which come (`add`) and go (`drop`); a context manager."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._replicas: list[int] = []
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, name="front", daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    @property
    def port(self) -> int:
        """Where clients connect."""
        return int(self._listener.getsockname()[1])

    def add(self, replica: int) -> None:
        """From now on some connections go to the port *replica*."""
        with self._lock:
            self._replicas.append(replica)

    def drop(self, replica: int) -> None:
        """No new connection goes there; those that are open stay until the replica ends them."""
        with self._lock:
            self._replicas.remove(replica)

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._join, args=(client,), name="front pair", daemon=True).start()

    def _join(self, client: socket.socket) -> None:
        with client, contextlib.suppress(OSError), self._next() as server:
            other = threading.Thread(target=_pass, args=(server, client), name="front answer", daemon=True)
            other.start()
            _pass(client, server)
            other.join()

    def _next(self) -> socket.socket:
        with self._lock:
            self._replicas = self._replicas[1:] + self._replicas[:1]
            order = self._replicas[::-1]
        for port in order:
            with contextlib.suppress(OSError):
                server = socket.create_connection(("127.0.0.1", port), CONNECT_SECONDS)
                server.settimeout(None)
                return server
        raise ConnectionRefusedError


def _pass(giver: socket.socket, taker: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while sent := giver.recv(CHUNK):
            taker.sendall(sent)
    for end in (giver, taker):
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)

"""A TCP proxy that misbehaves on request: cuts, holds, delays, and swallows the answer to one chosen request."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

CHUNK = 65536
SHORTEST_TORN = 64  # bytes: a heartbeat has no middle
PATIENCE_SECONDS = 30.0


@dataclass(eq=False)
class _Pair:
    """One client's connection and ours to the server on its behalf."""

    client: socket.socket
    server: socket.socket
    mute: bool = False
    ways: int = 2

    def close(self) -> None:
        for end in (self.client, self.server):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


@dataclass(eq=False)
class Proxy:
    """
    Stands between a client and the server at *host*:*port*; use as a context manager.

    Every fault acts on what passes from then on: `cut` closes all connections; `refuse` also turns new ones away;
    `hold` keeps requests back until `release`, which delivers them even if the client has gone; `swallow` lets the
    next request that contains the marker through and closes its connection in place of the answer, then `swallowed`
    is set; `tear` lets half of the next few chunks through and closes their connections; `mute` drops every answer;
    `delay_seconds` slows each chunk down, and `delayed` counts those that arrived so.
    """

    host: str
    port: int
    delay_seconds: float = 0.0
    swallowed: threading.Event = field(default_factory=threading.Event)
    held: threading.Event = field(default_factory=threading.Event)
    _marker: bytes | None = None
    _muted: bool = False
    torn: int = 0
    delayed: int = 0
    _to_tear: int = 0
    _refusing: bool = False
    _gate: threading.Event = field(default_factory=threading.Event)
    _never: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _pairs: list[_Pair] = field(default_factory=list)

    def __enter__(self) -> Self:
        self._gate.set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._accept, name="proxy", daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._gate.set()
        self.cut()

    @property
    def own_port(self) -> int:
        """Where clients connect."""
        return int(self._listener.getsockname()[1])

    def cut(self) -> None:
        """Close every connection."""
        with self._lock:
            pairs, self._pairs = self._pairs, []
        for pair in pairs:
            pair.close()

    def refuse(self) -> None:
        """Cut, and turn new connections away until `restore`."""
        self._refusing = True
        self.cut()

    def hold(self) -> None:
        """Keep requests back; `held` is set once one is kept."""
        self.held.clear()
        self._gate.clear()

    def release(self) -> None:
        """Deliver what was held, and what comes."""
        self._gate.set()

    def mute(self) -> None:
        """Drop every answer until `restore`."""
        self._muted = True

    def swallow(self, marker: bytes) -> None:
        """Let the next request that contains *marker* through, and never its answer."""
        self.swallowed.clear()
        self._marker = marker

    def tear(self, count: int) -> None:
        """Cut *count* connections in the middle of what passes next; `torn` counts those that were."""
        self._to_tear = count

    def restore(self) -> None:
        """Behave again; connections that lost bytes are closed."""
        self._muted = self._refusing = False
        self._marker = None
        self._to_tear = 0
        self.delay_seconds = 0.0
        self.cut()
        self.release()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            if self._refusing:
                client.close()
                continue
            try:
                server = socket.create_connection((self.host, self.port), PATIENCE_SECONDS)
            except OSError:
                client.close()
                continue
            server.settimeout(None)
            pair = _Pair(client, server)
            with self._lock:
                self._pairs.append(pair)
            for way in (self._ask, self._answer):
                threading.Thread(target=self._carry, args=(way, pair), daemon=True).start()

    def _carry(self, way: Callable[[_Pair], None], pair: _Pair) -> None:
        """One direction to its end; after the second one nobody needs the sockets."""
        way(pair)
        with self._lock:
            pair.ways -= 1
            over = pair.ways == 0
            if over and pair in self._pairs:
                self._pairs.remove(pair)
        if over:
            pair.close()

    def _ask(self, pair: _Pair) -> None:
        for chunk in _chunks(pair.client):
            if not self._gate.is_set():
                self.held.set()
                self._gate.wait(PATIENCE_SECONDS)
            late = self._linger()
            if self._marker is not None and self._marker in chunk:
                self._marker, pair.mute = None, True
            if self._tears(pair, pair.server, chunk) or not _sent(pair.server, chunk):
                return
            self._count(late)
        with contextlib.suppress(OSError):
            pair.server.shutdown(socket.SHUT_WR)

    def _answer(self, pair: _Pair) -> None:
        for chunk in _chunks(pair.server):
            if pair.mute:
                pair.close()
                self.swallowed.set()
                return
            late = self._linger()
            if self._tears(pair, pair.client, chunk):
                return
            if self._muted:
                continue
            if not _sent(pair.client, chunk):
                return
            self._count(late)
        with contextlib.suppress(OSError):
            pair.client.shutdown(socket.SHUT_WR)

    def _tears(self, pair: _Pair, end: socket.socket, chunk: bytes) -> bool:
        with self._lock:
            if not self._to_tear or len(chunk) < SHORTEST_TORN:
                return False
            self._to_tear -= 1
            self.torn += 1
        _sent(end, chunk[: len(chunk) // 2])
        pair.close()
        return True

    def _linger(self) -> bool:
        if self.delay_seconds:
            self._never.wait(self.delay_seconds)
            return True
        return False

    def _count(self, late: bool) -> None:
        with self._lock:
            self.delayed += late


def _chunks(end: socket.socket) -> Iterator[bytes]:
    while True:
        try:
            chunk = end.recv(CHUNK)
        except OSError:
            return
        if not chunk:
            return
        yield chunk


def _sent(end: socket.socket, chunk: bytes) -> bool:
    try:
        end.sendall(chunk)
    except OSError:
        return False
    return True

"""A database's port that notes what is asked through it: each action on each collection, in MongoDB's words."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from collections.abc import Iterator
from typing import Any

import bson

HEADER_BYTES = 16
OP_MSG = 2013
ACTIONS = {
    "find": "find",
    "aggregate": "find",
    "count": "find",
    "distinct": "find",
    "insert": "insert",
    "update": "update",
    "delete": "remove",
    "findAndModify": "update",
    "createIndexes": "createIndex",
    "dropIndexes": "dropIndex",
    "listIndexes": "listIndexes",
    "killCursors": "killCursors",
    "create": "createCollection",
    "drop": "dropCollection",
    "collMod": "collMod",
    "listCollections": "listCollections",
}


class WatchedPort:
    """Passes everything on to *port*."""

    def __init__(self, port: int) -> None:
        self._target = port
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._server.getsockname()[1]
        self._seen: set[tuple[str, str, str]] = set()
        self._lock = threading.Lock()
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def seen(self) -> frozenset[tuple[str, str, str]]:
        """What was asked so far: `(database, collection, action)`; more may come while it is looked at."""
        with self._lock:
            return frozenset(self._seen)

    def close(self) -> None:
        """Take no more connections."""
        self._server.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._server.accept()
                server = socket.create_connection(("127.0.0.1", self._target))
                for one in (client, server):
                    one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                threading.Thread(target=self._forward, args=(client, server), daemon=True).start()
                threading.Thread(target=_copy, args=(server, client), daemon=True).start()

    def _forward(self, client: socket.socket, server: socket.socket) -> None:
        with contextlib.suppress(OSError, EOFError):
            while True:
                header = _exactly(client, HEADER_BYTES)
                length, _, _, kind = struct.unpack("<iiii", header)
                rest = _exactly(client, length - HEADER_BYTES)
                if kind == OP_MSG:
                    with self._lock:
                        self._seen.update(acts(rest))
                server.sendall(header + rest)
        for one in (client, server):
            one.close()


def acts(message: bytes) -> Iterator[tuple[str, str, str]]:
    """What an OP_MSG without its header asks for: the command is its first section, the documents follow."""
    (size,) = struct.unpack_from("<i", message, 5)
    command: dict[str, Any] = bson.decode(message[5 : 5 + size])
    name = next(iter(command))
    if name not in ACTIONS:
        return
    where = command["$db"], command[name] if isinstance(command[name], str) else ""
    watching = name == "aggregate" and any("$changeStream" in stage for stage in command["pipeline"])
    yield (*where, "changeStream" if watching else ACTIONS[name])


def _exactly(line: socket.socket, count: int) -> bytes:
    parts = bytearray()
    while len(parts) < count:
        piece = line.recv(count - len(parts))
        if not piece:
            raise EOFError
        parts += piece
    return bytes(parts)


def _copy(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while piece := source.recv(65536):
            target.sendall(piece)
    target.close()

"""HTTP/1.1 on one connection: bounded in size and time, and every refusal a problem."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from contextlib import suppress
from http import HTTPStatus
from typing import Any

import eventlet
from eventlet import wsgi
from eventlet.green import socket

from shared.edge.connections import SINCE
from shared.edge.responses import GUARDS
from shared.errors import ExpectedError
from shared.ids import new_id
from shared.limits import AddressTooLong, HeadersTooLarge, TooManyConnections
from shared.problems import MEDIA_TYPE, Broken, problem_of

HEADER_SECONDS = 15.0
SOCKET_SECONDS = 30.0
IDLE_SECONDS = 75.0
LINGER_SECONDS = 1.0
LONGEST_LINE = 8192
LINGERED = 1024 * 1024
READER_SECONDS = 30.0
SLOWEST_READER = 16 * 1024
"""Bytes a second, beside READER_SECONDS to begin with: who reads more slowly is cut off."""

CONNECTION = "sovang.connection"

_LENGTH = re.compile(r"[0-9]{1,15}")
_UNREAD = {
    HTTPStatus.REQUEST_URI_TOO_LONG: AddressTooLong,
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: HeadersTooLarge,
}


class Protocol(wsgi.HttpProtocol):  # type: ignore[misc]  # eventlet ships no types
    """As its parent, but gives up on slow peers and answers what it cannot read with a problem."""

    def setup(self) -> None:
        """As its parent; answers go out within a time."""
        super().setup()
        self.wfile: Any = Outgoing(self.wfile, self.connection)

    def _read_request_line(self) -> bytes:
        """Wait IDLE_SECONDS for a request to begin; its first line comes within HEADER_SECONDS, or there is none."""
        self.conn_state[SINCE] = time.monotonic()
        self.connection.settimeout(self.server.keepalive)
        if not self.rfile.peek(1):
            return b""
        self.connection.settimeout(self.server.socket_timeout)
        line = b""
        with eventlet.Timeout(HEADER_SECONDS, False):
            line = bytes(self.rfile.readline(LONGEST_LINE))
        if len(line) < LONGEST_LINE:
            return line
        self.send_error(HTTPStatus.REQUEST_URI_TOO_LONG)
        return b""

    def parse_request(self) -> bool:
        """As its parent, but within HEADER_SECONDS."""
        whole = False
        try:
            with eventlet.Timeout(HEADER_SECONDS, False):
                whole = bool(super().parse_request())
        except (wsgi.HeaderLineTooLong, wsgi.HeadersTooLarge):
            self.send_error(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
            return False
        if whole and not (self.request_version in ("HTTP/1.0", "HTTP/1.1") and self._one_length()):
            self.send_error(HTTPStatus.BAD_REQUEST)
            return False
        self.close_connection: Any = not whole or self.close_connection
        return whole

    def _one_length(self) -> bool:
        """Whether it is said at most once, and in one way, where the body ends."""
        lengths = self.headers.get_all("Content-Length", [])
        codings = self.headers.get_all("Transfer-Encoding", [])
        return len(lengths) + len(codings) <= 1 and all(_LENGTH.fullmatch(length) for length in lengths)

    def get_environ(self) -> dict[str, Any]:
        """As its parent, with the connection beside it, so that an answer may close it."""
        environ: dict[str, Any] = super().get_environ()
        environ[CONNECTION] = self
        return environ

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """A problem in place of the standard library's page."""
        error = _UNREAD.get(HTTPStatus(code), Broken)()
        self.close_connection = True
        self.wfile.write(last_words(error))
        self.wfile.flush()
        self._linger()

    def _linger(self) -> None:
        """Read on for a moment, so that the sender hears the answer and not a reset."""
        left = LINGERED
        with suppress(OSError), eventlet.Timeout(LINGER_SECONDS, False):
            self.connection.shutdown(socket.SHUT_WR)
            while left > 0 and (part := self.connection.recv(65536)):
                left -= len(part)

    def finish(self) -> None:
        """As its parent; a peer that has gone is no error."""
        try:
            super().finish()
        except OSError:
            self.connection.close()


class Outgoing:
    """Writes *file* to *connection*; a peer that takes it too slowly is cut off."""

    def __init__(self, file: Any, connection: Any) -> None:
        self._file = file
        self._connection = connection

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def writelines(self, parts: Iterable[bytes]) -> None:
        """Write *parts*; raises TimeoutError, after which nothing more can be written."""
        whole = b"".join(parts)
        try:
            with eventlet.Timeout(READER_SECONDS + len(whole) / SLOWEST_READER, TimeoutError()):
                self._file.write(whole)
                self._file.flush()
        except TimeoutError:
            with suppress(OSError):  # what is still buffered must not be waited for again
                self._connection.shutdown(socket.SHUT_RDWR)
            raise


def last_words(error: ExpectedError) -> bytes:
    """*error* as the last answer on a connection, written in HTTP."""
    problem = problem_of(error)
    correlation_id = new_id()
    body = problem.body(correlation_id)
    headers = {
        "Content-Type": MEDIA_TYPE,
        "Content-Length": str(len(body)),
        "Connection": "close",
        "X-Correlation-Id": correlation_id,
        **GUARDS,
        **problem.headers,
    }
    lines = [f"{name}: {value}" for name, value in headers.items()]
    status = HTTPStatus(problem.status)
    return "\r\n".join([f"HTTP/1.1 {status.value} {status.phrase}", *lines, "", ""]).encode() + body


def turn_away(taken: Any) -> None:
    """Say on a fresh connection that there is no room, and close it."""
    with suppress(OSError):
        taken.send(last_words(TooManyConnections()))
    taken.close()


def server_for(listening: socket.socket, application: Any) -> wsgi.Server:
    """The WSGI side of *listening*."""
    return wsgi.Server(
        listening,
        listening.getsockname(),
        application,
        protocol=Protocol,
        keepalive=IDLE_SECONDS,
        socket_timeout=SOCKET_SECONDS,
        url_length_limit=LONGEST_LINE,
        log_output=False,
        debug=False,
    )

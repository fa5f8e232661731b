"""Takes in requests: bodies whole and bounded before anybody is called, connections bounded in time."""

from __future__ import annotations

import re
from http import HTTPStatus
from io import BytesIO
from typing import Any

import eventlet
from eventlet import wsgi
from eventlet.green import socket

from shared.ids import new_id
from shared.problems import MAX_BODY, MEDIA_TYPE, BodyTooLarge, Broken, TooSlow, problem_of

HEADER_SECONDS = 15.0
BODY_SECONDS = 15.0
SOCKET_SECONDS = 30.0
IDLE_SECONDS = 75.0
DRAINED = 1024 * 1024
LONGEST_LINE = 8192

CONNECTION = "sovang.connection"

_LENGTH = re.compile(r"[0-9]{1,15}")


class Protocol(wsgi.HttpProtocol):  # type: ignore[misc]  # eventlet ships no types
    """HTTP/1.1 that gives up on slow senders and answers what it cannot parse with a problem."""

    def parse_request(self) -> bool:
        """As its parent, but within HEADER_SECONDS."""
        whole = False
        with eventlet.Timeout(HEADER_SECONDS, False):
            whole = bool(super().parse_request())
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
        problem = problem_of(Broken())
        body = problem.body(new_id())
        status = HTTPStatus(code)
        head = (
            f"HTTP/1.1 {status.value} {status.phrase}\r\nContent-Type: {MEDIA_TYPE}\r\n"
            f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        )
        self.close_connection = True
        self.wfile.write(head.encode() + body)
        self.wfile.flush()

    def finish(self) -> None:
        """As its parent; a peer that has gone is no error."""
        try:
            super().finish()
        except OSError:
            self.connection.close()


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


def take_body(environ: dict[str, Any]) -> None:
    """
    Read the body, at most MAX_BODY, and put it in place of the socket.

    Raises BodyTooLarge, TooSlow or Broken, each of which ends the connection: what is left of the body must not be
    taken for the next request.
    """
    if "HTTP_TRANSFER_ENCODING" not in environ and environ.get("CONTENT_LENGTH", "0") == "0":
        environ["wsgi.input"] = BytesIO()
        return
    try:
        body = _read(environ)
    except Exception:
        environ[CONNECTION].close_connection = True
        raise
    environ["wsgi.input"] = BytesIO(body)
    environ["CONTENT_LENGTH"] = str(len(body))


def _read(environ: dict[str, Any]) -> bytes:
    coding = environ.pop("HTTP_TRANSFER_ENCODING", None)
    if coding is not None and coding.lower() != "chunked":
        raise Broken
    length = None if coding else int(environ["CONTENT_LENGTH"])
    stream = environ["wsgi.input"]
    try:
        with eventlet.Timeout(BODY_SECONDS, TooSlow()):
            if length is not None and length > MAX_BODY:
                _drain(environ, length)
                raise BodyTooLarge
            body: bytes = stream.read(MAX_BODY + 1)
    except (OSError, ValueError):  # cut off, or chunks that are none
        raise Broken from None
    if len(body) > MAX_BODY:
        raise BodyTooLarge
    if length is not None and len(body) < length:
        raise Broken
    return body


def _drain(environ: dict[str, Any], length: int) -> None:
    """Read a body that is only somewhat too large, so that its sender gets to hear the answer."""
    if length <= DRAINED and "HTTP_EXPECT" not in environ:
        left = length
        while left > 0 and (part := environ["wsgi.input"].read(min(left, MAX_BODY))):
            left -= len(part)

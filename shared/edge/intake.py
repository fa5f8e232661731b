"""Takes in bodies whole, bounded in size and time, before anybody is called."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import eventlet

from shared.edge.protocol import CONNECTION, LONGEST_LINE
from shared.problems import MAX_BODY, BodyTooLarge, Broken, TooSlow

BODY_SECONDS = 15.0
DRAINED = 1024 * 1024


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
    stream.rfile = ShortLines(stream.rfile)
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


class ShortLines:
    """*file*, whose lines (the sizes of chunks, and what follows the last one) are together at most *most* long."""

    def __init__(self, file: Any, most: int = MAX_BODY) -> None:
        self._file = file
        self._left = most
        self._in_chunk = False

    def read(self, size: int) -> bytes:
        """A part of a chunk, or of a body that has no chunks."""
        self._in_chunk = True
        part: bytes = self._file.read(size)
        return part

    def readline(self) -> bytes:
        """
        The next line.

        Raises ValueError when it is too long, when too much has come in lines, and when a chunk does not end where its
        size says: the server itself would pass over the rest, and wait for what was never sent.
        """
        line: bytes = self._file.readline(LONGEST_LINE)
        self._left -= len(line)
        if self._left < 0 or len(line) >= LONGEST_LINE:
            raise ValueError("lines between chunks")
        if self._in_chunk and line != b"\r\n":
            raise ValueError("a chunk of another size")
        self._in_chunk = False
        return line


def _drain(environ: dict[str, Any], length: int) -> None:
    """Read a body that is only somewhat too large, so that its sender gets to hear the answer."""
    if length <= DRAINED and "HTTP_EXPECT" not in environ:
        left = length
        while left > 0 and (part := environ["wsgi.input"].read(min(left, MAX_BODY))):
            left -= len(part)

"""Bodies that a route reads itself, part by part, after it has judged who sends: bounded in size, time and number."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import eventlet

from shared.edge.intake import ShortLines
from shared.edge.protocol import CONNECTION
from shared.edge.shelf import Shelf
from shared.errors import ExpectedError
from shared.problems import BodyTooLarge, Broken, TooSlow
from shared.texts import Text

PART = 64 * 1024
STALL_SECONDS = 15.0
SLOWEST_SENDER = 64 * 1024
"""Bytes a second, beside STALL_SECONDS to begin with: who sends more slowly is given up."""

DRAIN_SECONDS = 3.0
MOST_DRAINED = 4
"""Times what the route takes."""
TOO_LARGE = Text("Tệp lớn hơn {most} KiB.", "The file is larger than {most} KiB.")


class Receiving:
    """
    One body, read by whoever calls `parts`; until then nothing of it is in memory.

    `finish` MUST be called once the answer is there: what nobody read must not be taken for the next request.
    """

    def __init__(self, environ: dict[str, Any], most: int, shelf: Shelf) -> None:
        self._environ = environ
        self._most = most
        self._shelf = shelf
        self._kept = 0
        self._begun = self._whole = self._lost = False
        coding = environ.pop("HTTP_TRANSFER_ENCODING", None)
        self._length = None if coding else int(environ["CONTENT_LENGTH"])
        self._proper = coding is None or coding.lower() == "chunked"
        self._stream = environ["wsgi.input"]

    def parts(self) -> Iterator[bytes]:
        """
        The body in order, once.

        Raises BodyTooLarge, TooSlow, Broken, and TransientError when the process has too many in memory.
        """
        if self._begun:
            raise RuntimeError("a body is read once")
        self._begun = True
        if not self._proper:
            raise Broken
        if (self._length or 0) > self._most:
            raise self._too_large()
        size = self._most if self._length is None else self._length
        self._shelf.put(size)
        self._kept = size

        yield from self._read()

    def finish(self) -> None:
        """Give back the room; read on for a moment what is left, or end the connection."""
        self._shelf.take(self._kept)
        self._kept = 0
        if self._whole:
            return
        waits = "HTTP_EXPECT" in self._environ and not self._begun  # to be told to go on, which nobody will
        if waits or self._lost or not self._drained():
            self._environ[CONNECTION].close_connection = True

    def _read(self) -> Iterator[bytes]:
        began, size = time.monotonic(), 0
        self._stream.rfile = ShortLines(self._stream.rfile, self._most)
        while True:
            left = STALL_SECONDS + size / SLOWEST_SENDER - (time.monotonic() - began)
            part = self._next(min(left, STALL_SECONDS))
            size += len(part)
            if size > self._most:
                raise self._too_large()
            if not part:
                break
            yield part
        if self._length is not None and size < self._length:
            self._lost = True
            raise Broken
        self._whole = True

    def _next(self, seconds: float) -> bytes:
        self._lost = True
        if seconds <= 0:
            raise TooSlow
        try:
            with eventlet.Timeout(seconds, TooSlow()):
                part: bytes = self._stream.read(PART)
        except (OSError, ValueError):  # cut off, or chunks that are none
            raise Broken from None
        self._lost = False
        return part

    def _drained(self) -> bool:
        """Whether the rest came within DRAIN_SECONDS: then the sender hears the answer, and not a reset."""
        left = MOST_DRAINED * self._most
        with suppress(OSError, ValueError, ExpectedError), eventlet.Timeout(DRAIN_SECONDS, False):
            while left > 0:
                part = self._stream.read(PART)
                if not part:
                    return self._proper
                left -= len(part)
        return False

    def _too_large(self) -> BodyTooLarge:
        return BodyTooLarge(text=TOO_LARGE, facts={"most": str(self._most // 1024)})

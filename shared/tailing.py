"""Hearing of inserted commits in the order of their insertion, by a change stream."""

from __future__ import annotations

import threading
import time
from collections import deque
from typing import Any

import pymongo
from pymongo.change_stream import CollectionChangeStream
from pymongo.errors import OperationFailure, PyMongoError

from shared.durable import Documents, durable
from shared.errors import BrokenHistory, SovangError, TransientError
from shared.numberlog import Inserted, Token

AWAIT_MS = 500
HASTY_SECONDS = 0.1
"""A server that says so soon that there is nothing new was woken by something else: the embedded one by every write anywhere."""

PAUSES = (0.01, 0.1)
"""How long such a server is left alone: while commits come in, and when none has come for QUIET_SECONDS."""

QUIET_SECONDS = 1.0
READ_AHEAD = 4000
READ_AHEAD_BYTES = 8 * 1024 * 1024
CLOSE_SECONDS = 5.0
LOOK_SECONDS = 1.0
FORSAKEN_SECONDS = 300.0
"""So long it reads on for a numberer that was told to stop and may go on."""
RESUMING_SECONDS = 15.0
"""How long the server may look for where the stream goes on: the embedded one reads all that was written since, anywhere."""

PATIENT_SECONDS = 120.0
"""How long where nothing else helps: cut off, it would be asked again from the same place and never come to an end."""
# FailedToParse, CloseChangeStream, InvalidResumeToken, ChangeStreamFatalError, ChangeStreamHistoryLost, a torn token
UNUSABLE = frozenset({9, 222, 260, 280, 286, 50811})
PIPELINE = [
    {"$match": {"operationType": "insert"}}
]  # a projection costs the embedded server more than it saves


class HistoryLost(TransientError):
    """The change stream cannot be resumed after this token: what happened since must be found otherwise."""


class SlowToResume(TransientError):
    """The server did not find in time where the change stream goes on after this token."""


class CommitTail:
    """
    The commits inserted after *after*, or from now on, read ahead in a thread of its own.

    Raises HistoryLost, SlowToResume when that takes longer than *seconds*, TransientError.

    Reading is apart from numbering because a change stream cannot say whether more is at hand without waiting for it,
    and a batch must be as large as what is at hand and no larger.
    """

    def __init__(self, commits: Documents, after: Token | None, seconds: float = RESUMING_SECONDS) -> None:
        self._changed = threading.Condition()
        self._read: deque[Inserted] = deque()
        self._bytes = 0
        self._idle: Token | None = None
        self._failed: SovangError | None = None
        self._closed = False
        self._asked_at = time.monotonic()
        self._stream = _opened(durable(commits), after, seconds)
        self._thread = threading.Thread(target=self._follow, name="commit tail", daemon=True)
        opening = self._stream.resume_token
        if opening is None:
            raise TransientError("the change stream has no token yet")
        self.opening: Token = dict(opening)  # everything inserted later will be told
        self._thread.start()

    def take(self, most: int, seconds: float) -> list[Inserted]:
        """What is at hand, at most *most*; waits up to *seconds* for the first. Raises HistoryLost, TransientError, BrokenHistory."""
        deadline = time.monotonic() + seconds
        with self._changed:
            self._asked_at = time.monotonic()
            while not self._read:
                if self._failed is not None:
                    raise self._failed
                remaining = deadline - time.monotonic()
                if remaining <= 0:
                    return []
                self._changed.wait(remaining)
            taken = [self._read.popleft() for _ in range(min(most, len(self._read)))]
            self._bytes -= sum(map(_size, taken))
            self._changed.notify_all()
            return taken

    def idle_token(self) -> Token | None:
        """Where to resume when all that was inserted before has been taken; None while it has not."""
        with self._changed:
            return None if self._read else self._idle

    @property
    def alive(self) -> bool:
        """Whether it reads on."""
        with self._changed:
            return self._failed is None and not self._closed

    def close(self) -> None:
        """Stop reading."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        self._thread.join(CLOSE_SECONDS)

    def _follow(self) -> None:
        try:
            with self._stream as stream:
                came_at = time.monotonic()
                while stream.alive and self._wanted():
                    asked_at = time.monotonic()
                    change = stream.try_next()
                    self._put(change, stream.resume_token)
                    now = time.monotonic()
                    if change is not None:
                        came_at = now
                    elif now - asked_at < HASTY_SECONDS:
                        time.sleep(PAUSES[now - came_at > QUIET_SECONDS])
            self._fail(TransientError("the change stream ended"))
        except PyMongoError as error:
            self._fail(_translated(error))
        except (KeyError, TypeError) as error:
            self._fail(BrokenHistory(f"what was inserted is not a commit: {error!r}"))
        except Exception as error:  # noqa: BLE001  # whatever it is: nobody may wait for a thread that has ended
            self._fail(TransientError(f"change stream: {error!r}"))

    def _wanted(self) -> bool:
        """Whether to read on; what nobody has asked for in a long time is given up."""
        with self._changed:
            while self._full() and not self._over():
                self._changed.wait(LOOK_SECONDS)
            return not self._over()

    def _over(self) -> bool:
        return self._closed or time.monotonic() - self._asked_at > FORSAKEN_SECONDS

    def _full(self) -> bool:
        return len(self._read) >= READ_AHEAD or self._bytes >= READ_AHEAD_BYTES

    def _put(self, change: Any, token: Any) -> None:
        with self._changed:
            if change is None:
                self._idle = dict(token)
                return
            self._idle = None
            self._read.append(_inserted(change))
            self._bytes += _size(self._read[-1])
            self._changed.notify_all()

    def _fail(self, error: SovangError) -> None:
        with self._changed:
            self._failed = error
            self._changed.notify_all()


def _inserted(change: Any) -> Inserted:
    commit = change["fullDocument"]
    bodies = tuple(bytes(body) for body in commit["events"])
    return Inserted(commit["_id"], commit["last"] - commit["first"] + 1, dict(change["_id"]), bodies)


def _size(commit: Inserted) -> int:
    return sum(map(len, commit.bodies))


def _opened(
    commits: Documents, after: Token | None, seconds: float
) -> CollectionChangeStream[dict[str, Any]]:
    try:
        with pymongo.timeout(seconds):
            return commits.watch(PIPELINE, resume_after=after, max_await_time_ms=AWAIT_MS)
    except PyMongoError as error:
        if after is not None and error.timeout:
            raise SlowToResume(f"change stream: {error}") from error
        raise _translated(error) from error


def _translated(error: PyMongoError) -> TransientError:
    if isinstance(error, OperationFailure) and error.code in UNUSABLE:
        return HistoryLost(f"change stream: {error}")
    return TransientError(f"change stream: {error}")

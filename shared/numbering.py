"""The numberer: gives every commit of a service its place in one dense order."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from dataclasses import replace
from typing import Any

import pymongo
import structlog
from pymongo.database import Database

from shared import metrics
from shared.crashing import reached
from shared.durable import database_calls, durable
from shared.errors import TransientError
from shared.ids import NewId
from shared.ledgerwatch import LedgerCursor, LedgerWatch
from shared.logrows import Row, end_of, pieces
from shared.messages import NumberedEvent
from shared.numberlog import LOG, ROWS_AT_ONCE, Inserted, NumberLog, Token
from shared.recent import Recent
from shared.repairing import unnumbered
from shared.tailing import PATIENT_SECONDS, CommitTail, HistoryLost, SlowToResume

COMMITS = "commits"
LOOK_SECONDS = 0.25  # how soon a stop is noticed
MEASURE_SECONDS = 5.0
IDLE_SECONDS = 60.0  # how often an idle numberer saves its token
FEW_ROWS = 5000  # so many are counted before anything else is tried

log = structlog.get_logger()


class LogBehindLedger(TransientError):
    """The ledger knows more of this source than its own log: an old copy of the database was restored."""


class Numberer:
    """
    Numbers the commits of *service* in the order of the change stream, which keeps the order within each stream.

    Positions are dense, start at 1 and count events. A row MUST be stored by a majority before anybody is told of it,
    and its token IS the progress: after a restart the numberer goes on behind the last row's token. A log that has been
    idle goes on behind the token saved with its end.
    Without a usable token (the first start, a history lost, a restored log) it MUST first open a new stream, then wait until
    what was applied before is stored by a majority, then number what the log lacks, then go on from that stream's start; of
    those rows only the last carries the token, so that an interrupted repair is begun again. What is delivered twice is skipped. Where a log is short, or the server slow to find the
    place after a token, a new stream will do if, after it was opened, the log is found to lack nothing; so will, with *keep*, the
    stream of a run that was told to stop, if nothing was numbered since: for a process that may lose its lease and get it back.
    It MUST NOT number while the ledger knows more than its log, nor begin an epoch while the ledger knows an older one:
    the same position would get other bytes. So a log has one epoch for good (record 32). A ledger that cannot be asked holds nothing up, but MUST be asked again until
    it has answered once: what it then knows beyond the log ends the numbering before the next row. *new_epoch* MUST give names that sort after all earlier ones.
    Two numberers at once are harmless: see NumberLog. It never waits for the broker; *on_numbered* MUST NOT block. What is
    numbered and stored goes into *recent*, for the roles beside it.
    """

    def __init__(
        self,
        service: str,
        database: Database[dict[str, Any]],
        new_epoch: NewId,
        ledger_cursor: LedgerCursor,
        on_numbered: Callable[[], None],
        recent: Recent | None = None,
        *,
        idle_seconds: float = IDLE_SECONDS,
        keep: bool = False,
    ) -> None:
        self.name = f"{service}.numberer"
        self.database = database
        self._service = service
        self._new_epoch = new_epoch
        self._ledger_cursor = ledger_cursor
        self._on_numbered = on_numbered
        self._recent = recent or Recent()
        self._idle_seconds = idle_seconds
        self._keep = keep
        self._kept: tuple[CommitTail, tuple[str | None, int]] | None = None  # of a run that was told to stop
        self._measured: Row | None = None  # the last row when it was measured: the next one is near

    def run(self, stop: threading.Event) -> None:
        """See Role."""
        self._recent.forget()
        numbers = NumberLog(self.database)
        token = numbers.load()
        with LedgerWatch(self._ledger_cursor) as ledger:
            self._number(stop, numbers, token, ledger)

    def measure(self) -> None:
        """See Measured."""
        with database_calls(), pymongo.timeout(MEASURE_SECONDS):
            self._measured = end_of(durable(self.database[LOG]), self._measured)
        metrics.LOG_HEAD.labels(self._service).set(self._measured.last if self._measured else 0)

    def _number(
        self, stop: threading.Event, numbers: NumberLog, token: Token | None, ledger: LedgerWatch
    ) -> None:
        self._require_ledger_behind(numbers, ledger)
        if numbers.epoch is None:
            reached("epoch bearing")
            numbers.bear(self._new_epoch)
            reached("epoch born")
            log.info("epoch born", service=self._service, epoch=numbers.epoch)
        try:
            if token is not None:
                self._follow(stop, numbers, self._resumed(numbers, token), ledger)
                return
        except HistoryLost as lost:
            log.warning("change stream history lost", service=self._service, reason=str(lost))
        self._follow(stop, numbers, CommitTail(self.database[COMMITS], None), ledger, lost=True)

    def _resumed(self, numbers: NumberLog, token: Token) -> CommitTail:
        """
        A stream that tells all that the log lacks: the one kept from the last run, one from now on, or the one after *token*.

        The server may be slow to find the place after a token. A short log is seen at once to lack nothing; of a long one
        that is looked for only where the server is slow.
        """
        commits = self.database[COMMITS]
        found = self._kept_for(numbers) or self._begun(numbers, FEW_ROWS)
        if found is not None:
            return found
        try:
            return CommitTail(commits, token)
        except SlowToResume as slow:
            log.warning("change stream slow to resume", service=self._service, reason=str(slow))
        return self._begun(numbers) or CommitTail(commits, token, PATIENT_SECONDS)

    def _begun(self, numbers: NumberLog, most: int = 0) -> CommitTail | None:
        """A stream from now on, if after its opening the log, of *most* rows at most, lacks nothing."""
        commits = self.database[COMMITS]
        if most and not numbers.holds_all(commits, most):
            return None
        with ExitStack() as unless_kept:
            tail = unless_kept.enter_context(closing(CommitTail(commits, None)))
            numbers.settle()
            if not numbers.holds_all(commits, most):
                return None
            numbers.idle(tail.opening)
            unless_kept.pop_all()
        return tail

    def _kept_for(self, numbers: NumberLog) -> CommitTail | None:
        """The stream of the last run, if nobody has numbered anything since: what it tells next is the next to number."""
        kept, self._kept = self._kept, None
        if kept is None:
            return None
        tail, place = kept
        if place == (numbers.epoch, numbers.end) and tail.alive:
            return tail
        tail.close()
        return None

    def _follow(
        self,
        stop: threading.Event,
        numbers: NumberLog,
        stream: CommitTail,
        ledger: LedgerWatch,
        *,
        lost: bool = False,
    ) -> None:
        with ExitStack() as unless_kept:
            tail = unless_kept.enter_context(closing(stream))
            if lost:
                self._repair(numbers, tail.opening, ledger)
            save_at = time.monotonic()
            while not stop.is_set():
                inserted = tail.take(ROWS_AT_ONCE, LOOK_SECONDS)
                self._require_ledger_behind(numbers, ledger)
                if inserted:
                    self._tell(numbers.append(inserted), numbers.epoch)
                elif time.monotonic() >= save_at and (idle := tail.idle_token()):
                    numbers.idle(idle)
                    save_at = time.monotonic() + self._idle_seconds
                if len(inserted) < ROWS_AT_ONCE:
                    metrics.NUMBERED_AT.labels(self._service).set(time.time())
            if self._keep:  # told to stop, with nothing half done: the stream is good for going on
                unless_kept.pop_all()
                self._kept = tail, (numbers.epoch, numbers.end)

    def _tell(self, numbered: Sequence[tuple[int, Inserted]], epoch: str | None) -> None:
        for first, commit in numbered:
            self._recent.remember(
                [
                    NumberedEvent(source=self._service, epoch=epoch or "", position=position, body=body)
                    for position, body in enumerate(commit.bodies, start=first)
                ]
            )
        self._on_numbered()
        reached("rows told")

    def _repair(self, numbers: NumberLog, token: Token, ledger: LedgerWatch) -> None:
        numbers.settle()
        missing = unnumbered(self.database[COMMITS], numbers.rows)
        if missing:
            missing[-1] = replace(missing[-1], token=token)
            for some in pieces(missing, ROWS_AT_ONCE):
                self._require_ledger_behind(numbers, ledger)
                reached("missing rows inserting")
                numbers.append(some, repaired=True)
                reached("missing rows inserted")
                self._on_numbered()
            log.warning(
                "commits numbered without their order of insertion", count=len(missing), end=numbers.end
            )
        numbers.idle(token)

    def _require_ledger_behind(self, numbers: NumberLog, ledger: LedgerWatch) -> None:
        known = ledger.answer
        if known is None:
            return
        epoch, position = known
        own = numbers.epoch or ""
        if own < epoch or (own == epoch and numbers.end < position):
            raise LogBehindLedger(
                f"{self._service}: the ledger knows {epoch}/{position}, but the log ends at {own}/{numbers.end}: an old "
                "copy of the database was restored. See 'A restored backup' in docs/operations.md"
            )

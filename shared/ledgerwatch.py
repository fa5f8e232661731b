"""Asking the ledger how far it knows a source, beside the numbering, until it has answered once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

import structlog

from shared.backoff import Backoff

MOST_SECONDS_BETWEEN_QUESTIONS = 5.0
CLOSE_SECONDS = 0.5

LedgerCursor = Callable[[], tuple[str, int] | None]
"""Epoch and position up to which the ledger knows this source; None when it knows nothing or cannot be asked."""

log = structlog.get_logger()


class LedgerWatch:
    """
    Asks once on entering; without an answer it goes on asking in a thread of its own, for numbering MUST NOT wait for it.

    The ledger is often up later than whoever asks it, so one question at the start would rarely be answered.
    """

    def __init__(self, ask: LedgerCursor) -> None:
        self._ask = ask
        self._answer: tuple[str, int] | None = None
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._keep_asking, name="asks the ledger", daemon=True)

    @property
    def answer(self) -> tuple[str, int] | None:
        """What the ledger answered; None while it has not."""
        return self._answer

    def __enter__(self) -> Self:
        self._answer = self._ask()
        if self._answer is None:
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closed.set()
        if self._thread.is_alive():
            self._thread.join(
                CLOSE_SECONDS
            )  # a question under way may take longer; its answer is of no use any more

    def _keep_asking(self) -> None:
        pauses = Backoff(0.1, MOST_SECONDS_BETWEEN_QUESTIONS)
        while self._answer is None and not self._closed.wait(pauses.next()):
            try:
                self._answer = self._ask()
            except Exception:  # whatever it is: the question must be asked again
                log.exception("the ledger could not be asked")

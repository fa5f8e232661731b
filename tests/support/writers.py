"""Clients that write at the same time and keep a record of what they were told, in three kinds of outcome."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import requests

from sovang.client import Client
from tests.support.waiting import until

TRY_SECONDS = 15.0
KNOWN_SECONDS = 60.0
PAUSES = (0.05, 0.1, 0.2, 0.4)

Outcome = Literal["ok", "refused", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A request to make; *key* names it for ever."""

    key: str
    service: str
    path: str
    body: dict[str, Any]


@dataclass(slots=True)
class Record:
    """A command, the outcome of each try, and the last answer."""

    command: Command
    outcomes: list[Outcome] = field(default_factory=list)
    status: int = 0
    answer: dict[str, Any] = field(default_factory=dict)

    @property
    def outcome(self) -> Outcome:
        """How it ended."""
        return self.outcomes[-1] if self.outcomes else "unknown"


class Writers:
    """
    *count* clients that share *commands* and do them as fast as they are answered.

    A try that is not answered, or answered with 503, is *unknown*: the same command is sent again with the same key until
    it is known. *url_of* is asked anew each time, with the client's number and the service.
    """

    def __init__(
        self, client: Client, url_of: Callable[[int, str], str], commands: Sequence[Command], count: int
    ) -> None:
        self.records = [Record(command) for command in commands]
        self.sent = 0
        self._token = client._bearer()
        self._url_of = url_of
        self._waiting = iter(self.records)
        self._lock = threading.Lock()
        self._failures: list[BaseException] = []
        self._threads = [
            threading.Thread(target=self._work, args=(number,), name=f"writer {number}")
            for number in range(count)
        ]

    def start(self) -> None:
        """Begin."""
        for thread in self._threads:
            thread.start()

    def until_sent(self, count: int, seconds: float) -> None:
        """Wait until *count* commands have been sent, answered or not."""
        until(lambda: self.sent >= count or self._failures, seconds, f"{count} commands are sent")

    def join(self, seconds: float) -> None:
        """Wait until every outcome is known; raises what went wrong in a client."""
        deadline = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        if self._failures:
            raise self._failures[0]
        unknown = [record.command for record in self.records if record.outcome == "unknown"]
        assert not unknown, f"{len(unknown)} outcomes are unknown after {seconds} s: {unknown[:3]}"

    def _work(self, number: int) -> None:
        try:
            with requests.Session() as session:
                while (record := self._next()) is not None:
                    self._do(number, session, record)
        except BaseException as failure:  # noqa: BLE001  # raised again by join
            self._failures.append(failure)

    def _next(self) -> Record | None:
        with self._lock:
            if self._failures:
                return None
            record = next(self._waiting, None)
            self.sent += record is not None
            return record

    def _do(self, number: int, session: requests.Session, record: Record) -> None:
        deadline = time.monotonic() + KNOWN_SECONDS
        while record.outcome == "unknown" and time.monotonic() < deadline:
            record.outcomes.append(self._try(number, session, record))
            if record.outcome == "unknown":
                time.sleep(random.choice(PAUSES))  # as a client does: not a wait for a condition

    def _try(self, number: int, session: requests.Session, record: Record) -> Outcome:
        command = record.command
        try:
            answer = session.post(
                self._url_of(number, command.service) + command.path,
                json=command.body,
                headers={"Authorization": f"Bearer {self._token}", "Idempotency-Key": command.key},
                timeout=TRY_SECONDS,
            )
        except requests.RequestException:
            return "unknown"
        record.status, record.answer = answer.status_code, answer.json()
        if answer.status_code == 503:
            return "unknown"
        assert answer.status_code < 500, f"{command}: {record.answer}"
        return "ok" if answer.status_code < 300 else "refused"

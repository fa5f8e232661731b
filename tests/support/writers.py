"""Clients that write at the same time and keep a record of what they were told, in three kinds of outcome."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Literal

import requests

from sovang.client import Client
from tests.support.waiting import until

TRY_SECONDS = 15.0
KNOWN_SECONDS = 180.0
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

    A try that is not answered, or answered with 429 or 503, is *unknown*: the same command is sent again with the same key until
    it is known. So is one whose token was not accepted: the client signs in again. *url_of* is asked anew each time,
    with the client's number and the service. *pace* is the least number of seconds between two commands of all clients;
    after each command a client rests for *rest* seconds.
    """

    def __init__(
        self,
        client: Client,
        url_of: Callable[[int, str], str],
        commands: Sequence[Command],
        count: int,
        rest: float = 0.0,
        *,
        pace: float = 0.0,
    ) -> None:
        self._rest = rest
        self.records = [Record(command) for command in commands]
        self.sent = 0
        self._started = self._ended = 0.0
        self._client = client
        self._token = client._bearer()
        self._pace = pace
        self._send_at = 0.0
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
        self._started = time.monotonic()
        for thread in self._threads:
            thread.start()

    def until_sent(self, count: int, seconds: float) -> None:
        """Wait until *count* commands have been sent, answered or not."""
        until(lambda: self.sent >= count or self._failures, seconds, f"{count} commands are sent")

    def begin_no_more(self) -> None:
        """Leave what has not been sent yet; what is under way is still brought to its end."""
        with self._lock:
            self._waiting = iter(())
            self.records = self.records[: self.sent]

    @property
    def finished(self) -> bool:
        """Whether every client has ended."""
        return not any(thread.is_alive() for thread in self._threads)

    @property
    def answered(self) -> bool:
        """Whether the outcome of every command is known."""
        return all(record.outcome != "unknown" for record in self.records)

    @property
    def seconds(self) -> float:
        """From the first command to the last answer; until now while there are clients."""
        return (self._ended if self.finished else time.monotonic()) - self._started

    def join(self, seconds: float, *, all_known: bool = True) -> None:
        """Wait until every client has ended, and every outcome is known; raises what went wrong in a client."""
        deadline = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        if self._failures:
            raise self._failures[0]
        assert self.finished, f"clients have not ended after {seconds} s"
        unknown = [record.command for record in self.records if record.outcome == "unknown"]
        assert not (unknown and all_known), (
            f"{len(unknown)} outcomes are unknown after {seconds} s: {unknown[:3]}"
        )

    def _work(self, number: int) -> None:
        try:
            with requests.Session() as session:
                while (record := self._next()) is not None:
                    self._do(number, session, record)
                    if self._rest:
                        time.sleep(self._rest)  # the load, not a wait for a condition
        except BaseException as failure:  # noqa: BLE001  # raised again by join
            self._failures.append(failure)
        finally:
            self._ended = time.monotonic()

    def _next(self) -> Record | None:
        with self._lock:
            if self._failures:
                return None
            record = next(self._waiting, None)
            self.sent += record is not None
            self._send_at = send_at = max(time.monotonic(), self._send_at + self._pace)
        time.sleep(max(0.0, send_at - time.monotonic()))  # the pace is what is asked for, not a condition
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
        if answer.status_code == 401:
            self._sign_in()
        if answer.status_code in (401, 429, 503):
            return "unknown"
        assert answer.status_code < 500, f"{command}: {record.answer}"
        return "ok" if answer.status_code < 300 else "refused"

    def _sign_in(self) -> None:
        with self._lock, suppress(requests.RequestException):  # tried again with the next refusal
            self._client._renew_at = 0.0
            self._token = self._client._bearer()

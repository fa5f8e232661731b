"""Whether something outside answers: said in the log when it stops, when the reason changes, and when it answers again."""

from __future__ import annotations

import re
from typing import Any

import structlog
from pymongo.database import Database
from pymongo.errors import PyMongoError

log = structlog.get_logger()

_BEHIND = re.compile(r", (?:full error|Timeout|Topology Description): .*", re.DOTALL)
_NUMBERS = re.compile(r"[0-9.]+")


class Reachable:
    """
    Tells the log of changes alone, however often it is asked: each reason once until it has answered again.

    Reasons are the same when their texts differ in numbers alone, for they hold times that differ at every try; two may
    come in turn (refused, too slow). Secrets in a text are hidden by the log as everywhere.
    """

    def __init__(self, away: str, back: str, **names: str) -> None:
        self._away, self._back, self._names = away, back, names
        self._told: set[str] = set()

    def failed(self, error: Exception) -> None:
        """A try failed for *error*."""
        reason = _short(error)
        kind = _NUMBERS.sub("", reason)
        if kind not in self._told:
            self._told.add(kind)
            log.warning(self._away, reason=reason, **self._names)

    def answered(self) -> bool:
        """A try did not fail; whether the one before it did."""
        again, self._told = bool(self._told), set()
        if again:
            log.info(self._back, **self._names)
        return again


class DatabaseAnswers:
    """A readiness check: whether *database* answers a ping, as the user this process has."""

    def __init__(self, database: Database[dict[str, Any]], service: str) -> None:
        self._database = database
        self._reachable = Reachable(
            "database does not answer", "database answers again", service=service, database=database.name
        )

    def __call__(self) -> bool:
        """Whether it answers now."""
        try:
            self._database.command("ping")
        except PyMongoError as error:
            self._reachable.failed(error)
            return False
        self._reachable.answered()
        return True


def _short(error: Exception) -> str:
    """The driver repeats its whole state or answer behind the sentence; the sentence says it."""
    return _BEHIND.sub("", str(error)) or type(error).__name__

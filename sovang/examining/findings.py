"""What an examination comes to: findings, each well, doubtful or wrong, with what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum

from shared.settings import Settings
from shared.texts import Text
from shared.values import dataclass


class State(StrEnum):
    """How it stands."""

    OK = "ok"
    WARNING = "warning"
    WRONG = "wrong"
    UNKNOWN = "unknown"
    """It could not be examined."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; *todo* says what to do unless it is well."""

    state: State
    what: Text
    todo: Text | None = None


Section = Callable[[Settings], Iterable[Finding]]


def well(vi: str, en: str) -> Finding:
    """It is as it should be."""
    return Finding(State.OK, Text(vi, en))


def doubtful(what: Text, todo: Text) -> Finding:
    """It works, and somebody should look at it."""
    return Finding(State.WARNING, what, todo)


def bad(what: Text, todo: Text) -> Finding:
    """It is not as it must be."""
    return Finding(State.WRONG, what, todo)

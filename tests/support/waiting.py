"""Waiting for a condition with a deadline, so that no test sleeps for a guessed time."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

LOOK_EVERY_SECONDS = 0.01


def until(condition: Callable[[], T], seconds: float = 10.0, what: str = "") -> T:
    """
    The first true answer of *condition*.

    Raises AssertionError, naming *what* and the last answer, when none came within *seconds*.
    """
    deadline = time.monotonic() + seconds
    while not (answer := condition()):
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds} s: {what or condition}; last answer: {answer!r}")
        time.sleep(LOOK_EVERY_SECONDS)
    return answer

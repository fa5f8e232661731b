"""Waiting for a condition with a deadline, so that no test sleeps for a guessed time."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

FIRST_LOOK_SECONDS = 0.01
LONGEST_LOOK_SECONDS = 0.25
SHARE = 0.05
"""Between two looks passes this share of what has been waited: looking must not keep busy what is waited for."""
PATIENCE_SECONDS = 90.0
"""What a busy machine may need; a condition that comes true costs none of it."""


def until(condition: Callable[[], T], seconds: float = PATIENCE_SECONDS, what: str = "") -> T:
    """
    The first true answer of *condition*.

    Raises AssertionError, naming *what* and the last answer, when none came within *seconds*.
    """
    began = time.monotonic()
    while not (answer := condition()):
        waited = time.monotonic() - began
        if waited > seconds:
            raise AssertionError(f"not within {seconds} s: {what or condition}; last answer: {answer!r}")
        time.sleep(min(LONGEST_LOOK_SECONDS, max(FIRST_LOOK_SECONDS, SHARE * waited)))
    return answer

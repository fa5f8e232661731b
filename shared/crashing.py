"""The steps of the protocols by name, so that tests can end a process at each of them. In production nobody listens."""

from __future__ import annotations

from collections.abc import Callable

Reached = Callable[[str], None]
"""Told each step by name as it is reached; faults are injected here."""

STEPS: dict[str, tuple[str, ...]] = {
    "answering": (
        "command judged",
        "commit inserting",
        "group inserting",
        "group inserted",
        "commit inserted",
        "command answering",
    ),
    "numbering": (
        "epoch bearing",
        "epoch born",
        "rows inserting",
        "rows inserted",
        "rows told",
        "idle token saving",
        "idle token saved",
        "missing rows inserting",
        "missing rows inserted",
    ),
    "publishing": (
        "events announcing",
        "events confirmed",
        "publisher's cursor moved",
    ),
    "consuming": (
        "event arrived",
        "event handling",
        "event handled",
        "events handling",
        "events handled",
        "cursor moving",
        "cursor moved",
        "deliveries acknowledged",
    ),
    "parking": (
        "event parking",
        "event parked",
    ),
    "deciding": (
        "replay marking",
        "replay marked",
        "drop marking",
        "drop marked",
    ),
    "replaying": (
        "parked event handling",
        "parked event handled",
        "parked event replayed",
    ),
    "restoring": (
        "commits restoring",
        "commits restored",
        "rows restored",
        "tokens forgotten",
    ),
    "sequencing": (
        "entries inserting",
        "entries inserted",
        "tiles inserting",
        "tiles inserted",
        "sequenced told",
        "checkpoint inserting",
        "checkpoint inserted",
        "checkpoint anchored",
    ),
}
"""Every step of each protocol. A step MUST stand in the code exactly once, directly before or after what it names."""


def go_on(_step: str) -> None:
    """Nothing to inject: what hears of steps outside of tests."""


_listener: Reached = go_on


def reached(step: str) -> None:
    """Say that this process is at *step*."""
    _listener(step)


def listen(listener: Reached) -> None:
    """Have *listener* told from now on. There is no setting for it: only a program that calls this is ever interrupted."""
    global _listener  # noqa: PLW0603  # one process, one listener
    _listener = listener

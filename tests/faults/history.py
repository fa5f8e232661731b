"""What clients were told, try by try: the one side of every comparison; what the system holds is the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from tests.builders.commands import EFFECTS
from tests.support.writers import Record

Outcome = Literal["ok", "failed", "unknown"]
CHANGED, RECORDED = "changed", "refused and recorded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """
    One command with the outcome of each try; *stream* and *version* are what the last one was told.

    *refusal* says that a failure is itself an event of the case. *effect* is the type of event and the recipient that
    fulfil the command, whoever brought it about; without one only a commit of its own does.
    """

    key: str
    outcomes: tuple[Outcome, ...]
    stream: str = ""
    version: int = 0
    refusal: bool = False
    effect: tuple[str, str] | None = None

    @property
    def outcome(self) -> Outcome:
        """How it ended."""
        return self.outcomes[-1] if self.outcomes else "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """All attempts, and the keys of what was done before them."""

    attempts: Sequence[Attempt]
    earlier: frozenset[str]

    @property
    def counts(self) -> dict[str, int]:
        """How many commands ended in which way, and how many tries were made."""
        ends = Counter(attempt.outcome for attempt in self.attempts)
        tries = Counter(outcome for attempt in self.attempts for outcome in attempt.outcomes)
        return {
            **{name: ends[name] for name in ("ok", "failed", "unknown")},
            "tries": tries.total(),
            "tries of unknown outcome": tries["unknown"],
        }

    def became(self, committed: Collection[str]) -> dict[str, int]:
        """
        What became of the commands, when those with the keys *committed* have a commit of their own.

        `changed` and `refused and recorded` brought a new event about. `done already` was acknowledged and needed none,
        since somebody had done it; `refused without a record` is the same refusal of the same request again, or one that is
        no event of a case. Whose outcome was never told is in none of them.
        """
        names = {
            ("ok", True): CHANGED,
            ("ok", False): "done already",
            ("failed", True): RECORDED,
            ("failed", False): "refused without a record",
        }
        ends = Counter(
            names[attempt.outcome, attempt.key in committed]
            for attempt in self.attempts
            if attempt.outcome != "unknown"
        )
        return {name: ends[name] for name in names.values()}


def history_of(records: Iterable[Record], earlier: Iterable[str], refusals: frozenset[str]) -> History:
    """The history that *records* tell; *refusals* are the codes that are recorded as events."""
    return History(
        attempts=[
            Attempt(
                key=record.command.key,
                outcomes=tuple("failed" if one == "refused" else one for one in record.outcomes),
                stream=record.answer.get("stream", ""),
                version=record.answer.get("version", 0),
                refusal=record.answer.get("code") in refusals,
                effect=_effect(record),
            )
            for record in records
        ],
        earlier=frozenset(earlier),
    )


def _effect(record: Record) -> tuple[str, str] | None:
    kind = EFFECTS.get(record.command.path.rpartition("/")[2])
    return (kind, record.command.body["recipient_id"]) if kind else None

"""Slows down guessing: after some failures by one name or from one address, each next try has to wait a while longer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from shared.clock import Clock
from shared.errors import SlowDown
from shared.texts import Text
from shared.values import dataclass

FREE_TRIES: Mapping[str, int] = {"name": 5, "address": 30}
"""How many failures cost nothing: people mistype, and a whole office may come from one address."""
LONGEST_WAIT = timedelta(seconds=60)
FORGOTTEN_AFTER = timedelta(minutes=15)

TOO_MANY = Text(
    "Sai quá nhiều lần; hãy thử lại sau {seconds} giây.", "Too many failures; try again in {seconds} seconds."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failures:
    """How many failures of one kind came in a row, and when the last did."""

    count: int
    last_at: datetime

    def wait(self, free: int, now: datetime) -> timedelta:
        """How long the next try has to wait from *now*; it doubles with each failure, and is never for long."""
        if self.count < free or now - self.last_at > FORGOTTEN_AFTER:
            return timedelta(0)
        pause = min(timedelta(seconds=2 ** min(self.count - free, 10)), LONGEST_WAIT)
        return max(self.last_at + pause - now, timedelta(0))


class FailureBook(Protocol):
    """Where failures are counted, for all processes. Every method raises TransientError when it cannot be asked."""

    def find(self, keys: Sequence[str]) -> Mapping[str, Failures]:
        """What is known of *keys*."""

    def add(self, key: str, now: datetime, forget_before: datetime) -> None:
        """One failure more; the count begins anew when the last one was before *forget_before*."""

    def forget(self, key: str) -> None:
        """None of it counts any more."""


@dataclass(frozen=True, slots=True)
class Throttle:
    """Judges tries to sign in."""

    book: FailureBook
    clock: Clock

    def admit(self, name: str | None, address: str | None) -> Callable[[bool], None]:
        """
        Where to say whether the try of *name* from *address* succeeded; raises SlowDown when it has to wait.

        None for a name that nobody can have, or an address that is not known.

        Tries under way at one moment are not yet counted for each other.
        """
        keys = _keys(name, address)
        now, known = self.clock(), self.book.find(list(keys))
        waits = [known[key].wait(FREE_TRIES[kind], now) for key, kind in keys.items() if key in known]
        longest = max(waits, default=timedelta(0))
        if longest > timedelta(0):
            seconds = str(max(1, round(longest.total_seconds())))
            raise SlowDown("too-many-attempts", TOO_MANY, facts={"seconds": seconds})

        def tell(succeeded: bool) -> None:
            if not succeeded:
                for key in keys:
                    self.book.add(key, now, now - FORGOTTEN_AFTER)
            elif (own := f"name:{name}") in known:
                self.book.forget(own)

        return tell


def _keys(name: str | None, address: str | None) -> Mapping[str, str]:
    told = {"name": name, "address": address}
    return {f"{kind}:{value}": kind for kind, value in told.items() if value is not None}

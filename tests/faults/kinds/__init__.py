"""The kinds of fault, one file for each place where they happen."""

from __future__ import annotations

import random
from typing import Protocol

from tests.faults.ground import Ground


class Fault(Protocol):
    """
    Something that goes wrong at one *place*; two at different places may be under way at once.

    `inject` MUST say whether it really happened; `heal` MUST leave no trace but what the fault destroyed.
    """

    name: str
    place: str

    def inject(self, ground: Ground, chance: random.Random) -> bool:
        """Have it happen; True when it did."""

    def heal(self, ground: Ground) -> None:
        """Have it over."""

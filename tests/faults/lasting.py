"""A fault that lasts, and alone, however short the other turns of a run are."""

from __future__ import annotations

import random

from tests.faults.ground import Ground
from tests.faults.kinds import Fault


class Lasting:
    """*fault* for at least *seconds*, counted by itself; `least_seconds` is what the plan goes by."""

    def __init__(self, fault: Fault, seconds: float) -> None:
        self.name, self.place = f"{fault.name} for {seconds:g} s", fault.place
        self.least_seconds = seconds
        self._fault = fault

    def inject(self, ground: Ground, chance: random.Random) -> bool:
        """See Fault."""
        return self._fault.inject(ground, chance)

    def heal(self, ground: Ground) -> None:
        """See Fault."""
        self._fault.heal(ground)

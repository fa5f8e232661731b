"""Which faults happen in which order, and for how long."""

from __future__ import annotations

import random
from itertools import islice

import pytest

from tests.faults.lasting import Lasting
from tests.faults.plan import turns

LONGEST = 4.0


class Told:
    """Remembers what was asked of it."""

    def __init__(self, place: str) -> None:
        self.name, self.place = f"{place} ill", place
        self.asked: list[str] = []

    def inject(self, _ground, _chance):
        self.asked.append("inject")
        return True

    def heal(self, _ground):
        self.asked.append("heal")


FAULTS = [Told(place) for place in ("broker", "database", "network", "clocks", "processes")]
LONG = [Lasting(FAULTS[0], 30.0), Lasting(FAULTS[1], 30.0)]


@pytest.mark.parametrize("seed", range(20))
def test_every_fault_has_its_turn_before_any_comes_again(seed):
    names, dealt = {one.name for one in (*FAULTS, *LONG)}, []
    for turn in turns(random.Random(seed), [*FAULTS, *LONG], LONGEST):
        dealt += [fault.name for fault in turn.faults]
        if len(dealt) >= len(names):
            break
    assert set(dealt) == names
    assert len(dealt) == len(names)


@pytest.mark.parametrize("seed", range(20))
def test_a_fault_that_lasts_has_a_turn_alone_as_long_as_it_says(seed):
    for turn in islice(turns(random.Random(seed), [*FAULTS, *LONG], LONGEST), 40):
        if any(fault in LONG for fault in turn.faults):
            assert (len(turn.faults), turn.seconds) == (1, 30.0)
        else:
            assert LONGEST / 4 <= turn.seconds <= LONGEST


def test_a_fault_that_lasts_is_the_fault_under_a_name_of_its_own():
    fault = Told("broker")
    lasting = Lasting(fault, 30.0)
    assert (lasting.name, lasting.place) == ("broker ill for 30 s", "broker")
    assert lasting.inject(None, random.Random(1)) is True
    lasting.heal(None)
    assert fault.asked == ["inject", "heal"]

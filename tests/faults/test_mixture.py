"""Every fault at least once while clients write: all invariants hold afterwards; and what stops a run is not lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.campaign import Campaign
from tests.faults.course import Course
from tests.faults.ground import Ground
from tests.faults.kinds.registry import all_faults

SHORT = Course(seed=20260330, commands=2400, seconds=600.0, turn_seconds=0.5, least=300)
"""Written as long as faults happen, however slow the machine: some happen only where something is written."""


@pytest.fixture
def ground(broker, vhost, server_folder: Callable[[str], Path]) -> Iterator[Ground]:
    made = Ground(server_folder("mixture"), broker, vhost)
    try:
        made.start()
        yield made
    finally:
        made.close()


def test_every_invariant_holds_after_every_fault(ground):
    faults = all_faults()
    result = Campaign(ground, SHORT, faults).run()
    assert not result.broken
    assert set(result.injected) == {fault.name for fault in faults}
    asked = sum(result.outcomes[end] for end in ("ok", "failed", "unknown"))
    assert result.outcomes["ok"] >= asked / 2, result.outcomes  # else there was little to lose
    assert result.outcomes["unknown"] == 0
    assert result.parked["replayed"]
    assert result.parked["dropped"]
    assert all(result.heard[source] for source in ("nominations", "ledger"))


class Unforeseen:
    """Stops the run itself, with a server left as it must not stay."""

    name, place = "unforeseen", "broker"

    def inject(self, ground, _chance):
        ground.broker.pause()
        raise RuntimeError("erl_call does not answer")

    def heal(self, _ground):
        raise AssertionError("nor does this go")


def test_what_stops_the_run_itself_is_told_with_what_was_measured_before(ground):
    brief = Course(seed=1, commands=60, seconds=6.0, turn_seconds=0.5, thorough=False)
    result = Campaign(ground, brief, [Unforeseen()]).run()
    assert set(result.broken) == {"the run"}
    assert "nor does this go" in result.broken["the run"]
    assert result.outcomes["ok"] > 0
    assert result.samples[0].memory
    assert result.history["entries"] == result.history["events"] > 0

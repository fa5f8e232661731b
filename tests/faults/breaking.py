"""A short run over code that is broken on purpose, and the same run over sound code: what is found there is no finding."""

from __future__ import annotations

from pathlib import Path

from tests.faults.breakages import BREAKAGES
from tests.faults.campaign import Campaign
from tests.faults.course import Course
from tests.faults.ground import Ground
from tests.faults.result import Result
from tests.support.rabbitmq import Broker

SEED = 20260330
TURN_SECONDS = 1.0
BROKEN_SETTLE_SECONDS, SOUND_SETTLE_SECONDS = 15.0, 180.0
"""What is broken need not come to rest; what is sound has the time that a busy machine needs."""


def run_broken(name: str, home: Path, broker: Broker, vhost: str, *, seed: int = SEED) -> Result:
    """What a run finds when *name* is broken."""
    return _run(name, home, broker, vhost, seed, broken=name, settle_seconds=BROKEN_SETTLE_SECONDS)


def run_control(name: str, home: Path, broker: Broker, vhost: str, *, seed: int = SEED) -> Result:
    """What the run with the same seed, commands and faults finds when nothing is broken: it MUST be nothing."""
    return _run(name, home, broker, vhost, seed, broken="", settle_seconds=SOUND_SETTLE_SECONDS)


def not_sound(name: str, control: Result) -> dict[str, str]:
    """Why *control* is no evidence that only what *name* breaks was found: what it found, or what did not happen in it."""
    faults = {fault.name for fault in BREAKAGES[name].faults()}
    missed = dict.fromkeys(sorted(faults - control.injected.keys()), "was never injected")
    return {**control.broken, **missed}


def _run(
    name: str, home: Path, broker: Broker, vhost: str, seed: int, *, broken: str, settle_seconds: float
) -> Result:
    breakage = BREAKAGES[name]
    ground = Ground(home, broker, vhost, broken=broken)
    try:
        ground.start()
        course = Course(
            seed=seed,
            commands=breakage.commands,
            seconds=breakage.commands / breakage.rate,
            clients=breakage.clients,
            turn_seconds=TURN_SECONDS,
            settle_seconds=settle_seconds,
            kinds=breakage.kinds,
            thorough=False,
        )
        return Campaign(ground, course, breakage.faults()).run()
    finally:
        ground.close()

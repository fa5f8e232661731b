"""A short run over code that is broken on purpose."""

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
SETTLE_SECONDS = 15.0


def run_broken(name: str, home: Path, broker: Broker, vhost: str, *, seed: int = SEED) -> Result:
    """What a run finds when *name* is broken."""
    breakage = BREAKAGES[name]
    ground = Ground(home, broker, vhost, broken=name)
    try:
        ground.start()
        course = Course(
            seed=seed,
            commands=breakage.commands,
            seconds=breakage.commands / breakage.rate,
            clients=breakage.clients,
            turn_seconds=TURN_SECONDS,
            settle_seconds=SETTLE_SECONDS,
            kinds=breakage.kinds,
            thorough=False,
        )
        return Campaign(ground, course, breakage.faults()).run()
    finally:
        ground.close()

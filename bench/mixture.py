"""The fault suite in its long form: a RabbitMQ of its own, a system of separate processes, every fault many times."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from shared.clock import system_clock, timestamp
from sovang.screen import say
from tests.faults.breakages import BREAKAGES
from tests.faults.breaking import not_sound, run_broken, run_control
from tests.faults.campaign import Campaign
from tests.faults.course import Course
from tests.faults.ground import Ground
from tests.faults.kinds import Fault
from tests.faults.kinds.brokers import BrokerFrozen
from tests.faults.kinds.databases import DatabaseFrozen
from tests.faults.kinds.registry import all_faults
from tests.faults.lasting import Lasting
from tests.faults.plan import least_seconds
from tests.faults.result import THE_RUN, Result, reason
from tests.support.rabbitmq import RabbitNode

LONGEST_TURN_SECONDS = 30.0
FROZEN_SECONDS = 30.0
SETTLE_SECONDS = 600.0
VHOST = "soak"


def mixture(*, seed: int, minutes: float, commands: int, full: bool) -> Mapping[str, Any]:
    """
    Run *commands* for at least *minutes*; what was injected, what clients were told, what does not hold.

    In the *full* form a frozen broker and a frozen database last FROZEN_SECONDS, too. Whatever stops the run is told in
    `broken`, beside what was measured up to there; `faults` are the names of all that should have happened,
    `least_seconds` how long those of them that have to last.
    """
    course = Course(
        seed=seed,
        commands=commands,
        seconds=minutes * 60,
        turn_seconds=min(LONGEST_TURN_SECONDS, minutes * 3),
        settle_seconds=SETTLE_SECONDS,
    )
    faults = [*all_faults(), *(lasting() if full else [])]
    _told(f"{commands} lệnh, ít nhất {minutes:g} phút, hạt giống {seed}")
    result = _run(course, faults)
    for name, why in result.broken.items():
        _told(f"KHÔNG GIỮ ĐƯỢC / BROKEN: {name}: {why}")
    names = sorted(fault.name for fault in faults)
    least = {fault.name: seconds for fault in faults if (seconds := least_seconds(fault))}
    asked = {"seed": seed, "commands": commands, "minutes": minutes, "faults": names, "least_seconds": least}
    return {**asked, **asdict(result)}


def lasting() -> list[Fault]:
    """Those that MUST last: longer than any deadline within the programs."""
    return [Lasting(BrokerFrozen(), FROZEN_SECONDS), Lasting(DatabaseFrozen(), FROZEN_SECONDS)]


def breakages(name: str) -> dict[str, dict[str, Any]]:
    """
    Run over each breakage, or the one of that *name*; whether it was caught, and by which invariants.

    Beside each the same run over sound code: `control` is what that found or missed, nothing when it is one.
    """
    names = list(BREAKAGES) if name == "all" else [name]
    found = {}
    with _broker() as (node, folder):
        for one in names:
            _told(one)
            result = _short(run_broken, one, folder / "broken" / one, node, f"{one}-broken")
            _told(f"{one}, không làm hỏng gì / with nothing broken")
            control = _short(run_control, one, folder / "sound" / one, node, f"{one}-sound")
            found[one] = {
                "caught": bool(BREAKAGES[one].caught_by & result.broken.keys()),
                "broken": dict(result.broken),
                "seconds": result.seconds,
                "control": not_sound(one, control),
                "control_seconds": control.seconds,
            }
    return found


def _short(run: Callable[..., Result], name: str, home: Path, node: RabbitNode, vhost: str) -> Result:
    try:
        node.add_vhost(vhost)
        return run(name, home, node, vhost)
    except Exception as stop:  # noqa: BLE001  # the others are run all the same
        return Result(broken={THE_RUN: reason(stop)})


def _run(course: Course, faults: list[Fault]) -> Result:
    result = Result()
    try:
        with _broker() as (node, folder):
            node.add_vhost(VHOST)
            ground = Ground(folder / "system", node, VHOST)
            try:
                ground.start()
                result = Campaign(ground, course, faults, _told).run()
            finally:
                ground.close()
    except Exception as stop:  # noqa: BLE001  # what is there is kept, also when closing fails
        result = replace(result, broken={THE_RUN: reason(stop), **result.broken})
    return result


@contextmanager
def _broker() -> Iterator[tuple[RabbitNode, Path]]:
    with tempfile.TemporaryDirectory(prefix="sovang-soak-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        (folder / "rabbitmq").mkdir()
        node = RabbitNode(folder / "rabbitmq")
        try:
            yield node, folder
        finally:
            node.close()


def _told(what: str) -> None:
    say(f"{timestamp(system_clock())} {what}", "the long run's progress")

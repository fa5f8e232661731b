"""Faults of the system's own processes: killed anywhere or at a step, with a wrong clock, and two of what should be one."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from contextlib import suppress

from shared.crashing import STEPS
from shared.settings import SERVICES
from tests.faults.evidence import SHOWS_SECONDS, gone, moments_of, shows, told_wrongly
from tests.faults.ground import Ground
from tests.support.beside import Beside, states_at
from tests.support.ports import free_port
from tests.support.system import SUPERVISOR
from tests.support.waiting import until

SELDOM = {
    *("epoch bearing", "epoch born", "missing rows inserting", "missing rows inserted"),
    *("group inserting", "group inserted"),
    *(step for protocol in ("parking", "deciding", "replaying", "restoring") for step in STEPS[protocol]),
}
"""Steps to which a system comes at its first start, after a loss, by another fault or by many callers at one moment alone."""
OFTEN = tuple(step for steps in STEPS.values() for step in steps if step not in SELDOM)
STEP_SECONDS = 30.0
BEYOND_LEASE_SECONDS = 7.0
HOUR = 3600
CLOCK_SECONDS = 20.0


class Killed:
    """kill -9 of any process, of their operator too."""

    name, place = "process killed", "processes"

    def __init__(self, seconds: float = SHOWS_SECONDS) -> None:
        self._seconds = seconds

    def inject(self, ground: Ground, chance: random.Random) -> bool:
        """See Fault."""
        name = chance.choice([*ground.system.parts, SUPERVISOR])
        try:
            pid = ground.system.pid(name)
        except ProcessLookupError:
            return False
        ground.system.kill(name)
        return shows(lambda: gone(pid), self._seconds)

    def heal(self, ground: Ground) -> None:
        """See Fault."""
        if not ground.system.alive(SUPERVISOR):
            ground.system.start()


class KilledAtStep:
    """kill -9 at a step of a protocol, whichever process comes there first, or the first one of *service*."""

    name, place = "process killed at a step", "processes"

    def __init__(self, steps: Sequence[str] = OFTEN, service: str = "") -> None:
        self._steps = steps
        self._service = service

    def inject(self, ground: Ground, chance: random.Random) -> bool:
        """See Fault."""
        step = chance.choice(self._steps)
        before = {*ground.orders.glob("crashed.*")}
        (ground.orders / "crash").write_text(f"{step}\n{self._service}", encoding="utf-8")

        def dead() -> bool:
            came = {*ground.orders.glob("crashed.*")} - before
            return any(gone(int(one.suffix[1:])) for one in came)

        return shows(dead, STEP_SECONDS)  # or nobody came there in time

    def heal(self, ground: Ground) -> None:
        """See Fault."""
        (ground.orders / "crash").unlink(missing_ok=True)


class ClockJumped:
    """The clock of one service, or of all, an hour before or behind: something has to be written down by it."""

    name, place = "clock jumped", "clocks"

    def __init__(self, seconds: float = CLOCK_SECONDS) -> None:
        self._seconds = seconds

    def inject(self, ground: Ground, chance: random.Random) -> bool:
        """See Fault."""
        whose, jump = chance.choice(["", *SERVICES]), chance.choice([-HOUR, HOUR])
        concerned = [whose] if whose else SERVICES
        before = {one: moments_of(ground.stored, one).keys() for one in concerned}
        (ground.orders / "clock").write_text(f"{jump} {whose}", encoding="utf-8")

        def told() -> bool:
            return any(
                told_wrongly((at for name, at in moments.items() if name not in before[one]), jump)
                for one in concerned
                if (moments := moments_of(ground.stored, one))
            )

        return shows(told, self._seconds)

    def heal(self, ground: Ground) -> None:
        """See Fault."""
        (ground.orders / "clock").unlink(missing_ok=True)


class TwoOfEverything:
    """A second serve; a second work of two services, while the first is paused beyond its leases and woken again."""

    name, place = "two of everything", "processes"

    def __init__(self) -> None:
        self._second: list[Beside] = []
        self._paused: list[str] = []

    def inject(self, ground: Ground, chance: random.Random) -> bool:
        """See Fault."""
        system, service = ground.system, chance.choice(["nominations", "awards"])
        port = free_port()
        self._second = [system.beside("serve", service, settings={"SOVANG_PORT": str(port)})]
        ports = {name: free_port() for name in (service, "audit")}
        for name, own in ports.items():
            self._second.append(system.beside("work", name, settings={"SOVANG_PORT": str(own)}))
        with suppress(AssertionError):
            self._second[0].ready(f"http://127.0.0.1:{port}/readyz")
            ground.more_urls[service] = f"http://127.0.0.1:{port}"
            until(lambda: all(states_at(own) for own in ports.values()), 60, "a second work runs")
        for name in ports:
            with suppress(ProcessLookupError):
                system.pause(f"work-{name}")
                self._paused.append(f"work-{name}")
        time.sleep(BEYOND_LEASE_SECONDS)  # a span is what is injected here
        both = shows(lambda: all("active" in states_at(own).values() for own in ports.values()))
        self._wake(ground)
        return both and all(one.code is None for one in self._second) and bool(ground.more_urls)

    def heal(self, ground: Ground) -> None:
        """See Fault."""
        self._wake(ground)
        ground.more_urls.clear()
        for one in self._second:
            if one.code is None:
                one.kill()
        self._second.clear()

    def _wake(self, ground: Ground) -> None:
        for name in self._paused:
            with suppress(ProcessLookupError):
                ground.system.resume(name)
        self._paused.clear()

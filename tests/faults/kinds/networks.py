"""Faults of the network between the programs and their servers."""

from __future__ import annotations

import random

from tests.faults.evidence import SHOWS_SECONDS, shows
from tests.faults.ground import Ground
from tests.support.proxy import Proxy
from tests.support.waiting import until

TORN = 4
TEAR_SECONDS = 10.0
SLOW_SECONDS = 0.02


class Torn:
    """Connections cut in the middle of what passes."""

    place = "network"

    def __init__(self, server: str) -> None:
        self.name = f"connections to the {server} torn"
        self._server = server

    def inject(self, ground: Ground, chance: random.Random) -> bool:
        """See Fault."""
        proxy = _to(ground, self._server)
        before = proxy.torn
        proxy.tear(TORN)
        try:
            until(lambda: proxy.torn > before, TEAR_SECONDS, "something passes")
        except AssertionError:
            return False
        return True

    def heal(self, ground: Ground) -> None:
        """See Fault."""
        _to(ground, self._server).restore()


class Slowed:
    """Everything on its way takes longer: something that did has to have arrived."""

    place = "network"

    def __init__(self, server: str, seconds: float = SHOWS_SECONDS) -> None:
        self.name = f"connections to the {server} slowed"
        self._server = server
        self._seconds = seconds

    def inject(self, ground: Ground, chance: random.Random) -> bool:
        """See Fault."""
        proxy = _to(ground, self._server)
        before = proxy.delayed
        proxy.delay_seconds = SLOW_SECONDS
        return shows(lambda: proxy.delayed > before, self._seconds)

    def heal(self, ground: Ground) -> None:
        """See Fault."""
        _to(ground, self._server).delay_seconds = 0.0


def _to(ground: Ground, server: str) -> Proxy:
    return ground.to_database if server == "database" else ground.to_broker

"""Commands over HTTP, beside bare nameko that answers a constant to the same requests."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.figures import Figure, against, rates_beside
from bench.house import ROOT, STOP_SECONDS, loaded, opened, steps
from bench.load import Order, Step
from shared.ids import new_id
from sovang.loopback import free_port, listens
from tests.support.waiting import until

SECONDS = 4.0
REFERENCE_SECONDS = 2.0


def measure(folder: Path, mongo_uri: str, services: Sequence[str] = ()) -> Iterator[Figure]:
    """Commands per second of one `serve`; its `work` does not run, as on a machine of its own."""
    with opened(folder, mongo_uri) as house, house.running("serve", *services), _constant() as port:
        courses, token = house.courses(), house.token()

        def rate_at(asked: int, these: Sequence[Step], seconds: float) -> tuple[int, float]:
            outcome = loaded(Order(port=asked, token=token, name=new_id(), steps=these, seconds=seconds))
            return outcome.count, outcome.seconds

        reference, own = rates_beside(
            lambda: rate_at(port, steps("0123456789abcdef01234567"), REFERENCE_SECONDS),
            lambda: rate_at(house.port, courses, SECONDS),
        )
    yield against(
        "HTTP commands, 16 connections, one serve",
        own,
        "commands/s",
        "bare nameko HTTP, a constant",
        reference,
        0.15,
    )


@contextmanager
def _constant() -> Iterator[int]:
    """The port of bare nameko."""
    port = free_port()
    program = subprocess.Popen(  # noqa: S603  # our own command line
        [sys.executable, "-m", "bench.constant", str(port)], cwd=ROOT, stdin=subprocess.DEVNULL
    )
    try:
        until(lambda: listens(port), STOP_SECONDS, "bare nameko listens")
        yield port
    finally:
        program.kill()
        program.wait()

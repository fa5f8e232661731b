"""
What shows that a fault took effect: looked for where it shows, past whoever caused it.

Each gives False when it does not show within some seconds; then the fault does not count as injected.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from amqp import Connection
from amqp.exceptions import NotFound
from pymongo.database import Database

from shared.broker.wire import BROKEN, connect, drop
from shared.clock import parse_timestamp, system_clock
from sovang.processes import PROC, arguments_of
from tests.support.rabbitmq import greets
from tests.support.waiting import until

SHOWS_SECONDS = 10.0
NEWEST = 50
MARKER = "faults.marker"
"""An exchange that outlives everything but the loss of all."""


def shows(condition: Callable[[], object], seconds: float = SHOWS_SECONDS) -> bool:
    """Whether *condition* comes true within *seconds*."""
    try:
        until(condition, seconds)
    except AssertionError:
        return False
    return True


def gone(pid: int) -> bool:
    """Whether the process *pid* has ended, reaped or not."""
    if not PROC.is_dir():
        return not arguments_of(pid)
    try:
        state = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return True
    return state in "ZX"


def silent(amqp_uri: str) -> bool:
    """Whether no AMQP server answers a greeting there."""
    place = urlsplit(amqp_uri)
    return not greets(place.hostname or "", place.port or 0)


def marked(amqp_uri: str) -> bool:
    """Leave MARKER at the broker; whether that was possible."""
    return _at_broker(
        amqp_uri,
        lambda line: line.channel().exchange_declare(MARKER, "fanout", durable=True, auto_delete=False),
    )


def forgotten(amqp_uri: str) -> bool:
    """Whether the broker answers, and knows MARKER no more."""
    asked = False

    def ask(line: Connection) -> None:
        nonlocal asked
        channel, asked = line.channel(), True
        channel.exchange_declare(MARKER, "fanout", passive=True)

    with suppress(NotFound):
        _at_broker(amqp_uri, ask)
        return False
    return asked


def moments_of(stored: Callable[[str], Database[dict[str, Any]]], service: str) -> dict[str, datetime]:
    """The newest moments that *service* wrote down by its clock, each with the id of what it stands in."""
    one = stored(service)
    if service == "audit":
        return _moments(one.checkpoints.find().sort("_id", -1).limit(NEWEST), "published_at")
    if service == "notifications":
        return _moments(one.inbox.find().sort("_id", -1).limit(NEWEST), "told_at")
    rows = one.log.find().sort("_id", -1).limit(NEWEST)
    return _moments(one.commits.find({"_id": {"$in": [row["commit"] for row in rows]}}), "recorded_at")


def told_wrongly(moments: Iterable[datetime], jump: float) -> bool:
    """Whether one of *moments*, all written just now, is about *jump* seconds beside the time of this machine."""
    now = system_clock()
    return any(abs((moment - now).total_seconds() - jump) < abs(jump) / 2 for moment in moments)


def _moments(rows: Iterable[dict[str, Any]], field: str) -> dict[str, datetime]:
    found = {str(row["_id"]): row[field] for row in rows if row.get(field)}
    return {name: parse_timestamp(at) if isinstance(at, str) else at for name, at in found.items()}


def _at_broker(amqp_uri: str, do: Callable[[Connection], object]) -> bool:
    """*do* it over a connection of its own; raises what the broker answers, False when it does not."""
    line: Connection | None = None
    try:
        line = connect(amqp_uri)
        do(line)
    except NotFound:
        raise
    except BROKEN:
        return False
    finally:
        if line is not None:
            drop(line)
    return True

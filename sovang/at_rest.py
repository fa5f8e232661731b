"""A service at rest: none of its processes at work, and none that can begin, while its database is mended."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import requests
from pymongo.database import Database

from shared.durable import database_calls, durable
from shared.errors import SovangError, TransientError
from shared.ids import new_id
from shared.leases import LEASES, TERM_SECONDS, Lease
from shared.settings import Settings

LOOK_SECONDS = 1.0


class StillAtWork(SovangError):
    """A process of the service is alive; the message says what to do, in both languages."""


@contextmanager
def at_rest(
    settings: Settings, service: str, database: Database[dict[str, Any]], term: float = TERM_SECONDS
) -> Iterator[Callable[[], None]]:
    """
    Holds every lease of *database* inside the block, so that no role begins that writes there; gives what raises once one is lost.

    Raises StillAtWork when `serve` answers or a role keeps its lease: a dead holder's is free after a term.
    """
    _require_no_answer(settings, service)
    holder = new_id()
    leases = [Lease(database, role, holder, term=term) for role in _roles(service, database)]
    stopped, lost = threading.Event(), threading.Event()
    renewing = threading.Thread(target=_renew, args=(leases, term, stopped, lost), daemon=True)
    try:
        _take(service, leases, term)
        renewing.start()

        def still_held() -> None:
            if lost.is_set():
                raise TransientError(f"a lease of {service} was lost: is a process of it running?")

        yield still_held
    finally:
        stopped.set()
        if renewing.ident is not None:
            renewing.join()
        for lease in leases:
            lease.release()


def _roles(service: str, database: Database[dict[str, Any]]) -> list[str]:
    with database_calls():
        known = {str(one["_id"]) for one in durable(database[LEASES]).find({}, {"_id": 1})}
    return sorted(known | {f"{service}.numberer"})


def _take(service: str, leases: Sequence[Lease], term: float) -> None:
    deadline = time.monotonic() + term * 2
    waiting = list(leases)
    while waiting := [lease for lease in waiting if not lease.take()]:
        if time.monotonic() > deadline:
            raise StillAtWork(
                f"Phần xử lý nền của {service} đang chạy; hãy dừng nó trước. / "
                f"The work of {service} is running; stop it first."
            )
        time.sleep(term / 10)


def _renew(leases: Sequence[Lease], term: float, stopped: threading.Event, lost: threading.Event) -> None:
    while not stopped.wait(term / 4):
        if leases[0].renew_with(leases[1:]):
            lost.set()


def _require_no_answer(settings: Settings, service: str) -> None:
    url = settings.service_url(service)
    try:
        requests.get(f"{url}/healthz", timeout=LOOK_SECONDS)
    except requests.RequestException:
        return
    raise StillAtWork(
        f"{service} đang trả lời ở {url}; hãy dừng nó trước. / {service} answers at {url}; stop it first."
    )

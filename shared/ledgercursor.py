"""How far the ledger knows a source: asked of it before the source is numbered on."""

from __future__ import annotations

from collections.abc import Callable

import requests
import structlog

HTTP_SECONDS = (3.05, 5.0)

log = structlog.get_logger()


def ledger_cursor(source: str, url: str, token: Callable[[], str]) -> Callable[[], tuple[str, int] | None]:
    """
    Asks the ledger at *url* for the epoch and position it has of *source*.

    Gives None when it knows nothing of it or cannot be asked: numbering MUST NOT wait for the ledger, and a ledger that
    is away is one that cannot contradict.
    """
    address = f"{url.rstrip('/')}/api/audit/sources/{source}"

    def ask() -> tuple[str, int] | None:
        try:
            answer = requests.get(
                address, headers={"Authorization": f"Bearer {token()}"}, timeout=HTTP_SECONDS
            )
            if answer.status_code == requests.codes.not_found:
                return None
            answer.raise_for_status()
            known = answer.json()
            return str(known["epoch"]), int(known["position"])
        except (requests.RequestException, ValueError, KeyError, TypeError) as error:
            log.warning("the ledger could not be asked", source=source, reason=str(error))
            return None

    return ask

"""How far the ledger knows a source: asked of it before the source is numbered on."""

from __future__ import annotations

from collections.abc import Callable

import requests
import structlog

HTTP_SECONDS = (3.05, 5.0)

log = structlog.get_logger()


class HttpLedgerCursor:
    """
    Epoch and position of *source* in the ledger at *url*; None when it knows nothing of it or cannot be asked.

    Numbering MUST NOT wait for the ledger: a ledger that is away is one that cannot contradict.
    """

    def __init__(self, source: str, url: str, token: Callable[[], str]) -> None:
        self._source = source
        self._address = f"{url.rstrip('/')}/api/audit/sources/{source}"
        self._token = token

    def __call__(self) -> tuple[str, int] | None:
        """See `shared.numbering.LedgerCursor`."""
        try:
            answer = requests.get(
                self._address, headers={"Authorization": f"Bearer {self._token()}"}, timeout=HTTP_SECONDS
            )
            if answer.status_code == requests.codes.not_found:
                return None
            answer.raise_for_status()
            known = answer.json()
            return str(known["epoch"]), int(known["position"])
        except (requests.RequestException, ValueError, KeyError, TypeError) as error:
            log.warning("the ledger could not be asked", source=self._source, reason=str(error))
            return None

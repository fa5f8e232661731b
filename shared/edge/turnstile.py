"""Lets requests through at the pace that the limits grant, each address and each caller by itself."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from shared.access import Caller
from shared.edge.addresses import ADDRESS, address_of
from shared.limits import Limits, Rate, TooManyRequests
from shared.tokens import SERVICE_ROLE

MOST = 20_000
"""So many clients are remembered at most, of each kind; a full bucket is worth as much as a forgotten one."""

EXEMPT = frozenset({"/healthz", "/readyz", "/metrics", "/ledger/checkpoint"})
"""What watches and witnesses ask, cheap to answer."""

LEDGER = "/ledger/"
"""Whoever verifies the ledger reads all of its tiles, from one address, at the pace of a service."""


class Buckets:
    """Token buckets of one *rate*, by name; the one that was longest not used is forgotten first."""

    def __init__(
        self, policy: str, rate: Rate, clock: Callable[[], float] = time.monotonic, most: int = MOST
    ) -> None:
        self._policy = policy
        self._rate = rate
        self._clock = clock
        self._most = most
        self._known: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._known)

    def take(self, name: str) -> None:
        """Take one from *name*'s bucket; raises TooManyRequests when it is empty."""
        rate, now = self._rate, self._clock()
        left, since = self._known.pop(name, (float(rate.burst), now))
        left = min(float(rate.burst), left + (now - since) * rate.per_second)
        enough = left >= 1
        self._known[name] = (left - 1 if enough else left, now)
        if len(self._known) > self._most:
            self._known.popitem(last=False)
        if not enough:
            raise self._refusal(left)

    def _refusal(self, left: float) -> TooManyRequests:
        refusal, rate = TooManyRequests(), self._rate
        refusal.retry_after = math.ceil((1 - left) / rate.per_second)
        refusal.policy = f'"{self._policy}";q={rate.burst};w={math.ceil(rate.burst / rate.per_second)}'
        return refusal


class Turnstile:
    """Counts the requests of one process against *limits*."""

    def __init__(self, limits: Limits, clock: Callable[[], float] = time.monotonic) -> None:
        self._proxies = limits.proxies
        rates = {
            "anonymous": limits.anonymous,
            "sign-in": limits.sign_in,
            "caller": limits.caller,
            "service": limits.service,
        }
        self._buckets = {name: Buckets(name, rate, clock) for name, rate in rates.items() if rate}

    def enter(self, environ: dict[str, Any]) -> None:
        """Note whose request it is; raises TooManyRequests when it carries no token and its address asks too often."""
        environ[ADDRESS] = address_of(environ, self._proxies)
        if "HTTP_AUTHORIZATION" in environ or environ["PATH_INFO"] in EXEMPT:
            return
        reads = environ["REQUEST_METHOD"] in ("GET", "HEAD", "OPTIONS")
        reading = "service" if environ["PATH_INFO"].startswith(LEDGER) else "anonymous"
        self._take(reading if reads else "sign-in", environ[ADDRESS])

    def leave(self, environ: dict[str, Any], status: int) -> None:
        """A token that was worth nothing counts as none; raises TooManyRequests."""
        if status == HTTPStatus.UNAUTHORIZED and "HTTP_AUTHORIZATION" in environ:
            self._take("anonymous", environ.get(ADDRESS, ""))

    def verifying(self, verify: Callable[[str], Caller]) -> Callable[[str], Caller]:
        """*verify*, and then count the call to its caller; raises TooManyRequests."""

        def verified(token: str) -> Caller:
            caller = verify(token)
            serves = any(grant.role == SERVICE_ROLE for grant in caller.grants)
            self._take("service" if serves else "caller", caller.actor)
            return caller

        return verified

    def _take(self, kind: str, name: str) -> None:
        buckets = self._buckets.get(kind)
        if buckets is not None and name:
            buckets.take(name)

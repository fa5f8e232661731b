"""The nameko shell of the audit context: entrypoints only; the rules are in `domain`."""

from __future__ import annotations

from services.audit.adapters import endpoints
from services.audit.wiring import build
from shared.edge.providers import Wired, served


@served(endpoints)
class AuditService:
    """Everything that `adapters/endpoints.py` lists, over HTTP and RPC."""

    name = "audit"
    desk = Wired(build)

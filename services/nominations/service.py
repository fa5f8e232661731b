"""The nameko shell of the nominations context: entrypoints only; the rules are in `domain`."""

from __future__ import annotations

from services.nominations.adapters import endpoints
from services.nominations.wiring import build
from shared.edge.providers import Wired, served


@served(endpoints)
class NominationsService:
    """Everything that `adapters/endpoints.py` lists, over HTTP and RPC."""

    name = "nominations"
    desk = Wired(build)

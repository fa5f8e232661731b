"""The nameko shell of the awards context: entrypoints only; the rules are in `domain`."""

from __future__ import annotations

from services.awards.adapters import endpoints
from services.awards.wiring import build
from shared.edge.providers import Wired, served


@served(endpoints)
class AwardsService:
    """Everything that `adapters/endpoints.py` lists, over HTTP and RPC."""

    name = "awards"
    desk = Wired(build)

"""The nameko shell of the notifications context: entrypoints only; the rules are in `domain`."""

from __future__ import annotations

from services.notifications.adapters import endpoints
from services.notifications.wiring import build
from shared.edge.providers import Wired, served


@served(endpoints)
class NotificationsService:
    """Everything that `adapters/endpoints.py` lists, over HTTP and RPC."""

    name = "notifications"
    desk = Wired(build)

"""The notifications service put together; connects nothing until it is used."""

from __future__ import annotations

from pathlib import Path

from services.notifications.adapters.catalogue import CATALOGUE, SERVICE
from services.notifications.adapters.endpoints import ACTIONS, COMMANDS, QUERIES
from services.notifications.adapters.inbox import MongoInbox
from services.notifications.application.app import NotificationsApp
from shared.access import load_permissions
from shared.feed import LocalFeed
from shared.parked_desk import ParkedDesk
from shared.parking import Parking
from shared.platform import Platform
from shared.reachable import DatabaseAnswers

PERMISSIONS = Path(__file__).resolve().parent / "permissions.yml"


def build(platform: Platform) -> NotificationsApp:
    """The application on *platform*."""
    database = platform.database(SERVICE)
    return NotificationsApp(
        name=SERVICE,
        catalogue=CATALOGUE,
        permissions=load_permissions(PERMISSIONS),
        commands=COMMANDS,
        queries=QUERIES,
        actions=ACTIONS,
        inbox=MongoInbox(database),
        parked=ParkedDesk(Parking(database, platform.clock)),
        own_feed=LocalFeed(SERVICE, database),
        stands_on={"database": DatabaseAnswers(database, SERVICE)},
    )

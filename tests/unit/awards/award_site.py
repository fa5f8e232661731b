"""The pages of awards over the service's real desk, with all that they stand on in memory."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count

from werkzeug.test import Client
from werkzeug.wrappers import Request

from services.awards.portal.pages import Portal
from shared.edge.desk import Desk, Ground
from shared.edge.router import Router
from tests.unit.awards.context import MemoryContext
from tests.unit.nominations.entry_site import Site

NOW = datetime(2021, 6, 2, 2, 30, tzinfo=UTC)
PEOPLE = {"n-09": "Hoàng Hà Bắc"}


class Names:
    """The register of nominations, as it answers whoever may read it."""

    def __init__(self):
        self.away = self.peopleless = False

    def asked_by(self, _token):
        return self

    def of(self, _kind, identity):
        return None if self.away else {**PEOPLE, "sct": "Sở Công Thương"}.get(identity, f"Tên {identity}")

    def serving(self, _organisation_id):
        return None if self.away or self.peopleless else [("n-09", PEOPLE["n-09"])]


class AwardSite(Site):
    """As Site; *callers* are who may be signed in, by name."""

    def __init__(self, **callers):
        self.callers = callers
        self.context, self.names = MemoryContext(), Names()
        numbers = count(1)
        ground = Ground(
            verify=self.verify,
            standing=lambda caller: caller,
            fingerprint=lambda *parts: repr(parts),
            clock=lambda: NOW,
            new_id=lambda: f"page-{next(numbers)}",
            demo=True,
            realm="sovang:demo",
        )
        self.app = self.context.app
        self.desk = Desk(self.app, ground)
        portal = Portal(
            verify=self.verify,
            owner=self,
            permissions=self.app.permissions,
            names=self.names,
            demo=True,
        )
        self.router = Router()
        for route in portal.table():
            self.router.add(route.method, route.path, route)
        self.reading = lambda _path: None
        self.client = Client(Request.application(self._answer))

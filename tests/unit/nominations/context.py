"""The nominations context in memory: real handlers, routes and codec; only store, keys and clock are stand-ins."""

from __future__ import annotations

import base64
import itertools
from datetime import UTC, datetime
from pathlib import Path

from services.nominations.adapters.catalogue import CATALOGUE
from services.nominations.adapters.rules import rule_book
from services.nominations.application.commands import routes
from services.nominations.application.histories import histories
from services.nominations.application.policies import Policies
from services.nominations.application.queries import Queries
from services.nominations.application.views import VIEWS
from shared.access import load_permissions
from shared.application import Dispatcher, Handlers
from shared.codec import Codec
from shared.endpoints import Page
from shared.eventstore.memory import MemoryEventStore
from shared.messages import CommandContext

PERMISSIONS = Path(__file__).parents[3] / "services" / "nominations" / "permissions.yml"


class Keys:
    """Seals reversibly; a destroyed key opens nothing."""

    def __init__(self):
        self.destroyed = set()

    def seal(self, value, key_id, where):
        return {"sealed": base64.urlsafe_b64encode(value.encode()).decode(), "key": key_id}

    def open(self, sealed, where):
        if sealed["key"] in self.destroyed:
            return None
        return base64.urlsafe_b64decode(sealed["sealed"]).decode()


class Rows:
    """A read model, projected when asked."""

    def __init__(self, view, recorded):
        self._view = view
        self._recorded = recorded

    def rows(self):
        rows = {}
        for recorded in self._recorded():
            for key in self._view.keys(recorded):
                row = self._view.next(key, rows.get(key), recorded)
                if row is not None:
                    rows[key] = row
        return rows

    def find(self, where, *, sort, limit, after=None):
        found = [row for _, row in sorted(self.rows().items()) if _matches(row, where)]
        if sort != "_id":
            found.sort(key=lambda row: row[sort.removeprefix("-")], reverse=sort.startswith("-"))
        start = int(after or 0)
        more = len(found) > start + limit
        return Page(found[start : start + limit], str(start + limit) if more else None)

    def wait_for(self, token, seconds):
        return True


def _matches(row, where):
    for name, wanted in where.items():
        values = row[name] if isinstance(row[name], list) else [row[name]]
        allowed = wanted["$in"] if isinstance(wanted, dict) else [wanted]
        if not set(values) & set(allowed):
            return False
    return True


class MemoryContext:
    def __init__(self):
        numbers = itertools.count(1)
        new_id = lambda: f"00000000-0000-7000-8000-{next(numbers):012d}"  # noqa: E731
        clock = lambda: datetime(2021, 3, 15, 2, 30, tzinfo=UTC)  # noqa: E731
        self.keys = Keys()
        self.store = MemoryEventStore()
        self.codec = Codec(CATALOGUE, "//sovang.localhost/demo/nominations", self.keys, new_id)
        self.known = histories(Handlers(self.store, self.codec, clock, new_id))
        self.handle = Dispatcher(routes(self.known, rule_book()))
        self.policies = Policies(self.handle)
        self.permissions = load_permissions(PERMISSIONS)
        self.streams = []
        self.views = {view.name: Rows(view, self.recorded) for view in VIEWS}
        self.queries = Queries(self.known, self.store, self.codec, self.permissions, self.views)
        self._commands = itertools.count(1)

    def do(self, command, *, actor="user:lan", role="office", key=None):
        """Do *command* once, under a key of its own unless one is given."""
        number = next(self._commands)
        context = CommandContext(
            actor=actor,
            actor_role=role,
            correlation_id="c-1",
            causation_id=f"command:{number}",
            key=key or f"k{number}",
            fingerprint=repr(command),
        )
        return self.handle(command, context)

    def stored(self):
        """Every stored event, in order of recording."""
        streams = (self.store.read(name) for name in self.store._commits)
        events = [event for one in streams for commit in one.commits for event in commit.events]
        return sorted(events, key=lambda event: event.attributes["id"])

    def recorded(self):
        return [self.codec.decode(event) for event in self.stored()]

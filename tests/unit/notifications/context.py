"""The notifications context in memory: real shapes, facts and table; the inbox is a dictionary."""

from __future__ import annotations

from datetime import UTC, datetime

from services.notifications.adapters.foreign import FACTS, TOLD
from services.notifications.adapters.known import KnownFacts
from services.notifications.application import facts
from services.notifications.application.policies import Policies
from shared.application import read_foreign
from shared.duties import reacting
from shared.messages import NumberedEvent


class FactRows:
    """The view of facts, folded as events come in."""

    def __init__(self):
        self.rows = {}

    def take(self, numbered):
        recorded = read_foreign(FACTS, numbered)
        if recorded is not None:
            for key in facts.FACTS.keys(recorded):
                self.rows[key] = facts.FACTS.next(key, self.rows.get(key), recorded)

    def get(self, key):
        return self.rows.get(key)


class InboxDictionary:
    """Keeps the first entry of each id."""

    def __init__(self):
        self.entries = {}

    def put(self, entries):
        for entry in entries:
            self.entries.setdefault(entry.id, entry)


class MemoryContext:
    def __init__(self):
        self.facts, self.inbox, self.caught_up = FactRows(), InboxDictionary(), True
        known = KnownFacts(self.facts, lambda: self.caught_up)
        telling = Policies(known, self.inbox, lambda: datetime(2021, 5, 24, tzinfo=UTC))
        self.reacting = {source: reacting(shapes, telling.table(shapes)) for source, shapes in TOLD.items()}

    def take(self, source, stored):
        """All of *stored*, as the source's numbered events."""
        for position, event in enumerate(stored, start=1):
            numbered = NumberedEvent(source=source, epoch="e", position=position, body=event.body)
            if source == "nominations":
                self.facts.take(numbered)
            self.reacting[source](numbered)

    def told(self, party):
        return [entry.kind for entry in self.inbox.entries.values() if entry.party == party]

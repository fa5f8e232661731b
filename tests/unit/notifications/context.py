"""The notifications context in memory: real shapes, facts and table; the inbox is a dictionary."""

from __future__ import annotations

from datetime import UTC, datetime

from services.notifications.adapters.foreign import FACTS, TOLD
from services.notifications.adapters.known import KnownFacts
from services.notifications.application import facts
from services.notifications.application.policies import Policies
from shared.application import read_foreign
from shared.duties import reacting, reacting_together
from shared.messages import NumberedEvent


class FactRows:
    """The view of facts, folded as events come in."""

    def __init__(self):
        self.rows = {}
        self.questions = 0

    def take(self, numbered):
        recorded = read_foreign(FACTS, numbered)
        if recorded is not None:
            for key in facts.FACTS.keys(recorded):
                self.rows[key] = facts.FACTS.next(key, self.rows.get(key), recorded)

    def these(self, keys):
        self.questions += 1
        return {key: row for key in keys if (row := self.rows.get(key)) is not None}


class InboxDictionary:
    """Keeps the first entry of each id."""

    def __init__(self):
        self.entries = {}

    def put(self, entries):
        for entry in entries:
            self.entries.setdefault(entry.id, entry)


def numbered_of(source, stored):
    """*stored* as the source's numbered events."""
    return [
        NumberedEvent(source=source, epoch="e", position=position, body=event.body)
        for position, event in enumerate(stored, start=1)
    ]


class MemoryContext:
    def __init__(self):
        self.facts, self.inbox, self.caught_up = FactRows(), InboxDictionary(), True
        self.known = KnownFacts(self.facts, lambda: self.caught_up)
        telling = Policies(self.known, self.inbox, lambda: datetime(2021, 5, 24, tzinfo=UTC))
        much = telling.when_much_happened_tell_whom_it_concerns
        self.reacting = {source: reacting(shapes, telling.table(shapes)) for source, shapes in TOLD.items()}
        self.together = {source: reacting_together(shapes, much) for source, shapes in TOLD.items()}

    def take(self, source, stored):
        """All of *stored*, as the source's numbered events."""
        for numbered in numbered_of(source, stored):
            if source == "nominations":
                self.facts.take(numbered)
            self.reacting[source](numbered)

    def know(self, stored):
        """What nominations tells in *stored*, without telling anybody of it."""
        for numbered in numbered_of("nominations", stored):
            self.facts.take(numbered)

    def take_together(self, source, stored):
        """As many of *stored* as can be told of at once; how many those were."""
        return self.together[source](numbered_of(source, stored))

    def told(self, party):
        return [entry.kind for entry in self.inbox.entries.values() if entry.party == party]

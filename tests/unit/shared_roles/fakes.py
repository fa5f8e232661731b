"""Ten-line stand-ins for what a consumer stands on."""

from __future__ import annotations

from dataclasses import replace

from shared.cursors import LostCursor
from shared.errors import TransientError
from shared.messages import NumberedEvent
from shared.parking import OPEN, ParkedEvent
from shared.testing.history import A_MOMENT


def event(position, epoch="e-1"):
    return NumberedEvent(source="samples", epoch=epoch, position=position, body=b"%d" % position)


class FakeCursors:
    def __init__(self, place=None):
        self.place = place
        self.moves = []

    def get(self, name):
        return self.place

    def move(self, name, epoch, from_position, to_position):
        if (self.place or (epoch, 0)) != (epoch, from_position):
            raise LostCursor("moved by another")
        self.place = (epoch, to_position)
        self.moves.append((from_position, to_position))

    def begin(self, name, was, epoch):
        if self.place != was:
            raise LostCursor("moved by another")
        self.place = (epoch, 0)


class FakeFeed:
    source = "samples"

    def __init__(self, end=0, epoch="e-1"):
        self.end = end
        self.epoch = epoch
        self.away = 0
        self.read = []

    def head(self):
        self._answer()
        return self.epoch, self.end

    def after(self, position, limit):
        self._answer()
        self.read.append((position, limit))
        return [
            event(place, self.epoch) for place in range(position + 1, min(self.end, position + limit) + 1)
        ]

    def _answer(self):
        if self.away:
            self.away -= 1
            raise TransientError("away")


class FakeParking:
    def __init__(self):
        self.documents = {}

    def park(self, consumer, one, subject, reason):
        name = f"{consumer}/{one.source}@{one.position}/{one.epoch}"
        fields = {"consumer": consumer, "source": one.source, "epoch": one.epoch, "position": one.position}
        parked = ParkedEvent(
            id=name,
            subject=subject,
            body=one.body,
            reason=reason,
            at=A_MOMENT,
            state="parked",
            note="",
            **fields,
        )
        self.documents.setdefault(name, parked)

    def list(self, consumer=None, source=None, states=OPEN, subject=None):
        found = (
            one for one in self.documents.values() if one.state in states and subject in (None, one.subject)
        )
        return sorted(found, key=lambda one: one.position)

    def subjects(self, consumer, source):
        return {one.subject for one in self.list()}

    def ask_replay(self, name):
        for one in self.list(subject=self.documents[name].subject):
            self._set(one.id, state="replay")

    def drop(self, name, by, reason):
        self._set(name, state="dropped")

    def begin(self, name):
        waits = self.documents[name].state in OPEN
        if waits:
            self._set(name, state="replay")
        return waits

    def replayed(self, name):
        self._set(name, state="replayed")

    def failed_again(self, name, reason):
        self._set(name, state="parked", reason=reason)

    def _set(self, name, **changes):
        self.documents[name] = replace(self.documents[name], **changes)

"""How the read models read the ledger's events, and the personal names in them."""

from __future__ import annotations

from collections.abc import Callable

from services.audit.application.naming import WORDS
from services.audit.application.told import Told
from shared.codec import envelope_of, is_sealed
from shared.eventstore import stored
from shared.messages import NumberedEvent, RecordedEvent
from shared.name_marks import Mark, marks_of
from shared.sealing import Sealer

PEOPLE = ("PersonRegistered", "PersonCorrected")
"""What gives a person a name: one is found by every name one ever had."""


def told(event: NumberedEvent) -> Told:
    """*event* with its data as stored, sealed parts sealed; raises BrokenHistory."""
    attributes = stored(event.body).attributes
    return RecordedEvent(
        envelope=envelope_of(attributes),
        event=dict(attributes["data"]),
        position=event.position,
        epoch=event.epoch,
    )


def told_with_words(sealer: Sealer, mark: Mark) -> Callable[[NumberedEvent], Told]:
    """The same; a person's event also brings what the name is found under, marked, as long as its key exists."""

    def read(event: NumberedEvent) -> Told:
        one = told(event)
        name = one.event.get("name")
        if one.envelope.type in PEOPLE and isinstance(name, dict) and is_sealed(name):
            opened = sealer.open(name, f"{one.envelope.id}/name")
            one.event[WORDS] = marks_of(opened or "", mark)
        return one

    return read

"""Two small views over made-up histories, and projectors at work on them."""

from __future__ import annotations

import threading
from contextlib import contextmanager

from shared.eventstore import stored
from shared.messages import NumberedEvent, RecordedEvent
from shared.projecting import View
from shared.views import Generations
from tests.support.waiting import until


def decode(event: NumberedEvent):
    """The parsed event itself stands for the dataclass."""
    return RecordedEvent(
        envelope=None, event=stored(event.body).attributes, position=event.position, epoch=event.epoch
    )


def note_of(recorded):
    return recorded.event["data"]["note"]


def collect(document, recorded):
    """All notes of a stream, in order; the note `gone` takes the document away, `bad` cannot be told."""
    note = note_of(recorded)
    if note == "bad":
        raise ValueError(note)
    if note == "gone":
        return None
    notes = document["notes"] if document else []
    return {"notes": [*notes, note], "last": note, "length": len(notes) + 1}


NOTES = View(
    name="notes",
    keys=lambda recorded: [recorded.event["subject"]],
    project=collect,
    indexes=(("last",), ("length",)),
)


def count_letter(key, document, _recorded):
    return {"letter": key, "count": (document or {"count": 0})["count"] + 1}


LETTERS = View(name="letters", keys=lambda recorded: list(note_of(recorded)), project_for=count_letter)


@contextmanager
def running(*projectors):
    """The projectors at work, each in its own thread; ends them, and raises what one of them raised."""
    stop = threading.Event()
    faults = []

    def run(projector):
        try:
            projector.run(stop)
        except Exception as fault:  # noqa: BLE001  # handed to the test's own thread
            faults.append(fault)

    threads = [threading.Thread(target=run, args=(projector,), daemon=True) for projector in projectors]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        until(lambda: not any(thread.is_alive() for thread in threads), what="the projectors have ended")
    if faults:
        raise faults[0]


def everything(database, view=NOTES, generation=None):
    generations = Generations(database, view.name)
    return {one["_id"]: one for one in generations.documents(generation or generations.current()).find()}


def write_some(history, count=12):
    for number in range(count):
        history.write(f"sample-{number % 4}", *(f"{number}{letter}" for letter in "abc"[: number % 3 + 1]))

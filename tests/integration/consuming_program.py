"""
A consumer that kills itself: `… <mongo uri> <database> <position> [together]`.

It stores the effect of the event at *position* and then ends as a power cut does, before its cursor covers it; with `together` it was
about to handle all that it had at hand.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from collections.abc import Sequence
from typing import Any

from pymongo import MongoClient
from pymongo.errors import DuplicateKeyError

from shared.broker.doorbell import LocalHub
from shared.consuming import Consumer
from shared.eventstore import stored
from shared.feed import LocalFeed


def main(uri: str, name: str, fatal: str, manner: str = "alone") -> None:
    """Run until it has killed itself."""
    mongo: MongoClient[dict[str, Any]] = MongoClient(uri, tz_aware=True, w="majority", journal=True)
    database = mongo[name]

    def handle(event: Any) -> None:
        attributes = stored(event.body).attributes
        with contextlib.suppress(DuplicateKeyError):
            database.effects.insert_one({"_id": attributes["id"], "position": event.position})
        if event.position == int(fatal):
            os.kill(os.getpid(), signal.SIGKILL)

    def together(events: Sequence[Any]) -> int:
        for event in events:
            handle(event)
        return len(events)

    doorbell = LocalHub().doorbell()
    consumer = Consumer(
        "awards",
        "samples",
        lambda: doorbell.listen("awards", "samples"),
        LocalFeed("samples", database),
        database,
        handle,
        lambda event: stored(event.body).attributes["subject"],
        together=together if manner == "together" else None,
    )
    consumer.run(threading.Event())


if __name__ == "__main__":
    main(*sys.argv[1:])

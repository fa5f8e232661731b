"""A `work` process that only numbers: `python -m tests.integration.numbering_program <mongo uri> <database>`."""

from __future__ import annotations

import signal
import sys
import threading
from typing import Any

from pymongo import MongoClient

from shared.numbering import Numberer
from shared.roles import RoleRunner


def main(uri: str, name: str) -> None:
    """Run until SIGTERM."""
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    mongo: MongoClient[dict[str, Any]] = MongoClient(uri, tz_aware=True, w="majority", journal=True)
    runner = RoleRunner([Numberer("samples", mongo[name], lambda: "e-1", lambda: None, lambda: None)])
    runner.start()
    while not stop.wait(0.2):
        pass
    runner.stop()
    mongo.close()


if __name__ == "__main__":
    main(*sys.argv[1:])

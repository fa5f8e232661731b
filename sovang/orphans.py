"""A child's watch over its supervisor: when the supervisor is gone, the child ends itself as on SIGTERM."""

from __future__ import annotations

import os
import signal
import threading

LOOK_EVERY_SECONDS = 0.5


def end_with(parent: int) -> None:
    """Start watching; returns at once. Under eventlet the thread is a green one."""
    threading.Thread(
        target=_watch, args=(parent, threading.Event()), daemon=True, name="orphan-watch"
    ).start()


def _watch(parent: int, never: threading.Event) -> None:
    while os.getppid() == parent:
        never.wait(LOOK_EVERY_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)

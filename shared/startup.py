"""
Starting quickly: the garbage collector waits until a process is ready.

Importing makes a million objects that all stay, and the collector goes through them again and again. Import this before
all else; call `ready` once.
"""

from __future__ import annotations

import gc

gc.disable()


def ready() -> None:
    """What is there now stays: the collector looks at what comes from now on alone. Hardly any of it is garbage."""
    gc.freeze()
    gc.enable()

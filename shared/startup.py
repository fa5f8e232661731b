"""
Starting quickly: the garbage collector waits until a process is ready, and what no log line needs is not imported.

Importing makes a million objects that all stay, and the collector goes through them again and again. Import this before
all else; call `ready` once.
"""

from __future__ import annotations

import gc
import sys

gc.disable()

if "rich" not in sys.modules:
    # structlog takes rich where it is, for tracebacks in colours: sixty modules at each start, for nothing that we show.
    sys.modules["rich"] = None  # type: ignore[assignment]  # so Python says: not to be imported
    import structlog.dev  # noqa: F401  # for whoever imports it next: without rich

    del sys.modules["rich"]


def ready() -> None:
    """What is there now stays: the collector looks at what comes from now on alone. Hardly any of it is garbage."""
    gc.freeze()
    gc.enable()

"""
A restoration that kills itself: `… <mongo uri> <realm> <home> <port> <step> <count>`.

*step* is `commits` or `rows`: it ends as a power cut does after having put in those for the *count*-th time.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

import shared.restoring
from shared.numberlog import NumberLog
from sovang.restoring import restore_from_ledger
from tests.builders.recorded import RecordedHistory

TERM = 3.0


def main(uri: str, realm: str, home: str, port: str, step: str, count: str) -> None:
    """Run until it has killed itself."""
    append, left = NumberLog.append, [int(count)]
    shared.restoring.ROWS_AT_ONCE = 4

    def deadly(self: NumberLog, *arguments: Any, **options: Any) -> Any:
        left[0] -= 1
        if step == "commits" and not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        placed = append(self, *arguments, **options)
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        return placed

    NumberLog.append = deadly  # type: ignore[method-assign]
    history = RecordedHistory(uri, realm, Path(home), int(port))
    restore_from_ledger(history.platform, "nominations", check=False, as_json=True, term=TERM)


if __name__ == "__main__":
    main(*sys.argv[1:])

"""
A process that is killed between storing the file of an import and taking it.

`python -m tests.integration.importing_program <mongo uri> <home> <realm> <file>`.
"""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from services.nominations.wiring import build
from shared.access import Caller, Grant
from shared.handling import CommandHandler
from shared.platform import open_platform
from shared.settings import load_settings


@dataclass
class Dying:
    """Does what it is asked of a process that does not live to do it."""

    handler: CommandHandler[Any, Any]

    def load(self, stream: str) -> Any:
        """As the handler."""
        return self.handler.load(stream)

    def __call__(self, *_: Any) -> None:
        """The file is stored; the process is killed."""
        os.kill(os.getpid(), signal.SIGKILL)


def main(uri: str, home: str, realm: str, file: str) -> None:
    """Send *file* as an import."""
    settings = load_settings(environment={"SOVANG_HOME": home, "SOVANG_REALM": realm})
    imports = build(open_platform(settings, uri)).imports
    caller = Caller(actor="user:lan", name="Lan", grants=(Grant("administrator", "*"),))
    dying: Any = Dying(imports.handler)
    replace(imports, handler=dying).take(Path(file).read_bytes(), caller, "c-1")


if __name__ == "__main__":
    main(*sys.argv[1:])

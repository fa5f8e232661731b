"""The program of a `serve` process."""

from __future__ import annotations

import sys

import shared.edge.patched  # patches the standard library before anything else is imported
import shared.startup  # noqa: F401  # collects no garbage until it is ready
from shared.edge.embedded import serve
from shared.settings import SERVICES, load_settings
from sovang.orphans import end_with


def main(arguments: list[str]) -> None:
    """`[--parent PID] SERVICE…`; all services when none is named."""
    if arguments[:1] == ["--parent"]:
        end_with(int(arguments[1]))
        arguments = arguments[2:]
    serve(tuple(arguments) or SERVICES, load_settings())


if __name__ == "__main__":
    main(sys.argv[1:])

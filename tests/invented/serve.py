"""The program of the invented services: `serve.py [--hurry] SERVICE…`; in a hurry, slow clients are given up at once."""

from __future__ import annotations

import shared.edge.patched  # noqa: F401  # first of all

# isort: split
import sys

from shared.edge import intake, protocol, receiving
from shared.edge.embedded import serve
from shared.settings import load_settings

if __name__ == "__main__":
    names = sys.argv[1:]
    if names[0] == "--hurry":
        protocol.HEADER_SECONDS = intake.BODY_SECONDS = 0.3
        protocol.READER_SECONDS, protocol.SLOWEST_READER = 0.3, 1024 * 1024 * 1024
        protocol.IDLE_SECONDS = 1.0
        receiving.STALL_SECONDS, receiving.SLOWEST_SENDER = 0.3, 1024 * 1024 * 1024
        names = names[1:]
    serve([f"tests.invented.{name}" for name in names], load_settings())

"""The program of the invented services: `serve.py [--hurry] SERVICE…`; in a hurry, slow senders are given up at once."""

from __future__ import annotations

import shared.edge.patched  # noqa: F401  # first of all

# isort: split
import sys

from shared.edge import intake
from shared.edge.embedded import serve
from shared.settings import load_settings

if __name__ == "__main__":
    names = sys.argv[1:]
    if names[0] == "--hurry":
        intake.HEADER_SECONDS = intake.BODY_SECONDS = 0.3
        names = names[1:]
    serve([f"tests.invented.{name}" for name in names], load_settings())

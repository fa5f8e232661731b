"""The program of the invented services: `serve.py SERVICE…`."""

from __future__ import annotations

import shared.edge.patched  # noqa: F401  # first of all

# isort: split
import sys

from shared.edge.embedded import serve
from shared.settings import load_settings

if __name__ == "__main__":
    serve([f"tests.invented.{name}" for name in sys.argv[1:]], load_settings())

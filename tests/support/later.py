"""`python -m tests.support.later DAYS SERVICE…`: serves with a clock that is some days ahead."""

from __future__ import annotations

import sys
from datetime import timedelta

import shared.edge.patched  # noqa: F401  # patches the standard library before anything else is imported
from shared.clock import system_clock
from shared.edge.embedded import serve
from shared.settings import load_settings

if __name__ == "__main__":
    ahead = timedelta(days=int(sys.argv[1]))
    serve(sys.argv[2:], load_settings(), lambda: system_clock() + ahead)

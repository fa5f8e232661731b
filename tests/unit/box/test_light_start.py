"""What every command pays before it does anything."""

from __future__ import annotations

import subprocess
import sys

ASKED = "import sys, sovang.cli, sovang.up; print(*sys.modules, sep='\\n')"


def test_the_command_line_starts_without_the_services():
    told = subprocess.run(
        [sys.executable, "-c", ASKED], capture_output=True, text=True, check=True, timeout=120
    )
    loaded = set(told.stdout.split())
    assert "sovang.up" in loaded
    assert not {name for name in loaded if name.startswith(("services.", "nameko", "eventlet"))}

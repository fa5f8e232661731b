"""What every command pays before it does anything."""

from __future__ import annotations

import subprocess
import sys

import pytest

ASKED = "import sys, {modules}; print(*sys.modules, sep='\\n')"


def loaded_with(modules: str) -> set[str]:
    """What is loaded once *modules* are imported."""
    told = subprocess.run(
        [sys.executable, "-c", ASKED.format(modules=modules)],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return set(told.stdout.split())


def test_the_command_line_starts_without_the_services():
    loaded = loaded_with("sovang.cli, sovang.up")
    assert "sovang.up" in loaded
    assert not {name for name in loaded if name.startswith(("services.", "nameko", "eventlet"))}


@pytest.mark.parametrize("program", ["sovang.serving", "sovang.working"])
def test_services_start_without_what_only_coloured_tracebacks_need(program):
    loaded = loaded_with(program)
    assert {program, "structlog.dev"} <= loaded
    assert "rich" not in loaded


def test_who_asks_for_it_still_gets_it():
    assert "rich.console" in loaded_with("shared.startup, rich.console")

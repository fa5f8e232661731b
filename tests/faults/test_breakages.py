"""Code that is broken on purpose is found out: one of the five places here, all of them by `make soak BREAK=all`."""

from __future__ import annotations

import pytest

from tests.faults.breakages import BREAKAGES
from tests.faults.breaking import run_broken

SHORT = ("refused-taken-for-stored",)


@pytest.mark.parametrize("name", SHORT)
def test_broken_code_is_found_out(name, broker, vhost, server_folder):
    result = run_broken(name, server_folder("broken") / name, broker, vhost)
    assert BREAKAGES[name].caught_by & result.broken.keys(), result.broken

"""
Code that is broken on purpose is found out, and the same run over sound code finds nothing.

One of the five places here, all of them by `make soak BREAK=all`.
"""

from __future__ import annotations

import pytest

from tests.faults.breakages import BREAKAGES
from tests.faults.breaking import not_sound, run_broken, run_control
from tests.faults.result import Result

SHORT = ("refused-taken-for-stored",)


@pytest.mark.parametrize("name", SHORT)
def test_broken_code_is_found_out(name, broker, vhost, server_folder):
    result = run_broken(name, server_folder("broken") / name, broker, vhost)
    assert BREAKAGES[name].caught_by & result.broken.keys(), result.broken


@pytest.mark.parametrize("name", SHORT)
def test_the_same_run_over_sound_code_finds_nothing(name, broker, vhost, server_folder):
    control = run_control(name, server_folder("sound") / name, broker, vhost)
    assert not_sound(name, control) == {}
    assert control.outcomes["ok"] + control.outcomes["failed"] == BREAKAGES[name].commands


def test_a_control_is_none_when_it_finds_something_or_its_faults_did_not_happen():
    name = "entries-not-adopted"
    happened = {"process killed at a step": 1}
    assert not_sound(name, Result(injected=happened)) == {}
    assert not_sound(name, Result()) == {"process killed at a step": "was never injected"}
    assert not_sound(name, Result(injected=happened, broken={"lost 0": "1"})) == {"lost 0": "1"}

"""What stopped a run is told in one line, with what a program that was called had to say."""

from __future__ import annotations

from subprocess import CalledProcessError

import pytest

from tests.faults.result import reason


def told(error: Exception) -> str:
    with pytest.raises(type(error)) as stop:
        raise error
    return reason(stop.value)


def test_it_names_the_error_and_the_place():
    assert told(RuntimeError("no\nanswer")).startswith("RuntimeError at test_result.py:")
    assert told(RuntimeError("no\nanswer")).endswith(": no answer")


def test_it_repeats_what_a_program_said():
    assert told(CalledProcessError(1, ["erl_call"], stderr="no node\n")).endswith("no node")

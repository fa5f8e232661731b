"""A process that is asked to stop does so, however often and at whatever moment it is asked."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

PROGRAM = """
from shared.stopping import StopSignals
stop = StopSignals()
print("ready", flush=True)
while not stop.wait({seconds}):
    pass
assert stop.wait(0)
print("stopped", flush=True)
input()  # signals are on their way still: at its very end Python leaves them to the system
"""


@pytest.mark.parametrize("seconds", [0.0, 0.001, 60.0])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_many_signals_at_once_stop_it_once(seconds, number):
    program = subprocess.Popen(
        [sys.executable, "-c", PROGRAM.format(seconds=seconds)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert program.stdout.readline() == "ready\n"
    for _ in range(200):
        os.kill(program.pid, number)
    assert program.communicate("\n", timeout=30)[0] == "stopped\n"
    assert program.returncode == 0

"""Python programs of the tests as processes that may be killed or frozen."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

END_SECONDS = 60.0


class Program:
    """`python -m <module> <arguments>`, started at once; its output goes to *log*."""

    def __init__(self, log: Path, module: str, *arguments: str) -> None:
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", module, *arguments],
                stdout=output,
                stderr=output,
                stdin=subprocess.DEVNULL,
            )

    def freeze(self) -> None:
        """Stop it in the middle of whatever it does."""
        os.kill(self._process.pid, signal.SIGSTOP)

    def wake(self) -> None:
        """Let it go on."""
        os.kill(self._process.pid, signal.SIGCONT)

    def kill(self) -> None:
        """End it as a power cut does."""
        self._process.kill()
        self._process.wait(END_SECONDS)

    def end(self) -> int:
        """End it in order; its exit code."""
        self._process.send_signal(signal.SIGCONT)
        self._process.terminate()
        return self._process.wait(END_SECONDS)

    def running(self) -> bool:
        """Whether it has not ended by itself."""
        return self._process.poll() is None

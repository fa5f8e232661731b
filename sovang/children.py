"""One supervised child process: started, watched, restarted with growing pauses, stopped."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

FIRST_PAUSE_SECONDS = 0.2
LONGEST_PAUSE_SECONDS = 5.0
STEADY_SECONDS = 10.0


class Child:
    """
    A process named *name* running *command*, its output appended to *log*; *pid_file* says which process it is now.

    `watch` restarts it when it has died; a child that lives STEADY_SECONDS is trusted again.
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        environment: Mapping[str, str],
        log: Path,
        pid_file: Path | None = None,
    ) -> None:
        self.name = name
        self.restarts = 0
        self._command = list(command)
        self.environment: Mapping[str, str] = dict(environment)
        self._log = log
        self._pid_file = pid_file
        self._running: subprocess.Popen[bytes] | None = None
        self._started_at = 0.0
        self._pause = FIRST_PAUSE_SECONDS
        self._start_after = 0.0

    @property
    def pid(self) -> int | None:
        """The process id while it runs."""
        return self._running.pid if self._running else None

    def start(self) -> None:
        """Start it; its standard output and error go to the log file."""
        self._log.parent.mkdir(parents=True, exist_ok=True)
        with self._log.open("ab") as log:
            self._running = subprocess.Popen(  # noqa: S603  # our own command line
                self._command,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C reaches the supervisor alone, which stops children in order
            )
        self._started_at = time.monotonic()
        if self._pid_file is not None:
            fresh = self._pid_file.with_suffix(".new")
            fresh.write_text(f"{self._running.pid}\n")
            fresh.replace(self._pid_file)

    def watch(self) -> int | None:
        """Restart it if it has died and its pause is over; gives the exit code on the first look after a death."""
        now = time.monotonic()
        if self._running is not None:
            code = self._running.poll()
            if code is None:
                if now - self._started_at > STEADY_SECONDS:
                    self._pause = FIRST_PAUSE_SECONDS
                return None
            self._running = None
            self._start_after = now + self._pause
            self._pause = min(self._pause * 2, LONGEST_PAUSE_SECONDS)
            return code
        if now >= self._start_after:
            self.restarts += 1
            self.start()
        return None

    def stop(self, seconds: float) -> bool:
        """Ask it to end, then make it; whether it ended by itself."""
        if self._running is None:
            return True
        self._running.send_signal(signal.SIGTERM)
        try:
            self._running.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(self._running.pid, signal.SIGKILL)
            self._running.wait()
            return False
        finally:
            self._running = None
            if self._pid_file is not None:
                self._pid_file.unlink(missing_ok=True)
        return True

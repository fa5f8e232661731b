"""A process beside a system, which nobody restarts; and what processes say of themselves."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import requests

from tests.support.waiting import until

ROOT = Path(__file__).resolve().parents[2]
READY_SECONDS = 120.0
STOP_SECONDS = 120.0


class Beside:
    """A process beside a system."""

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str], log: Path, *, folder: Path = ROOT
    ) -> None:
        self._log = log
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                command,
                cwd=folder,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def ready(self, url: str, seconds: float = READY_SECONDS) -> None:
        """Wait until it says at *url* that it is ready."""

        def there() -> bool:
            if self._process.poll() is not None:
                raise AssertionError(f"it ended:\n{self.tail}")
            return answers(url)

        until(there, seconds, f"{url} answers")

    @property
    def code(self) -> int | None:
        """Its exit code, None while it runs."""
        return self._process.poll()

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    @property
    def tail(self) -> str:
        """The end of what it wrote."""
        return self._log.read_text()[-3000:]

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()
        self._process.wait()

    def pause(self) -> None:
        """Stop its clock."""
        self._process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Let it go on as if nothing had been."""
        self._process.send_signal(signal.SIGCONT)

    def stop(self) -> int:
        """Stop it in order; its exit code."""
        self._process.send_signal(signal.SIGCONT)
        self._process.terminate()
        try:
            return self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            raise


def states_at(port: int) -> dict[str, str]:
    """The state of each role of the `work` whose health page is at *port*; empty when it does not answer."""
    try:
        page = requests.get(f"http://127.0.0.1:{port}/readyz", timeout=60).json()
    except requests.RequestException:
        return {}
    return {name: role["state"] for name, role in page["roles"].items()}


def answers(url: str) -> bool:
    """Whether *url* answers with 200."""
    try:
        return requests.get(url, timeout=5).status_code == 200
    except requests.RequestException:
        return False

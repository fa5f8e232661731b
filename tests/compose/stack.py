"""The compose file as users run it, with the override of machines without a registry beside it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from pymongo import MongoClient

from shared.settings import Settings, load_settings
from tests.compose.images import HERE
from tests.support.beside import ROOT

COMMAND_SECONDS = 240.0
TAIL = "25"
READY_LINES = ('"serve ready"', '"work started"')


class Failed(AssertionError):
    """A command of docker's ended badly; the message holds what it said."""


class Stack:
    """One project of docker compose; *environment* has the engine's address and the compose file's variables."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = {**os.environ, **environment}
        self._secrets = Path(self._environment["SOVANG_SECRETS"])

    def compose(self, *arguments: str, seconds: float = COMMAND_SECONDS) -> str:
        """What `docker compose` with *arguments* prints; raises Failed."""
        files = ["--file", str(ROOT / "docker-compose.yml"), "--file", str(HERE / "override.yml")]
        folder = ["--project-directory", str(ROOT)]
        return self._docker("compose", "--progress=quiet", *folder, *files, *arguments, seconds=seconds)

    def containers(self, service: str) -> Sequence[str]:
        """The ids of *service*'s containers, whether they run or not."""
        return self.compose("ps", "--all", "--quiet", service).split()

    def state(self, container: str) -> dict[str, Any]:
        """What the engine knows of *container*."""
        (found,) = json.loads(self._docker("inspect", container))
        known: dict[str, Any] = found
        return known

    def user_of(self, container: str) -> int:
        """The user number of *container*'s main process, as the host's kernel has it."""
        pid = self.state(container)["State"]["Pid"]
        return Path(f"/proc/{pid}").stat().st_uid

    def users_of(self, container: str) -> Mapping[str, int]:
        """Every process of *container* by its command line, with its user number."""
        told = self._docker("top", container, "-eo", "pid,args").splitlines()[1:]
        rows = [line.split(maxsplit=1) for line in told]
        return {command: Path(f"/proc/{pid}").stat().st_uid for pid, command in rows}

    def memory_of(self, container: str) -> float:
        """MiB of memory that *container*'s processes hold and share with nobody else, as the kernel counts them."""
        told = self._docker("top", container, "-eo", "pid,args").splitlines()[1:]
        return sum(_proportional(line.split()[0]) for line in told) / 1024

    @property
    def authority(self) -> Path:
        """The certificate that `make secrets` made of the installation's own authority."""
        return self._secrets / "authority" / "ca.crt"

    def address_of(self, service: str) -> str:
        """Where the one container of *service* is: its network's bridge is in this namespace."""
        (container,) = self.containers(service)
        (network,) = self.state(container)["NetworkSettings"]["Networks"].values()
        return str(network["IPAddress"])

    def crash(self, container: str) -> None:
        """Kill its first process as a fault would: unlike `docker kill`, what restarts it is its policy."""
        os.kill(self.state(container)["State"]["Pid"], signal.SIGKILL)

    def restarts(self, container: str) -> int:
        """How often the engine has started *container* again."""
        return int(self.state(container)["RestartCount"])

    def healthy(self, container: str) -> bool:
        """Whether it runs and its health check says yes."""
        state = self.state(container)["State"]
        return bool(state["Running"] and state["Health"]["Status"] == "healthy")

    def states(self) -> Mapping[str, str]:
        """Each container's state in a word: its health, its exit code, or what else it is in."""
        rows = [json.loads(line) for line in self.compose("ps", "--all", "--format=json").splitlines()]
        return {
            row["Name"]: row["Health"]
            or (f"exit {row['ExitCode']}" if row["State"] == "exited" else row["State"])
            for row in rows
        }

    def seconds_to_end(self, since: float) -> Mapping[str, float]:
        """Of each container that was told to stop after the time *since*: how long it took to end."""
        asked = ("--filter=type=container", "--filter=event=kill", "--filter=event=die")
        form = "--format={{.TimeNano}} {{.Action}} {{.Actor.Attributes.name}}"
        rows = self._docker("events", f"--since={since:.3f}", f"--until={time.time():.3f}", *asked, form)
        told: dict[str, int] = {}
        took: dict[str, float] = {}
        for nanoseconds, what, name in map(str.split, rows.splitlines()):
            if what == "kill":
                told.setdefault(name, int(nanoseconds))
            elif name in told:
                took[name] = (int(nanoseconds) - told[name]) / 1e9
        return took

    def logs(self, *services: str, tail: str = TAIL) -> str:
        """The last lines of *services*."""
        return self.compose("logs", "--no-color", f"--tail={tail}", *services)

    def logs_of(self, container: str) -> str:
        """All that *container* has told."""
        return self._docker("logs", container, errors=True)

    def tail_of(self, container: str) -> str:
        """The last lines of *container*, errors among them."""
        return self._docker("logs", f"--tail={TAIL}", container, errors=True)

    def size_of(self, image: str) -> float:
        """Megabytes of *image*, what it is built on included."""
        return int(self._docker("image", "inspect", "--format={{.Size}}", image)) / 1e6

    def start_alone(self, *services: str) -> None:
        """Start the stopped containers of *services* and nothing they depend on."""
        self._docker("start", *(one for service in services for one in self.containers(service)))

    def restart(self, container: str) -> None:
        """Stop it and start it again."""
        self._docker("restart", container)

    def remove(self, container: str) -> None:
        """Stop it as an operator does, and take it away."""
        self._docker("stop", container)
        self._docker("rm", container)

    def seconds_to_ready(self, container: str) -> float:
        """From the last start of *container* to the line in which its program says that it is ready; 0 before it does."""
        begun = _moment(self.state(container)["State"]["StartedAt"])
        told = self._docker("logs", "--timestamps", f"--since={begun.isoformat()}", container, errors=True)
        ready = (line for line in told.splitlines() if any(word in line for word in READY_LINES))
        line = next(ready, None)
        return (_moment(line.split()[0]) - begun).total_seconds() if line else 0.0

    def _docker(self, *arguments: str, seconds: float = COMMAND_SECONDS, errors: bool = False) -> str:
        done = subprocess.run(
            ["docker", *arguments],
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT if errors else subprocess.PIPE,
            text=True,
            timeout=seconds,
            check=False,
        )
        if done.returncode:
            raise Failed(
                f"docker {' '.join(arguments)}: exit {done.returncode}\n{(done.stderr or '')[-2000:]}{done.stdout[-2000:]}"
            )
        return done.stdout

    # Read past its programs, for `tests.support.records`

    @cached_property
    def settings(self) -> Settings:
        """The settings its programs have, as far as a reader of the databases needs them."""
        return load_settings(ROOT / "config.yml", {})

    def forget_addresses(self) -> None:
        """Containers were started again, and may be somewhere else now."""
        if (client := vars(self).pop("mongo", None)) is not None:
            client.close()

    @cached_property
    def mongo(self) -> MongoClient[dict[str, Any]]:
        """The way to its database that only a tester has."""
        return MongoClient(
            self.address_of("mongodb"),
            tls=True,
            tlsCAFile=str(self.authority),
            tlsAllowInvalidHostnames=True,  # names are known only inside; `sealed` holds it to its name
            username="admin",
            password=(self._secrets / "mongo-admin-password").read_text(encoding="utf-8").strip(),
            directConnection=True,
            tz_aware=True,
            w="majority",
            serverSelectionTimeoutMS=20000,
        )


def _proportional(pid: str) -> int:
    """KiB of the process *pid*, shared pages divided among those who share them."""
    rolled = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8")
    return next(int(line.split()[1]) for line in rolled.splitlines() if line.startswith("Pss:"))


def _moment(text: str) -> datetime:
    """The engine's nine digits of a second are more than Python reads."""
    return datetime.fromisoformat(text[:26].rstrip("Z")).replace(tzinfo=UTC)

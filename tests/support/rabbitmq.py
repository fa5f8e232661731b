"""
A RabbitMQ of the tests' own, from the machine's package: private ports, folder, cookie and node name.

No system service is involved, and nothing is left when it is closed.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import time
import uuid
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from sovang.processes import PROC
from tests.support.ports import free_ports
from tests.support.waiting import until

PLACES = (
    Path("/usr/lib/rabbitmq/bin"),
    Path("/usr/local/sbin"),
    Path("/opt/homebrew/sbin"),
    Path("/usr/local/opt/rabbitmq/sbin"),
)
HELLO = b"AMQP\x00\x00\x09\x01"
MEMORY = "1GB"
START_SECONDS = 120.0
STOP_SECONDS = 60.0
ATTEMPTS = 3
HASTY_SECONDS = 30.0
"""So long a question that fails at once is asked again: a node that has just begun to answer clients may not answer us yet."""


class NoRabbitMQ(Exception):
    """RabbitMQ is not on this machine; the message says what to install."""


class Broker(Protocol):
    """A RabbitMQ that tests may maltreat; `start` brings it back from anything."""

    def start(self) -> None:
        """Have it reachable."""

    def stop(self) -> None:
        """Make it unreachable, in order."""

    def kill(self) -> None:
        """Make it unreachable at once."""

    def settle(self) -> None:
        """Put on disk what was declared up to now."""

    def pause(self) -> None:
        """Freeze it: connections stay open, nobody answers."""

    def block(self) -> None:
        """Take no messages, as with a memory alarm; what is taken is still delivered."""

    def unblock(self) -> None:
        """Take messages again."""

    def alarmed(self) -> bool:
        """Whether it says that it takes no messages."""

    def reset(self) -> None:
        """Lose all queues, exchanges and messages; reachable afterwards."""

    def add_vhost(self, vhost: str) -> None:
        """Make *vhost*, empty."""

    def uri_of(self, vhost: str) -> str:
        """Where clients reach *vhost*."""

    def drop_vhost(self, vhost: str) -> None:
        """Delete *vhost* with all it holds; its connections are closed."""

    def close(self) -> None:
        """Leave nothing behind."""


class RabbitNode:
    """
    One private node, started at once.

    `stop` is orderly, `kill` is not, `pause` freezes it as a hanging machine would; `start` brings it back from any of
    them on the same port. `reset` loses everything it ever held, as a lost disk would, but for the names of its vhosts.
    *plugins* are names with commas between, *settings* are lines of `rabbitmq.conf`.
    """

    def __init__(self, folder: Path, *, plugins: str = "", settings: str = "") -> None:
        self._program = _program()
        self._folder = folder
        self._name = f"sovang-{uuid.uuid4().hex[:8]}@localhost"
        self.port, distribution, mapper = free_ports(3)
        self._vhosts: set[str] = set()
        self._node: subprocess.Popen[bytes] | None = None
        (folder / "enabled_plugins").write_text(f"[{plugins}].\n")
        (folder / "rabbitmq.conf").write_text(
            f"vm_memory_high_watermark.absolute = {MEMORY}\ndisk_free_limit.absolute = 50MB\n{settings}"
        )
        self._environment = {
            "PATH": f"/usr/local/bin:/usr/bin:/bin:{self._program.parent}",
            "HOME": str(folder),
            "LANG": "C.UTF-8",
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "ERL_EPMD_PORT": str(mapper),
            "RABBITMQ_CONF_ENV_FILE": str(folder / "no-such-file"),
            "RABBITMQ_CONFIG_FILE": str(folder / "rabbitmq"),
            "RABBITMQ_DIST_PORT": str(distribution),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "enabled_plugins"),
            "RABBITMQ_LOG_BASE": str(folder / "log"),
            "RABBITMQ_MNESIA_BASE": str(folder / "mnesia"),
            "RABBITMQ_NODENAME": self._name,
            "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODE_PORT": str(self.port),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "+S 2:2 +SDio 2 -kernel inet_dist_use_interface {127,0,0,1}",
        }
        # A port mapper in the foreground: the one that Erlang would start by itself stays behind for ever.
        mapping = ["epmd", "-port", str(mapper), "-address", "127.0.0.1"]
        with (folder / "output.log").open("ab") as log:
            self._mapper = subprocess.Popen(
                mapping, env=self._environment, stdin=subprocess.DEVNULL, stderr=log
            )
        until(lambda: _opens(mapper), what="the port mapper listens")
        self.start()

    def start(self) -> None:
        """Have it running and answering."""
        if self._node is not None and self._node.poll() is None:
            self.resume()
        else:
            with (self._folder / "output.log").open("ab") as log:
                self._node = subprocess.Popen(
                    [self._program],
                    env=self._environment,
                    cwd=self._folder,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
        until(self._answers, START_SECONDS, f"RabbitMQ answers; its output is in {self._folder}")

    def stop(self) -> None:
        """End it in order."""
        self.resume()
        self._signal(signal.SIGTERM)
        self._gone()

    def kill(self) -> None:
        """End it as a power cut does."""
        self._signal(signal.SIGKILL)
        self._gone()

    def pause(self) -> None:
        """Freeze it: connections stay open, nobody answers."""
        self._signal(signal.SIGSTOP)
        if PROC.is_dir():  # on a busy machine it may answer for a moment yet
            until(lambda: self._states() <= {"T", "Z"}, what="the broker stands still")

    def resume(self) -> None:
        """Let a frozen node go on."""
        self._signal(signal.SIGCONT)

    def block(self) -> None:
        """Raise the memory alarm."""
        self._allow_memory("0.0000001")

    def unblock(self) -> None:
        """Take the alarm back."""
        self._allow_memory(f'{{absolute, "{MEMORY}"}}')

    def alarmed(self) -> bool:
        """Whether the node itself lists an alarm on a resource."""
        return "resource_limit" in self.ask("rabbit_alarm:get_alarms()")

    def reset(self) -> None:
        """Lose all queues, exchanges and messages; running afterwards."""
        self.kill()
        shutil.rmtree(self._folder / "mnesia")
        self.start()
        for vhost in self._vhosts:
            self._create(vhost)

    def add_vhost(self, vhost: str) -> None:
        """Make *vhost*, empty."""
        self._vhosts.add(vhost)
        self._create(vhost)

    def uri_of(self, vhost: str) -> str:
        """Where clients reach *vhost*."""
        return f"amqp://guest:guest@127.0.0.1:{self.port}/{vhost}"

    def drop_vhost(self, vhost: str) -> None:
        """Delete *vhost* with all it holds; its connections are closed."""
        self._vhosts.discard(vhost)
        self.ask(f'rabbit_vhost:delete(<<"{vhost}">>, <<"tests">>)')

    def settle(self) -> None:
        """
        Put on disk what it keeps back for up to a second.

        A node killed that soon after a quorum queue was declared keeps a queue that never answers again.
        """
        self.ask("[dets:sync(Table) || Table <- dets:all()]")
        self.ask("mnesia:sync_log()")

    def ask(self, expression: str) -> str:
        """What the node answers to an Erlang *expression*, which may be asked again: a busy disk answers late."""
        cookie = (self._folder / ".erlang.cookie").read_text()
        command = ["erl_call", "-c", cookie, "-n", self._name, "-timeout", "60", "-e"]
        told, number, begun = "", 0, time.monotonic()
        while number < ATTEMPTS or time.monotonic() - begun < HASTY_SECONDS:
            if number:
                time.sleep(min(number, 2))
            number += 1
            asked = subprocess.run(
                command,
                check=False,
                input=f"{expression}.\n",
                env=self._environment,
                capture_output=True,
                text=True,
            )
            answer = re.fullmatch(r"\{ok, (.*)\}", asked.stdout.strip(), re.DOTALL)
            if answer:
                return answer[1]
            told = f"{asked.returncode} {asked.stdout} {asked.stderr}"
        raise AssertionError(f"{expression}: {told}")

    def close(self) -> None:
        """End node and port mapper, remove the folder."""
        if self._node is not None:
            self.kill()
        self._mapper.kill()
        self._mapper.wait()
        shutil.rmtree(self._folder)

    def _allow_memory(self, limit: str) -> None:
        self.ask(f"vm_memory_monitor:set_vm_memory_high_watermark({limit})")

    def _create(self, vhost: str) -> None:
        name, everything = f'<<"{vhost}">>', '<<".*">>'
        self.ask(f'rabbit_vhost:add({name}, <<"tests">>)')
        self.ask(
            f'rabbit_auth_backend_internal:set_permissions(<<"guest">>, {name}, {everything}, {everything}, {everything}, '
            f'<<"tests">>)'
        )
        self.ask("mnesia:sync_log()")  # else a kill within the next second forgets the vhost

    def _signal(self, sign: signal.Signals) -> None:
        if self._node is not None and self._node.poll() is None:
            os.killpg(self._node.pid, sign)

    def _states(self) -> set[str]:
        """The states of all threads of its processes, as the kernel tells them."""
        assert self._node is not None
        found = set()
        for file in PROC.glob("[0-9]*/task/[0-9]*/stat"):
            with suppress(OSError):
                state, _, group = file.read_text().rpartition(")")[2].split()[:3]
                if int(group) == self._node.pid:
                    found.add(state)
        return found

    def _gone(self) -> None:
        assert self._node is not None
        self._node.wait(STOP_SECONDS)
        until(lambda: not _opens(self.port), STOP_SECONDS, "the broker's port is closed")

    def _answers(self) -> bool:
        assert self._node is not None
        if self._node.poll() is not None:
            raise AssertionError(
                f"RabbitMQ ended while starting:\n{(self._folder / 'output.log').read_text()[-2000:]}"
            )
        return greets("127.0.0.1", self.port)


def greets(host: str, port: int) -> bool:
    """Whether an AMQP server answers a client's greeting at *host*:*port*."""
    try:
        with socket.create_connection((host, port), timeout=2) as line:
            line.sendall(HELLO)
            return bool(line.recv(1))
    except OSError:
        return False


def _opens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=2).close()
    except OSError:
        return False
    return True


def _program() -> Path:
    for place in PLACES:
        if (place / "rabbitmq-server").exists():
            return place / "rabbitmq-server"
    raise NoRabbitMQ(
        "RabbitMQ is missing: install it (apt install rabbitmq-server; brew install rabbitmq) "
        "or name a running one: make test AMQP_URI=amqp://guest:guest@127.0.0.1:5672/"
    )

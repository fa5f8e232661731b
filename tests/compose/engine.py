"""
Debian's container engine without a registry and without touching the host's network.

It runs twice on one folder: on the host's network without a bridge, to build; then with everything it can do in a network
namespace of its own, where published ports are reached by whoever is in it too.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.support.waiting import until

START_SECONDS = 60.0
STOP_SECONDS = 30.0
FREE_GB = 10
GB = 1 << 30
WITHOUT_NETWORK = ("--bridge=none", "--iptables=false", "--ip6tables=false", "--ip-forward=false")


class NoRoom(AssertionError):
    """The disk has too little room for images."""


@contextmanager
def work_folder() -> Iterator[Path]:
    """A folder for everything the engine writes; nothing of it is left. Raises NoRoom."""
    free = shutil.disk_usage("/var/tmp").free
    if free < FREE_GB * GB:
        raise NoRoom(f"/var/tmp has {free // GB} GB free, {FREE_GB} are needed")
    folder = Path(tempfile.mkdtemp(prefix="sovang-compose-", dir="/var/tmp"))
    try:
        yield folder
    finally:
        for mounted in _mounts_in(folder):
            subprocess.run(["umount", mounted], check=True)
        shutil.rmtree(folder)


def _mounts_in(folder: Path) -> list[str]:
    """What the engine left mounted, innermost first: a namespace's handle, as a rule."""
    mounts = [line.split()[1] for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines()]
    return sorted((place for place in mounts if place.startswith(f"{folder}/")), reverse=True)


@contextmanager
def namespace(name: str) -> Iterator[Sequence[str]]:
    """A network namespace with a loopback; gives the words that run a command in it."""
    within = ["nsenter", f"--net=/run/netns/{name}"]  # `ip netns exec` would hide the cgroups
    subprocess.run(["ip", "netns", "add", name], check=True)
    try:
        subprocess.run([*within, "ip", "link", "set", "lo", "up"], check=True)
        yield within
    finally:
        subprocess.run(["ip", "netns", "del", name], check=True)


@contextmanager
def engine(folder: Path, within: Sequence[str] = ()) -> Iterator[str]:
    """The engine with its data in *folder*, in the namespace of the words *within*; gives its address."""
    socket = folder / "docker.sock"
    command = [
        *within,
        "dockerd",
        f"--host=unix://{socket}",
        f"--data-root={folder / 'data'}",
        f"--exec-root={folder / 'exec'}",
        f"--pidfile={folder / 'docker.pid'}",
        *(() if within else WITHOUT_NETWORK),
    ]
    with (folder / "dockerd.log").open("ab") as log:
        daemon = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        )
    try:
        until(lambda: _answers(daemon, socket, folder / "dockerd.log"), START_SECONDS, "the engine answers")
        yield f"unix://{socket}"
    finally:
        _stop(daemon, folder)


def _answers(daemon: subprocess.Popen[bytes], socket: Path, log: Path) -> bool:
    if daemon.poll() is not None:
        raise AssertionError(f"the engine ended:\n{log.read_text()[-3000:]}")
    asked = ["docker", "--host", f"unix://{socket}", "version"]
    return socket.exists() and subprocess.run(asked, capture_output=True, check=False).returncode == 0


def _stop(daemon: subprocess.Popen[bytes], folder: Path) -> None:
    daemon.terminate()
    try:
        daemon.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        containerd = int((folder / "exec/containerd/containerd.pid").read_text())
        for pid in (daemon.pid, containerd):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        daemon.wait()

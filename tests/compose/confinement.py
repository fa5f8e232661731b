"""What each container is: who runs in it, what it can read, how much it holds."""

from __future__ import annotations

import json
from typing import Any

from shared.settings import SERVICES
from sovang.privilege.keys import key_files
from sovang.privilege.roles import PROCESSES
from sovang.screen import say
from tests.compose.stack import Failed, Stack

SERVERS = ("edge", "rabbitmq", "mongodb")
OURS = tuple(process.name for process in PROCESSES)
ROOT_USER = 0
LARGEST_MB = 120.0
"""What the image may add to its base: more means that a compiler, a test suite or a database has come into it."""


def require_nobody_is_root(stack: Stack) -> None:
    """No process of any container has the user number 0: told by the kernel, not by what an image says of itself."""
    found = {
        f"{name}: {command}": user
        for name in (*SERVERS, *OURS)
        for container in stack.containers(name)
        for command, user in stack.users_of(container).items()
    }
    assert len(found) >= len(SERVERS) + len(OURS), found
    assert ROOT_USER not in found.values(), [who for who, user in found.items() if user == ROOT_USER]
    for name in (*SERVERS, *OURS):
        for container in stack.containers(name):
            assert stack.user_of(container) != ROOT_USER, name
    say(
        f"  {len(found)} tiến trình, không ai là root.",
        f"  {len(found)} processes, nobody is root: users {sorted(set(found.values()))}.",
    )


def require_own_keys(stack: Stack) -> None:
    """Each process finds the keys it needs and no others: counted in its folder, then asked of the doctor there."""
    for process in PROCESSES:
        seen = stack.compose("exec", "-T", process.name, "ls", "/var/lib/sovang/keys/demo").split()
        assert set(seen) == key_files(process), f"{process.name}: {seen}"
        told = _doctor(stack, process.name)
        findings = [one["what"]["en"] for one in told["keys"] if one["state"] != "ok"]
        assert not findings, f"{process.name}: {findings}"
    wrong = [one["what"]["en"] for one in _doctor(stack, "nominations-serve", "awards-work")["keys"]]
    assert any("token.key and has no use for it" in said for said in wrong), wrong


def require_nothing_wrong(stack: Stack) -> None:
    """The doctor, run as docs/operations.md says, with every credential at hand: it ends well, so nothing is wrong."""
    told = json.loads(stack.compose("run", "--rm", "--no-TTY", "init", "doctor", "--json"))
    findings = [one for section in told["sections"].values() for one in section]
    doubtful = [one["what"]["en"] for one in findings if one["state"] != "ok"]
    say(
        f"  {len(findings)} điều được khám, {len(doubtful)} điều cần xem lại.",
        f"  {len(findings)} findings, of which doubtful: {'; '.join(doubtful) or 'none'}.",
    )


def _doctor(stack: Stack, where: str, process: str | None = None) -> dict[str, list[dict[str, Any]]]:
    command = f"sovang doctor --json --process {process or where} || true"  # the broker's rights are not known there
    told = stack.compose("exec", "-T", where, "sh", "-c", command)
    sections: dict[str, list[dict[str, Any]]] = json.loads(told)["sections"]
    return sections


def require_checkpoint_kept_outside(stack: Stack) -> None:
    """The last checkpoint lies outside the database, where nobody but the ledger's own process can write it."""
    note = stack.compose("exec", "-T", "audit-work", "cat", "/var/lib/sovang/ledger/demo.checkpoint")
    assert note.splitlines()[0].endswith("/demo"), note
    failed = [line for line in stack.logs("audit-work", tail="all").splitlines() if "Read-only" in line]
    assert not failed, failed[:3]
    try:
        stack.compose("exec", "-T", "audit-serve", "touch", "/var/lib/sovang/ledger/demo.checkpoint")
    except Failed:
        return
    raise AssertionError("audit-serve could write where the checkpoint is kept")


def tell_memory(stack: Stack) -> None:
    """How much each of our processes holds."""
    held = {
        f"{service}-{kind}": stack.memory_of(stack.containers(f"{service}-{kind}")[0])
        for service in SERVICES
        for kind in ("serve", "work")
    }
    each = " · ".join(f"{name} {mib:.0f}" for name, mib in held.items())
    say(f"  MiB: {each}", f"  {sum(held.values()):.0f} MiB in all.")


def require_small(own: float, base: float) -> None:
    """The project's image, in MB, on a base of *base* MB."""
    say(
        f"  Ảnh: {own:.0f} MB, trong đó {own - base:.0f} MB thêm vào ảnh nền.",
        f"  The image has {own:.0f} MB, {own - base:.0f} MB above what it is built on.",
    )
    assert own - base <= LARGEST_MB, f"the image adds {own - base:.0f} MB to its base"

"""Database and broker as whoever has come into the network inside meets them: over TLS, or not at all."""

from __future__ import annotations

import socket
import ssl
import subprocess
import sys
from pathlib import Path

from pymongo import MongoClient
from pymongo.errors import PyMongoError

from sovang.privilege.roles import PROCESSES
from sovang.screen import say
from tests.compose.stack import Stack
from tests.support.beside import ROOT
from tests.support.certificates import Authority
from tests.support.rabbitmq import HELLO
from tests.support.waiting import until

SEALED = (("mongodb", 27017), ("rabbitmq", 5671), ("rabbitmq", 15671))
CLOSED = (("rabbitmq", 5672), ("rabbitmq", 15672))
"""Where RabbitMQ speaks in the clear unless it is told not to."""

ALERT = b"\x15"
"""How TLS begins to say that this was no TLS."""

SECONDS = 10.0
TRIED = """
import sys, certifi
from pathlib import Path
from pymongo import MongoClient
from shared.broker.wire import connect
own, other = "/run/sovang/authority/ca.crt", certifi.where()
mongo, amqp = (Path(f"/run/secrets/{engine}-{sys.argv[1]}").read_text().strip() for engine in ("mongo", "amqp"))
for what, uri, ask in (
    ("mongo", mongo, lambda uri: MongoClient(uri, serverSelectionTimeoutMS=3000).admin.command("ping")),
    ("amqp", amqp, lambda uri: connect(uri).close()),
):
    ask(uri)
    try:
        ask(uri.replace(own, other))
    except Exception as error:
        assert "CERTIFICATE_VERIFY_FAILED" in str(error), repr(error)
        print(what, "refused")
"""
"""Run in a container with a process's own addresses: they work, and with the authorities of the world instead of ours do not."""


def require_nothing_in_the_clear(stack: Stack) -> None:
    """Nobody answers whoever does not begin with TLS; the ports for that are closed."""
    for server, port in CLOSED:
        try:
            socket.create_connection((stack.address_of(server), port), timeout=SECONDS).close()
        except ConnectionRefusedError:
            continue
        raise AssertionError(f"{server} listens at {port}")
    plain: MongoClient[dict[str, object]] = MongoClient(
        stack.address_of("mongodb"),
        directConnection=True,
        serverSelectionTimeoutMS=3000,
        socketTimeoutMS=3000,
    )
    with plain:
        try:
            told = plain.admin.command("hello")
        except PyMongoError:
            pass
        else:
            raise AssertionError(f"the database answers in the clear: {told}")
    with socket.create_connection((stack.address_of("rabbitmq"), 5671), timeout=SECONDS) as line:
        line.sendall(HELLO)
        answer = line.recv(64)
    assert answer[:1] in (b"", ALERT), f"the broker answers in the clear: {answer!r}"


def require_own_names_and_authority(stack: Stack) -> None:
    """Each shows a certificate of the installation's own authority, for its own name and no other."""
    other = Authority(stack.authority.parent.parent / "other").ca
    for server, port in SEALED:
        address = stack.address_of(server)
        shown_serial(address, port, server, stack.authority)
        for name, authority in ((server, other), ("edge", stack.authority)):
            try:
                shown_serial(address, port, name, authority)
            except ssl.SSLCertVerificationError:
                continue
            raise AssertionError(f"{server}:{port} was believed as {name} by {authority}")


def require_processes_believe_no_other(stack: Stack) -> None:
    """Each process's own addresses, asked from its own container."""
    for process in PROCESSES:
        told = stack.compose("exec", "-T", process.name, "python3", "-c", TRIED, process.name).split("\n")
        assert told[:2] == ["mongo refused", "amqp refused"], f"{process.name}: {told}"
    ours = stack.compose("exec", "-T", "rabbitmq", "rabbitmqctl", "-q", "list_connections", "ssl").split()
    assert len(ours) > len(PROCESSES), ours
    assert set(ours) - {"ssl"} == {"true"}, ours
    say(f"  {len(ours) - 1} kết nối đến broker, tất cả qua TLS.", "  All connections to the broker are TLS.")


def require_renewed_without_a_stop(stack: Stack) -> None:
    """Renewed as docs/operations.md says: the broker shows the new certificate and has closed no connection."""
    (broker,) = stack.containers("rabbitmq")
    began = stack.state(broker)["State"]["StartedAt"]
    place = (stack.address_of("rabbitmq"), 5671, "rabbitmq", stack.authority)
    before = shown_serial(*place)
    folder = str(stack.authority.parent.parent)
    command = [sys.executable, "-m", "sovang.cli", "certificates", "renew", folder, "--server", "rabbitmq"]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    stack.compose("exec", "-T", "rabbitmq", "rabbitmqctl", "-q", "eval", "ssl:clear_pem_cache().")
    until(lambda: shown_serial(*place) != before, SECONDS, "the broker shows the new certificate")
    assert stack.state(broker)["State"]["StartedAt"] == began


def shown_serial(address: str, port: int, name: str, authority: Path) -> str:
    """The number of the certificate shown at *address* for *name*. Raises SSLCertVerificationError."""
    context = ssl.create_default_context(cafile=authority)
    with (
        socket.create_connection((address, port), timeout=SECONDS) as line,
        context.wrap_socket(line, server_hostname=name) as held,
    ):
        shown = held.getpeercert() or {}
    return str(shown["serialNumber"])

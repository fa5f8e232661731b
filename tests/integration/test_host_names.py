"""A `serve` looks host names up anew, however long an answer says that it may be kept."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from threading import Thread

import dns.message
import dns.rrset
import pytest

from tests.support.beside import ROOT

ASKING = """
import shared.edge.patched
import socket, sys
from eventlet.support import greendns
greendns.resolver._resolver.nameservers = ["127.0.0.1"]
greendns.resolver._resolver.port = int(sys.argv[1])
for _ in range(3):
    print(socket.getaddrinfo("nominations-serve.", 8080, socket.AF_INET)[0][4][0])
"""


class Names:
    """Answers each question with the next address, to be kept for ten minutes."""

    def __init__(self) -> None:
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        self.port: int = self.socket.getsockname()[1]
        self.asked = 0

    def answer(self) -> None:
        while True:
            question, peer = self.socket.recvfrom(2048)
            if not question:
                return
            asked = dns.message.from_wire(question)
            reply = dns.message.make_response(asked)
            self.asked += 1
            name = asked.question[0].name
            reply.answer.append(dns.rrset.from_text(name, 600, "IN", "A", f"10.0.0.{self.asked}"))
            self.socket.sendto(reply.to_wire(), peer)


@pytest.fixture
def names() -> Iterator[Names]:
    names = Names()
    thread = Thread(target=names.answer)
    thread.start()
    yield names
    names.socket.sendto(b"", ("127.0.0.1", names.port))
    thread.join()
    names.socket.close()


def test_a_name_is_looked_up_for_each_connection(names):
    told = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", ASKING, str(names.port)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert told.stdout.split() == ["10.0.0.1", "10.0.0.2", "10.0.0.3"]

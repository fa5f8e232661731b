"""A small server that does nothing but shake hands over TLS."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def shaking_hands(certificate: Path, key: Path | None = None) -> Iterator[int]:
    """Listen on this machine with *certificate*, its key in the same file or in *key*; gives the port."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=_answer, args=(listener, context), daemon=True).start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)


def _answer(listener: socket.socket, context: ssl.SSLContext) -> None:
    with suppress(OSError):  # shut down
        while True:
            line, _ = listener.accept()
            with line, suppress(OSError), context.wrap_socket(line, server_side=True) as held:
                held.recv(1)


def shown(port: int, host: str, authority: Path) -> str:
    """The number of the certificate that is shown at *port*, strictly held to *authority* and *host*. Raises SSLError."""
    context = ssl.create_default_context(cafile=authority)
    context.verify_flags |= ssl.VERIFY_X509_STRICT  # as from Python 3.13 on
    with (
        socket.create_connection(("127.0.0.1", port), timeout=10) as line,
        context.wrap_socket(line, server_hostname=host) as held,
    ):
        certificate = held.getpeercert() or {}
    return str(certificate["serialNumber"])

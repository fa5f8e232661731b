"""Requests as no client of ours would make them: rows of a table, sent byte by byte as they say."""

from __future__ import annotations

import contextlib
import http.client
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from sovang.places import fill
from tests.support.system import System

ANSWER_SECONDS = 30.0
JSON = "application/json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bad:
    """
    One bad request and the problem it is owed; `${places}` are filled from what the test knows.

    *who* is a name in the test's `tokens`, None sends no token. A *body* of bytes is sent as it is, anything else as
    JSON. *length* lies about how long it is, and no more is sent. *field* is the path that the problem must name.
    """

    name: str
    status: int
    code: str
    method: str = "POST"
    path: str = "/api/nominations/organisations"
    who: str | None = "everybody"
    key: str | None = "a-bad-request"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Any = None
    length: str | None = None
    chunked: bool = False
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def problem(self) -> dict[str, Any]:
        """The body as JSON."""
        found: dict[str, Any] = json.loads(self.text)
        return found


def send(system: System, bad: Bad, known: Mapping[str, Any], url: str | None = None) -> Told:
    """Send *bad* to the service that its path names, or to *url*."""
    path = fill(bad.path, known)
    address = urlsplit(url or system.url_of(_service_in(path)))
    line = http.client.HTTPConnection(address.hostname or "", address.port, timeout=ANSWER_SECONDS)
    body = _body(bad, known)
    try:
        line.putrequest(bad.method, path, skip_accept_encoding=True)
        for name, value in _headers(bad, body, known).items():
            line.putheader(name, value)
        line.endheaders()
        _send_body(line, bad, body)
        answer = line.getresponse()
        return Told(answer.status, dict(answer.getheaders()), answer.read().decode())
    finally:
        line.close()


def _service_in(path: str) -> str:
    parts = path.split("/")
    return parts[2] if parts[1] == "api" and len(parts) > 2 and parts[2] in _APIS else "audit"


_APIS = ("nominations", "awards", "notifications", "audit")


def _body(bad: Bad, known: Mapping[str, Any]) -> bytes:
    if bad.body is None:
        return b""
    if isinstance(bad.body, bytes):
        return bad.body
    return json.dumps(fill(bad.body, known)).encode()


def _headers(bad: Bad, body: bytes, known: Mapping[str, Any]) -> dict[str, str]:
    headers = {"Content-Type": JSON} if body else {}
    if bad.chunked:
        headers["Transfer-Encoding"] = "chunked"
    elif body or bad.length or bad.method == "POST":
        headers["Content-Length"] = bad.length or str(len(body))
    if bad.who is not None:
        headers["Authorization"] = f"Bearer {known['tokens'][bad.who]}"
    if bad.key is not None and bad.method == "POST":
        headers["Idempotency-Key"] = bad.key
    return headers | {name: fill(value, known) for name, value in bad.headers.items()}


def _send_body(line: http.client.HTTPConnection, bad: Bad, body: bytes) -> None:
    if bad.chunked:
        line.send(f"{len(body):x}\r\n".encode() + body + b"\r\n0\r\n\r\n")
    elif body:
        line.send(body)
    if bad.length is not None:
        with contextlib.suppress(OSError):  # it may have answered and closed already
            line.sock.shutdown(1)  # no more will come

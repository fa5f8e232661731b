"""How much the edge lets one client ask, and how long it waits for a slow one."""

from __future__ import annotations

import os
import socket
import ssl
import time

import requests

from tests.compose.door import URL
from tests.support.waiting import until

HOST, PORT = "localhost", 8443
ASKED = f"{URL}/api/nominations/openapi.json"
AT_MOST = 5000
"""Far more than anybody may ask at once, and more than is refilled while they are sent."""
BODY_SECONDS, HEAD_SECONDS = 15.0, 15.0
LATE_SECONDS = min(30.0, 10.0 * float(os.environ.get("PATIENCE", "1")))
"""A body cut off is still tried for the 5 s of `lb_try_duration`. Never so long that an edge which waits a minute for each byte, as Caddy does by itself, would pass."""
BETWEEN_SECONDS = 1.0
LAST_AT = 4 * BODY_SECONDS
LARGEST = 64 * 1024


def require_limits_told() -> int:
    """
    An address that asks too often hears when to ask again, through the edge, and is let in then; after how many it was.

    Whom it says it speaks for changes nothing: the edge believes nobody.
    """
    with requests.Session() as session:
        for sent in range(1, AT_MOST):
            answer = session.get(ASKED, headers={"X-Forwarded-For": f"198.51.100.{sent % 250}"}, timeout=20)
            if answer.status_code == 429:
                break
            assert answer.status_code == 200, answer.text
        else:
            raise AssertionError(f"{AT_MOST} questions of one address, and none was refused")
        assert answer.json()["code"] == "too-many-requests", answer.text
        assert int(answer.headers["Retry-After"]) >= 1, answer.headers
        assert answer.headers["RateLimit"], answer.headers
        assert answer.headers["RateLimit-Policy"], answer.headers
        until(lambda: session.get(ASKED, timeout=20).status_code == 200, 20, "it is let in again")
        return sent


def require_largest_body() -> None:
    """The edge lets in what a service lets in, to the byte, and refuses one more by itself."""
    for size, statuses in ((LARGEST, {400, 401}), (LARGEST + 1, {413})):
        answer = requests.post(f"{URL}/api/nominations/plans", data=b"x" * size, timeout=20)
        assert answer.status_code in statuses, f"{size}: {answer.status_code} {answer.text[:200]}"
        assert "correlation_id" in answer.json(), answer.text


def require_slow_cut() -> dict[str, float]:
    """Whoever sends a head or a body letter by letter is cut off in time; after how many seconds each."""
    begun = b"POST /api/nominations/plans HTTP/1.1\r\nHost: localhost\r\n"
    took = {
        "body": _seconds_until_cut(begun + b"Content-Length: 1000\r\n\r\n"),
        "chunked body": _seconds_until_cut(begun + b"Transfer-Encoding: chunked\r\n\r\n3e8\r\n"),
        "head": _seconds_until_cut(begun + b"X-Slow: "),
    }
    for what, longest in (("body", BODY_SECONDS), ("chunked body", BODY_SECONDS), ("head", HEAD_SECONDS)):
        assert longest - 1 <= took[what] <= longest + LATE_SECONDS, f"{what}: {took[what]:.1f} s"
    return took


def _seconds_until_cut(begun: bytes) -> float:
    trusted = ssl.create_default_context(cafile=os.environ["SSL_CERT_FILE"])
    with (
        socket.create_connection((HOST, PORT), timeout=20) as plain,
        trusted.wrap_socket(plain, server_hostname=HOST) as held,
    ):
        started = time.monotonic()
        held.sendall(begun)
        held.settimeout(BETWEEN_SECONDS)
        while time.monotonic() - started < LAST_AT:
            try:
                held.sendall(b"x")
                if not held.recv(4096):
                    break
            except TimeoutError:
                continue
            except OSError:  # reset, or closed while we were sending
                break
        return time.monotonic() - started

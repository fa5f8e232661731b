"""A client of the public HTTP API, as the command line and the scenarios use it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

import requests

from shared.errors import SovangError
from shared.values import dataclass

TIMEOUT_SECONDS = 30.0
TRIES_SECONDS = 60.0
RENEW_BEFORE_SECONDS = 60.0
UNANSWERED = (
    requests.ConnectionError,
    requests.Timeout,
    requests.exceptions.ChunkedEncodingError,  # it ended in the middle of its answer
)


class Unreachable(SovangError):
    """Nobody answers at that address."""


@dataclass(frozen=True, slots=True)
class Reply:
    """Status and parsed body of an answer."""

    status: int
    body: Any
    headers: Mapping[str, str]


class Client:
    """
    One signed-in person; *url_of* says where each service is reached.

    A request whose outcome is not known (no answer, 503), or that came too soon (429), is sent again with the same key
    until *tries_seconds* are over.
    """

    def __init__(
        self,
        url_of: Callable[[str], str],
        username: str,
        password: str,
        tries_seconds: float = TRIES_SECONDS,
    ) -> None:
        self._tries_seconds = tries_seconds
        self._url_of = url_of
        self._username = username
        self._password = password
        self._session = requests.Session()
        self._token = ""
        self._renew_at = 0.0

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Reply:
        """GET *path*; raises Unreachable."""
        return self._send("GET", path, None, dict(headers or {}))

    def post(self, path: str, body: Any, key: str) -> Reply:
        """POST *body* under the idempotency key *key*; raises Unreachable."""
        return self._send("POST", path, body, {"Idempotency-Key": key})

    def upload(self, path: str, content: bytes) -> Reply:
        """POST the file *content*; what it is told by is its content, so it may be sent again. Raises Unreachable."""
        return self._send("POST", path, None, {"Content-Type": "application/octet-stream"}, content)

    def _send(
        self, method: str, path: str, body: Any, headers: dict[str, str], content: bytes | None = None
    ) -> Reply:
        url = self._url_of(service_in(path))
        deadline = time.monotonic() + self._tries_seconds
        pause = 0.1
        while True:
            try:
                bearer = {"Authorization": f"Bearer {self._bearer()}"}
                answer = self._session.request(
                    method,
                    url + path,
                    json=body,
                    data=content,
                    headers=headers | bearer,
                    timeout=TIMEOUT_SECONDS,
                )
                if answer.status_code not in (429, 503):
                    return Reply(answer.status_code, _parsed(answer), answer.headers)
            except UNANSWERED:
                pass
            if time.monotonic() > deadline:
                raise Unreachable(f"Không kết nối được {url}. / Cannot reach {url}.")
            time.sleep(pause)
            pause = min(pause * 2, 2.0)

    def _bearer(self) -> str:
        now = time.monotonic()
        if now < self._renew_at:
            return self._token
        answer = self._session.post(
            f"{self._url_of('nominations')}/api/nominations/sign-in",
            json={"username": self._username, "password": self._password},
            timeout=TIMEOUT_SECONDS,
        )
        if answer.status_code in (429, 503):
            raise requests.ConnectionError
        if answer.status_code != 200:
            raise Unreachable(
                f"Không đăng nhập được bằng tài khoản {self._username}. / Cannot sign in as {self._username}."
            )
        given = answer.json()
        self._token = given["token"]
        self._renew_at = now + float(given["expires_in"]) - RENEW_BEFORE_SECONDS
        return self._token


def service_in(path: str) -> str:
    """Whose address *path* is: `/api/<service>/…`; pages and the ledger are audit's."""
    parts = path.split("/")
    return parts[2] if parts[1] == "api" else "audit"


def _parsed(answer: requests.Response) -> Any:
    if "json" in answer.headers.get("Content-Type", ""):
        return answer.json()
    return answer.text

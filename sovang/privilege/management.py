"""RabbitMQ's management interface over HTTP: the few calls by which users, rights and queues are made."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, quote, unquote, urlsplit, urlunsplit

import requests

from shared.errors import TransientError
from shared.settingvalues import wrong
from sovang.privilege.credentials import Login, login_of

SECONDS = 10.0
NOT_FOUND = 404


class Management:
    """
    A broker's management interface at *url*, which holds the administrator's user and password.

    With `https` its certificate MUST name the host and be signed by an authority of the file that `?cacertfile=` names,
    as in an AMQP URI; without it those that requests knows decide. Raises WrongSetting for another option.

    Each path is given in parts, which are escaped here. Every call raises TransientError when the broker refuses or is
    away; no message holds a password.
    """

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        login = login_of(url, "RABBITMQ_MANAGEMENT_URL")
        if not parts.hostname:
            raise wrong("RABBITMQ_MANAGEMENT_URL", "thiếu tên máy", "the host is missing")
        self._base = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], query="")).rstrip("/")
        self._session = requests.Session()
        if (authority := authority_of(url)) is not None:
            self._session.verify = authority
        self._session.trust_env = False  # a proxy of the environment is for the world outside
        self._session.auth = (login.user, login.password)

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the connection."""
        self._session.close()

    def get(self, *path: str) -> Any:
        """What stands at *path*; None when nothing does."""
        answer = self._ask("GET", path, None)
        return None if answer.status_code == NOT_FOUND else answer.json()

    def put(self, *path: str, **content: Any) -> None:
        """Make or replace what stands at *path*."""
        self._ask("PUT", path, content)

    def post(self, *path: str, **content: Any) -> None:
        """Add to what stands at *path*."""
        self._ask("POST", path, content)

    def delete(self, *path: str) -> None:
        """Remove what stands at *path*, if anything does."""
        self._ask("DELETE", path, None)

    def _ask(self, method: str, path: tuple[str, ...], content: dict[str, Any] | None) -> requests.Response:
        address = "/".join([self._base, "api", *(quote(part, safe="") for part in path)])
        try:
            answer = self._session.request(method, address, json=content, timeout=SECONDS)
        except requests.RequestException as error:
            raise TransientError(f"broker management at {self._base}: {type(error).__name__}") from None
        missing = answer.status_code == NOT_FOUND and method in ("GET", "DELETE")
        if not answer.ok and not missing:
            raise TransientError(
                f"broker management at {self._base}: {answer.status_code} for {method} {path[0]}"
            )
        return answer


def authority_of(url: str) -> str | None:
    """The file that *url* names as `cacertfile`, None when it names none. Raises WrongSetting."""
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    authority = options.pop("cacertfile", None)
    if options:
        name = min(options)
        raise wrong("RABBITMQ_MANAGEMENT_URL", f"không có tùy chọn {name}", f"there is no option {name}")
    if authority is None:
        return None
    if parts.scheme != "https":
        raise wrong("RABBITMQ_MANAGEMENT_URL", "cacertfile cần https://", "cacertfile needs https://")
    if not Path(authority).is_file():
        raise wrong("RABBITMQ_MANAGEMENT_URL", f"không có tệp {authority}", f"there is no file {authority}")
    return authority


def vhost_of(uri: str) -> str:
    """The vhost that an AMQP *uri* names; `/` when it names none."""
    return unquote(urlsplit(uri).path[1:]) or "/"


def make_user(broker: Management, login: Login) -> None:
    """Make *login*, or set its password again; it gets no rights at the management interface."""
    broker.put("users", login.user, password=login.password, tags="")

"""Renewing a reader's session: a token lives 15 minutes, whoever reads or writes a page stays for longer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Self

import requests
import structlog
from werkzeug.wrappers import Request, Response

from shared.errors import SlowDown, TransientError
from shared.portal import session
from shared.values import dataclass

ASKING_SECONDS: Final = (3.05, 20.0)
TOO_SOON: Final = 429
LONGEST_TOKEN: Final = 3500  # a browser keeps 4096 bytes of a cookie

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A session as nominations gives it: a token for *seconds*, and what renews it; None when the browser has that already."""

    token: str
    seconds: int
    renewal: str | None
    renewal_seconds: int

    @classmethod
    def of(cls, answer: Mapping[str, Any]) -> Self:
        """What is said in the *answer* to a sign-in or a renewal; raises TransientError when its token fits no cookie."""
        token, renewal = str(answer["token"]), answer["refresh_token"]
        if len(token) > LONGEST_TOKEN:
            raise TransientError("signing in: the token does not fit a cookie")
        return cls(
            token=token,
            seconds=int(answer["expires_in"]),
            renewal=None if renewal is None else str(renewal),
            renewal_seconds=int(answer["refresh_expires_in"]),
        )

    def keep(self, response: Response, request: Request) -> None:
        """Have the browser keep it."""
        session.keep(response, request, session.SESSION, self.token, self.seconds)
        if self.renewal is not None:
            session.keep(response, request, session.RENEWAL, self.renewal, self.renewal_seconds)


@dataclass(frozen=True, slots=True)
class SessionOwner:
    """The service at *url* that owns sessions: nominations."""

    url: str

    def ask(self, path: str, content: Mapping[str, str], address: str) -> Mapping[str, Any] | None:
        """
        Its answer; None when it refuses.

        *address* is the reader's, whom we speak for: limits are counted to it. Raises SlowDown after too many tries,
        TransientError.
        """
        try:
            answer = requests.post(
                f"{self.url}/api/nominations/{path}",
                json=dict(content),
                headers={"X-Forwarded-For": address} if address else {},
                timeout=ASKING_SECONDS,
            )
        except requests.RequestException as error:
            raise TransientError(f"{path}: {error}") from error
        if answer.status_code >= requests.codes.internal_server_error:
            raise TransientError(f"{path}: {answer.status_code}")
        if answer.status_code == TOO_SOON:
            raise SlowDown(facts={"seconds": answer.headers.get("Retry-After", "1")})
        if answer.status_code != requests.codes.ok:
            return None
        given: Mapping[str, Any] = answer.json()
        return given

    def renewed(self, request: Request) -> Given | None:
        """
        The session of the *request*'s browser for another while; None when there is none to renew, or it is over.

        Also None while the owner cannot be asked: the reader is sent to sign in, and what was typed is kept as ever.
        """
        renewal = request.cookies.get(session.RENEWAL)
        if not renewal:
            return None
        address = request.environ.get("sovang.address", "")
        try:
            answer = self.ask("refresh", {"refresh_token": renewal}, address)
            return None if answer is None else Given.of(answer)
        except (SlowDown, TransientError) as error:
            log.warning("session not renewed", error=type(error).__name__)
            return None

    def end(self, request: Request) -> None:
        """Nothing renews the session of the *request*'s browser any more; raises SlowDown, TransientError."""
        if renewal := request.cookies.get(session.RENEWAL):
            self.ask("sign-out", {"refresh_token": renewal}, request.environ.get("sovang.address", ""))

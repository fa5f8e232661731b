"""Signing in to the pages: the session is that of all pages (`shared.portal.session`), and it is opened here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import requests
from werkzeug.wrappers import Request

from shared.access import Caller
from shared.errors import SlowDown, TransientError
from shared.portal import session

SIGN_IN_SECONDS: Final = (3.05, 20.0)
TOO_SOON: Final = 429
LONGEST_TOKEN: Final = 3500  # a browser keeps 4096 bytes of a cookie


@dataclass(frozen=True, slots=True)
class Sessions:
    """Opens and recognises sessions; signing in itself is asked of the nominations service at *url*."""

    url: str
    verify: Callable[[str], Caller]

    def caller(self, request: Request) -> Caller | None:
        """Who is signed in; None when nobody is, or the token ran out."""
        return session.caller_of(request, self.verify)

    def sign_in(self, username: str, password: str, address: str) -> tuple[str, int] | None:
        """
        A token and how long it lives; None when name or password is wrong.

        *address* is the reader's, whom we speak for: limits are counted to it. Raises SlowDown after too many
        tries, TransientError.
        """
        try:
            answer = requests.post(
                f"{self.url}/api/nominations/sign-in",
                json={"username": username, "password": password},
                headers={"X-Forwarded-For": address} if address else {},
                timeout=SIGN_IN_SECONDS,
            )
        except requests.RequestException as error:
            raise TransientError(f"signing in: {error}") from error
        if answer.status_code >= requests.codes.internal_server_error:
            raise TransientError(f"signing in: {answer.status_code}")
        if answer.status_code == TOO_SOON:
            raise SlowDown(facts={"seconds": answer.headers.get("Retry-After", "1")})
        if answer.status_code != requests.codes.ok:
            return None
        given: dict[str, Any] = answer.json()
        token = str(given["token"])
        if len(token) > LONGEST_TOKEN:
            raise TransientError("signing in: the token does not fit a cookie")
        return token, int(given["expires_in"])

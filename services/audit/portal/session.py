"""The pages' session: the caller's token in a cookie no script can read, a form token against forged forms."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import requests
from werkzeug.wrappers import Request, Response

from shared.access import Caller
from shared.errors import TransientError, Unauthenticated

SESSION: Final = "sovang_session"
FORM: Final = "sovang_form"
LANGUAGE: Final = "sovang_lang"
FORM_FIELD: Final = "form_token"
SIGN_IN_SECONDS: Final = (3.05, 20.0)
YEAR_SECONDS: Final = 365 * 24 * 3600
LONGEST_TOKEN: Final = 3500  # a browser keeps 4096 bytes of a cookie


@dataclass(frozen=True, slots=True)
class Sessions:
    """Opens, recognises and closes sessions; signing in itself is asked of the nominations service at *url*."""

    url: str
    verify: Callable[[str], Caller]

    def caller(self, request: Request) -> Caller | None:
        """Who is signed in; None when nobody is, or the token ran out."""
        token = request.cookies.get(SESSION)
        if not token:
            return None
        try:
            return self.verify(token)
        except Unauthenticated:
            return None

    def sign_in(self, username: str, password: str) -> tuple[str, int] | None:
        """A token and how long it lives; None when name or password is wrong. Raises TransientError."""
        try:
            answer = requests.post(
                f"{self.url}/api/nominations/sign-in",
                json={"username": username, "password": password},
                timeout=SIGN_IN_SECONDS,
            )
        except requests.RequestException as error:
            raise TransientError(f"signing in: {error}") from error
        if answer.status_code >= requests.codes.internal_server_error:
            raise TransientError(f"signing in: {answer.status_code}")
        if answer.status_code != requests.codes.ok:
            return None
        given: dict[str, Any] = answer.json()
        token = str(given["token"])
        if len(token) > LONGEST_TOKEN:
            raise TransientError("signing in: the token does not fit a cookie")
        return token, int(given["expires_in"])


def keep(response: Response, request: Request, name: str, value: str, seconds: int) -> None:
    """Have the browser keep a cookie for this site alone."""
    response.set_cookie(
        name, value, max_age=seconds, path="/", httponly=True, samesite="Strict", secure=secure(request)
    )


def forget(response: Response, request: Request, name: str) -> None:
    """Have the browser drop it."""
    response.delete_cookie(name, path="/", httponly=True, samesite="Strict", secure=secure(request))


def secure(request: Request) -> bool:
    """Whether the browser speaks TLS to us, or to the proxy before us."""
    return request.is_secure or request.headers.get("X-Forwarded-Proto", "") == "https"


def form_token(request: Request) -> str:
    """The form token this browser has, or a fresh one."""
    known = request.cookies.get(FORM, "")
    return known if len(known) == 43 else secrets.token_urlsafe(32)


def genuine(request: Request) -> bool:
    """Whether a form comes from a page of ours: its token is the cookie's."""
    held, sent = request.cookies.get(FORM, ""), request.form.get(FORM_FIELD, "")
    return bool(held) and hmac.compare_digest(held.encode(), sent.encode())


def own_path(path: str) -> str:
    """*path* when it leads into this site, else the start: a sign-in must not send anybody elsewhere."""
    inside = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if inside else "/"

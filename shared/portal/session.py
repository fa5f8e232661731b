"""The pages' session: the caller's token in a cookie no script can read, a form token against forged forms."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable, Mapping
from typing import Final

from werkzeug.wrappers import Request, Response

from shared.access import Caller
from shared.errors import Unauthenticated

SESSION: Final = "sovang_session"
RENEWAL: Final = "sovang_renewal"
FORM: Final = "sovang_form"
LANGUAGE: Final = "sovang_lang"
FORM_FIELD: Final = "form_token"
YEAR_SECONDS: Final = 365 * 24 * 3600


def holder_of(token: str | None, verify: Callable[[str], Caller]) -> Caller | None:
    """Whose *token* it is; None when there is none, or it ran out."""
    if not token:
        return None
    try:
        return verify(token)
    except Unauthenticated:
        return None


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


def genuine(request: Request, form: Mapping[str, str] | None = None) -> bool:
    """Whether *form* (the request's, unless it was read apart) comes from a page of ours: its token is the cookie's."""
    held = request.cookies.get(FORM, "")
    sent = (request.form if form is None else form).get(FORM_FIELD, "")
    return bool(held) and hmac.compare_digest(held.encode(), sent.encode())


def own_path(path: str) -> str:
    """*path* when it leads into this site, else the start: a sign-in must not send anybody elsewhere."""
    inside = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if inside else "/"

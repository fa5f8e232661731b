"""The frame (khung) around the pages of one service: who is signed in, in which language, and errors as pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any
from urllib.parse import urlencode

import structlog
from jinja2 import Environment
from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

from shared.access import Caller, Permissions
from shared.errors import ExpectedError, Forbidden, NotFound, SlowDown, TransientError, Unauthenticated
from shared.portal import session
from shared.portal.language import LANGUAGES, Language, other
from shared.portal.navigation import links_for
from shared.portal.rendering import page, speaking
from shared.portal.renewing import SessionOwner
from shared.portal.visit import Visit
from shared.texts import Text
from shared.values import dataclass

log = structlog.get_logger()

Handler = Callable[[Visit], Response]
Answering = Callable[[Request, Caller | None], Response]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """
    What every page of a service is put into.

    `verify` knows whose a session's token is, `owner` renews it while its reader is there; `texts` are the fixed words; `home` is where an error page leads back to; `signed_out`
    answers whoever is not signed in where that is needed.
    """

    verify: Callable[[str], Caller]
    owner: SessionOwner
    permissions: Permissions
    templates: Environment
    texts: Mapping[str, Text]
    demo: bool
    home: str
    signed_out: Handler = field(default_factory=lambda: to_sign_in)

    def guarded(self, handler: Handler) -> Answering:
        """For those who are signed in; others are sent to sign in and brought back."""

        def answer(visit: Visit) -> Response:
            return self.signed_out(visit) if visit.caller is None else handler(visit)

        return self.open(answer)

    def open(self, handler: Handler, *, renews: bool = True) -> Answering:
        """For everybody; errors become pages, a chosen language is kept, and a session that ran out is renewed if it *renews*."""

        def answer(request: Request, _bearer: Caller | None) -> Response:
            token = request.cookies.get(session.SESSION, "")
            caller, renewed = session.holder_of(token, self.verify), None
            if renews and caller is None and (renewed := self.owner.renewed(request)):
                caller, token = session.holder_of(renewed.token, self.verify), renewed.token
            visit = Visit(request, _language(request), caller, token)
            try:
                response = handler(visit)
            except Unauthenticated:  # the token ran out between the look at it and its use
                response = self.signed_out(visit)
            except Exception as error:  # noqa: BLE001  # the boundary: a reader gets a page, whatever happened
                response = self._problem(visit, error)
            if renewed is not None:
                renewed.keep(response, request)
            if request.args.get("lang") in LANGUAGES:
                session.keep(response, request, session.LANGUAGE, visit.language, session.YEAR_SECONDS)
            return response

        return answer

    def page(self, visit: Visit, template: str, status: int = 200, **values: Any) -> Response:
        """The page that *template* makes of *values*."""
        token = session.form_token(visit.request)
        common: Mapping[str, Any] = {
            **speaking(visit.language, self.texts),
            "demo": self.demo,
            "caller": visit.caller,
            "links": links_for(visit.caller, self.permissions),
            "home": self.home,
            "form_token": token,
            "here": visit.request.path,
            "other_language": other(visit.language),
            "switch": _switched(visit),
        }
        response = page(self.templates.get_template(template).render({**common, **values}), status)
        session.keep(response, visit.request, session.FORM, token, session.YEAR_SECONDS)
        return response

    def _problem(self, visit: Visit, error: Exception) -> Response:
        match error:
            case NotFound():
                kind, status = "not_found", 404
            case Forbidden():
                kind, status = "forbidden", 403
            case SlowDown():
                kind, status = "slow", 429
            case ExpectedError():
                kind, status = "wrong", 400
            case TransientError():
                kind, status = "away", 503
            case _:
                log.error("page failed", path=visit.request.path, exc_info=error)
                kind, status = "away", 500
        title = f"{kind}_title" if kind in ("away", "slow", "wrong") else kind
        response = self.page(visit, "problem.html", status, title=title, text=f"{kind}_text")
        if isinstance(error, SlowDown):
            response.headers["Retry-After"] = str(error.seconds)
        return response


def to_sign_in(visit: Visit) -> Response:
    """Where to sign in, and back to this page."""
    here = visit.request.full_path.rstrip("?")
    return redirect(f"/sign-in?{urlencode({'next': here})}", 303)


def _language(request: Request) -> Language:
    for asked in (request.args.get("lang"), request.cookies.get(session.LANGUAGE)):
        for language in LANGUAGES:
            if asked == language:
                return language
    return "vi"


def _switched(visit: Visit) -> str:
    """The address of this page in the other language."""
    kept = {name: value for name, value in visit.request.args.items() if name != "lang"}
    return f"{visit.request.path}?{urlencode({**kept, 'lang': other(visit.language)})}"

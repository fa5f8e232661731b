"""The routes of audit's pages: sign in, find a case, read its history, look at the ledger."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import structlog
from jinja2 import Environment
from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

from services.audit.application.queries import READ, Queries
from services.audit.application.questions import MAIN, CaseLines, FindCases, Nothing, OneCase
from services.audit.application.told import READING
from services.audit.application.words import CASE_KINDS
from services.audit.portal import session
from services.audit.portal.rendering import STYLE, environment, page, speaking
from services.audit.portal.session import Sessions
from services.audit.portal.texts import LANGUAGES, Language, other
from shared.access import Caller, Permissions, authorise
from shared.endpoints import RawRoute
from shared.errors import ExpectedError, Forbidden, NotFound, TransientError

PER_PAGE = 20
LONGEST_INPUT = 200
ALL = "all"

log = structlog.get_logger()

Handler = Callable[["Visit"], Response]


@dataclass(frozen=True, slots=True)
class Visit:
    """One request for a page: who asks, in which language."""

    request: Request
    language: Language
    caller: Caller | None

    @property
    def reader(self) -> Caller:
        """The caller; routes that use it are behind a sign-in."""
        assert self.caller is not None
        return self.caller

    def argument(self, name: str) -> str | None:
        """A parameter of the address, without outer spaces; None when it is empty."""
        return self.request.args.get(name, "")[:LONGEST_INPUT].strip() or None


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    """Pages over *queries*; the session's token is judged as any caller's."""

    sessions: Sessions
    queries: Queries
    permissions: Permissions
    vkey: Callable[[], str]
    address: str
    demo: bool
    templates: Environment = field(default_factory=environment)

    def table(self) -> Sequence[RawRoute]:
        """The routes."""
        return (
            RawRoute("GET", "/", self._guarded(self.find)),
            RawRoute("GET", "/cases/{case}", self._guarded(self.case)),
            RawRoute("GET", "/ledger", self._open(self.ledger)),
            RawRoute("GET", "/sign-in", self._open(self.sign_in_form)),
            RawRoute("POST", "/sign-in", self._open(self.sign_in)),
            RawRoute("POST", "/sign-out", self._open(self.sign_out)),
            RawRoute("GET", "/portal.css", self.style),
        )

    def find(self, visit: Visit) -> Response:
        """Find a case."""
        authorise(visit.reader, READ, self.permissions)
        kind = visit.argument("kind") or MAIN
        asked = FindCases(
            text=visit.argument("text"),
            kind=kind if kind in CASE_KINDS else MAIN if kind == MAIN else None,
            after=visit.argument("after"),
            limit=PER_PAGE,
        )
        found = self.queries.find(asked, visit.reader)
        following = {"text": asked.text or "", "kind": asked.kind or ALL, "after": found.next or ""}
        return self._page(
            visit,
            "find.html",
            asked=asked,
            kinds=CASE_KINDS,
            cases=found.items,
            next=f"/?{urlencode(following)}" if found.next else None,
            ledger=self.queries.state(Nothing(), visit.caller),
        )

    def case(self, visit: Visit) -> Response:
        """A case's history."""
        authorise(visit.reader, READ, self.permissions)
        case = visit.request.environ["sovang.path"]["case"]
        lines = self.queries.timeline(CaseLines(case=case, after=visit.argument("after")), visit.reader)
        summary = self.queries.case(OneCase(case=case), visit.reader)
        return self._page(
            visit,
            "case.html",
            case=summary,
            lines=[line for line in lines.items if line.type != READING],
            readings=[line for line in lines.items if line.type == READING],
            next=f"/cases/{case}?{urlencode({'after': lines.next})}" if lines.next else None,
        )

    def ledger(self, visit: Visit) -> Response:
        """The ledger's state, and how to verify it; open to everybody."""
        state = self.queries.state(Nothing(), visit.caller)
        return self._page(visit, "ledger.html", ledger=state, vkey=self.vkey(), address=self.address)

    def sign_in_form(self, visit: Visit) -> Response:
        """The form."""
        return self._sign_in_page(visit, session.own_path(visit.argument("next") or "/"))

    def sign_in(self, visit: Visit) -> Response:
        """Check name and password, open a session."""
        form = visit.request.form
        following = session.own_path(form.get("next", "/"))
        if not session.genuine(visit.request):
            return self._sign_in_page(visit, following, "form_expired", 400)
        name, password = form.get("username", "").strip(), form.get("password", "")
        try:
            given = self.sessions.sign_in(name, password) if name and password else None
        except TransientError:
            return self._sign_in_page(visit, following, "sign_in_away", 503)
        if given is None:
            return self._sign_in_page(visit, following, "sign_in_failed", 403)
        response = redirect(following, 303)
        session.keep(response, visit.request, session.SESSION, *given)
        return response

    def sign_out(self, visit: Visit) -> Response:
        """Close the session."""
        response = redirect("/sign-in", 303)
        if session.genuine(visit.request):
            session.forget(response, visit.request, session.SESSION)
        return response

    def style(self, _request: Request, _caller: Caller | None) -> Response:
        """The style sheet."""
        response = Response(STYLE.read_bytes(), content_type="text/css; charset=utf-8")
        response.headers["Cache-Control"] = "public, max-age=3600"
        return response

    def _sign_in_page(
        self, visit: Visit, following: str, problem: str | None = None, status: int = 200
    ) -> Response:
        return self._page(visit, "sign-in.html", status, following=following, problem=problem)

    def _guarded(self, handler: Handler) -> Callable[[Request, Caller | None], Response]:
        """For those who are signed in; others are sent to sign in and brought back."""

        def answer(visit: Visit) -> Response:
            if visit.caller is None:
                here = visit.request.full_path.rstrip("?")
                return redirect(f"/sign-in?{urlencode({'next': here})}", 303)
            return handler(visit)

        return self._open(answer)

    def _open(self, handler: Handler) -> Callable[[Request, Caller | None], Response]:
        """For everybody; errors become pages, and a chosen language is kept."""

        def answer(request: Request, _bearer: Caller | None) -> Response:
            visit = Visit(request, _language(request), self.sessions.caller(request))
            try:
                response = handler(visit)
            except Exception as error:  # noqa: BLE001  # the boundary: a reader gets a page, whatever happened
                response = self._problem(visit, error)
            if request.args.get("lang") in LANGUAGES:
                session.keep(response, request, session.LANGUAGE, visit.language, session.YEAR_SECONDS)
            return response

        return answer

    def _problem(self, visit: Visit, error: Exception) -> Response:
        match error:
            case NotFound():
                kind, status = "not_found", 404
            case Forbidden():
                kind, status = "forbidden", 403
            case ExpectedError():
                kind, status = "wrong", 400
            case TransientError():
                kind, status = "away", 503
            case _:
                log.error("page failed", path=visit.request.path, exc_info=error)
                kind, status = "away", 500
        title = f"{kind}_title" if kind in ("away", "wrong") else kind
        return self._page(visit, "problem.html", status, title=title, text=f"{kind}_text")

    def _page(self, visit: Visit, template: str, status: int = 200, **values: Any) -> Response:
        token = session.form_token(visit.request)
        common: Mapping[str, Any] = {
            **speaking(visit.language),
            "demo": self.demo,
            "caller": visit.caller,
            "form_token": token,
            "here": visit.request.path,
            "other_language": other(visit.language),
            "switch": _switched(visit),
        }
        response = page(self.templates.get_template(template).render({**common, **values}), status)
        session.keep(response, visit.request, session.FORM, token, session.YEAR_SECONDS)
        return response


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

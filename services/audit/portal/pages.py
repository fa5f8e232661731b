"""The routes of audit's pages: sign in, find a case, read its history, look at the ledger."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from jinja2 import Environment
from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

from services.audit.application.queries import READ, Queries
from services.audit.application.questions import MAIN, CaseLines, FindCases, Nothing, OneCase
from services.audit.application.told import READING
from services.audit.application.words import CASE_KINDS
from services.audit.portal.parked import ParkedPages
from services.audit.portal.session import Sessions
from services.audit.portal.texts import TEXTS
from shared.access import Caller, Permissions, authorise
from shared.endpoints import RawRoute
from shared.errors import SlowDown, TransientError
from shared.portal import session
from shared.portal.frame import Frame
from shared.portal.navigation import ENTRY, may
from shared.portal.rendering import STYLE, environment
from shared.portal.visit import Visit
from shared.values import dataclass

TEMPLATES: Final = Path(__file__).resolve().parent / "templates"
PER_PAGE = 20
ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    """Pages over *queries*; the session's token is judged as any caller's."""

    sessions: Sessions
    queries: Queries
    parked: ParkedPages
    permissions: Permissions
    vkey: Callable[[], str]
    address: str
    demo: bool
    templates: Environment = field(default_factory=lambda: environment(TEMPLATES))

    @property
    def _frame(self) -> Frame:
        return Frame(
            verify=self.sessions.verify,
            owner=self.sessions.owner,
            permissions={**self.permissions, **self.parked.permissions},
            templates=self.templates,
            texts=TEXTS,
            demo=self.demo,
            home="/",
        )

    def table(self) -> Sequence[RawRoute]:
        """The routes."""
        return (
            RawRoute("GET", "/", self._frame.guarded(self.find)),
            RawRoute("GET", "/cases/{case}", self._frame.guarded(self.case)),
            RawRoute("GET", "/ledger", self._frame.open(self.ledger)),
            RawRoute(
                "GET",
                "/parked",
                self._frame.guarded(lambda visit: self.parked.waiting(visit, self._frame.page)),
            ),
            RawRoute(
                "POST",
                "/parked/{what}",
                self._frame.guarded(lambda visit: self.parked.decide(visit, self._frame.page)),
            ),
            RawRoute("GET", "/sign-in", self._frame.open(self.sign_in_form, renews=False)),
            RawRoute("POST", "/sign-in", self._frame.open(self.sign_in, renews=False)),
            RawRoute("POST", "/sign-out", self._frame.open(self.sign_out, renews=False)),
            RawRoute("GET", "/portal.css", self.style),
        )

    def find(self, visit: Visit) -> Response:
        """Find a case; whoever enters and may not inspect is led to what is theirs."""
        inspects = may(visit.reader, READ, self.permissions)
        if not inspects and may(visit.reader, ENTRY.permission, self.permissions):
            return redirect(ENTRY.address, 303)
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
        return self._frame.page(
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
        return self._frame.page(
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
        return self._frame.page(visit, "ledger.html", ledger=state, vkey=self.vkey(), address=self.address)

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
            address = visit.request.environ.get("sovang.address", "")
            given = self.sessions.sign_in(name, password, address) if name and password else None
        except SlowDown:
            return self._sign_in_page(visit, following, "sign_in_slowly", 429)
        except TransientError:
            return self._sign_in_page(visit, following, "sign_in_away", 503)
        if given is None:
            return self._sign_in_page(visit, following, "sign_in_failed", 403)
        response = redirect(following, 303)
        given.keep(response, visit.request)
        return response

    def sign_out(self, visit: Visit) -> Response:
        """Close the session."""
        response = redirect("/sign-in", 303)
        if session.genuine(visit.request):
            self.sessions.sign_out(response, visit.request)
        return response

    def style(self, _request: Request, _caller: Caller | None) -> Response:
        """The style sheet."""
        response = Response(STYLE.read_bytes(), content_type="text/css; charset=utf-8")
        response.headers["Cache-Control"] = "public, max-age=3600"
        return response

    def _sign_in_page(
        self, visit: Visit, following: str, problem: str | None = None, status: int = 200
    ) -> Response:
        return self._frame.page(visit, "sign-in.html", status, following=following, problem=problem)

"""The pages of data entry over the service's real desk, with all that they stand on in memory."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from io import BytesIO

from werkzeug.test import Client
from werkzeug.wrappers import Request

from services.nominations.adapters.catalogue import CATALOGUE
from services.nominations.adapters.endpoints import ACTIONS, COMMANDS, QUERIES
from services.nominations.adapters.evidence_routes import EvidenceRoutes
from services.nominations.application.evidence import Stored
from services.nominations.application.naming import Naming
from services.nominations.application.owning import Owners
from services.nominations.portal.pages import Portal
from shared.access import Caller, Grant
from shared.canonical import digest
from shared.edge.desk import Call, Desk, Ground
from shared.edge.handing import HandedDesk
from shared.edge.router import Router
from shared.endpoints import BODY, CORRELATION
from shared.errors import Unauthenticated
from shared.lineage import Tree
from shared.own_desk import DESK
from shared.portal.renewing import Given
from shared.portal.session import RENEWAL, SESSION
from tests.unit.nominations.context import RULES, MemoryContext

NOW = datetime(2021, 3, 15, 2, 30, tzinfo=UTC)


class App:
    """The application in memory, as the desk needs it."""

    name, catalogue, commands, queries, actions = "nominations", CATALOGUE, COMMANDS, QUERIES, ACTIONS

    def __init__(self, context):
        self.context = context
        self.permissions = context.permissions
        rows = context.views["organisations"]
        over = lambda one: tuple((rows.get(one) or {"parent_ids": ()})["parent_ids"])  # noqa: E731
        under = lambda some: [k for k, row in rows.rows().items() if {*some} & {*row["parent_ids"]}]  # noqa: E731
        self.lineage = Tree(over, under)
        self.owners = Owners(context.known, lambda name: context.book.find(name) is not None)
        self.handle = context.handle
        self.name_of = Naming(context.known, RULES, context.queries.person)
        self.lost = []

    def ask(self, name, params, caller):
        ours = {
            **self.context.queries.table(),
            **self.context.eligibility.table(),
            **self.context.own.table(),
        }
        return {**ours, **self.context.account_queries.table()}[name](params, caller)

    def wait_for(self, view, token, seconds):
        return True


class Councils:
    """The councils that awards tells of, by their organisation; None while it does not answer."""

    def __init__(self):
        self.known = {}

    def of(self, organisation_id, _token):
        return None if self.known is None else self.known.get(organisation_id, [])


class Kept:
    """The evidence store in memory: what was put into it may be attached."""

    def __init__(self, uploaded):
        self._uploaded = uploaded
        self.files = {}

    def put(self, case, content, about):
        sha256 = digest(case.encode() + content)
        self._uploaded.add((case, sha256))
        self.files[case, sha256] = Stored(sha256=sha256, case=case, size=len(content), about=about), content
        return self.files[case, sha256][0]

    def get(self, case, sha256):
        return self.files[case, sha256]


class Site:
    """The pages as a browser sees them; *callers* are who may be signed in, by name."""

    def __init__(self, demo=True, **callers):
        self.context = MemoryContext()
        self.callers = callers
        self.councils = Councils()
        self.reading = lambda _path: None
        self.app = App(self.context)
        self.desk = Desk(
            self.app,
            Ground(
                verify=self.verify,
                standing=lambda caller: caller,
                fingerprint=lambda *parts: repr(parts),
                clock=lambda: NOW,
                new_id=self.context.new_id,
                demo=demo,
                realm="sovang:demo",
            ),
        )
        self.router = Router()
        for route in self.portal(demo).table():
            self.router.add(route.method, route.path, route)
        self.client = Client(Request.application(self._answer))

    def portal(self, demo):
        verify = lambda token: replace(self.verify(token), lineage=self.app.lineage)  # noqa: E731
        self.evidence = Kept(self.context.uploaded)
        files = EvidenceRoutes(
            known=self.context.known,
            evidence=self.evidence,
            readers=self.context.readers,
            permissions=self.context.permissions,
            most=20_000_000,
        )
        return Portal(
            verify=verify,
            owner=self,
            permissions=self.context.permissions,
            files=files,
            councils=self.councils,
            demo=demo,
            rules=RULES,
        )

    def renewed(self, request):
        """As the owner of sessions answers: the token that stands in the cookie."""
        renewal = request.cookies.get(RENEWAL)
        return Given(token=renewal, seconds=900, renewal=None, renewal_seconds=43200) if renewal else None

    def run_out(self, name):
        """The token's minutes are over, the session's hours are not."""
        self.client.delete_cookie(SESSION)
        self.client.set_cookie(RENEWAL, name)

    def verify(self, token):
        if token not in self.callers:
            raise Unauthenticated("token-invalid")
        grants = tuple(Grant(role, scope) for role, scope in self.callers[token])
        return Caller(actor=f"user:{token}", name=token, grants=grants)

    def sign_in(self, name):
        self.client.set_cookie(SESSION, name)

    def sign_out(self):
        self.client.delete_cookie(SESSION)

    def do(self, name, content, *, by):
        """A command as HTTP does it."""
        call = Call(correlation_id="c-1", token=by, key=self.context.new_id())
        return self.desk.command(self.desk.commands[name].endpoint, call, lambda: content)

    def get(self, path, status=200):
        """The page at *path*, redirects followed."""
        return self._page(self.client.get(path, follow_redirects=True), status)

    def send(self, page, action, status=200, *, button=None, file=None, **typed):
        """The page that answers the form of *page* at *action*, filled in and sent; `row_1` is the first of several."""
        fields = page.fields(action)
        for name, value in typed.items():
            of, _, number = name.rpartition("__")
            if of:
                places = [at for at, (field, _) in enumerate(fields) if field == of]
                fields[places[int(number) - 1]] = (of, value)
            else:
                fields = [(field, held) for field, held in fields if field != name] + [(name, value)]
        if button:
            fields.append(("do", button))
        content = {}
        for name, value in fields:
            content.setdefault(name, []).append(value)
        if file is not None:
            content["file"] = (BytesIO(file[1]), file[0])
        return self._page(self.client.post(action, data=content, follow_redirects=True), status)

    def _page(self, answer, status):
        assert answer.status_code == status, (
            answer.status_code,
            answer.request.path,
            answer.get_data(as_text=True),
        )
        return Shown(answer)

    def _parts(self, request):
        self.reading(request.path)
        yield request.get_data()

    def _answer(self, request):
        route, places = self.router.find(request.method, request.path)
        call = Call(correlation_id="c-1")
        request.environ |= {
            "sovang.path": places,
            DESK: HandedDesk(self.desk, call),
            CORRELATION: "c-1",
            BODY: lambda: self._parts(request),
        }
        return route.handler(request, None)


class Shown(HTMLParser):
    """One page: its text, its forms, what it says aloud."""

    def __init__(self, answer):
        super().__init__()
        self.html = answer.get_data(as_text=True)
        self.path = answer.request.path
        self.headers = answer.headers
        self.forms = {}
        self.text = ""
        self._form = self._area = None
        self.feed(self.html)
        self.text = re.sub(r"\s+", " ", self.text)

    def handle_starttag(self, tag, attributes):
        has = {name: value or "" for name, value in attributes}
        match tag:
            case "form":
                self._form = self.forms.setdefault(has.get("action", ""), [])
            case "input" if self._form is not None and has.get("type") not in ("checkbox", "file"):
                self._form.append((has["name"], has.get("value", "")))
            case "select" if self._form is not None:
                self._form.append((has["name"], ""))
            case "option" if self._form and "selected" in has:
                self._form[-1] = (self._form[-1][0], has["value"])
            case "textarea":
                self._area = has["name"]
                self._form.append((self._area, ""))

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None
        if tag == "textarea":
            self._area = None

    def handle_data(self, text):
        self.text += text
        if self._area:
            self._form[-1] = (self._area, self._form[-1][1] + text)

    def fields(self, action):
        """What the form at *action* would send untouched."""
        return list(self.forms[action])

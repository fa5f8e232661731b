"""The pages over real queries: what they say, how they are built, and what they let nobody do."""

from __future__ import annotations

import json
import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest
from werkzeug.test import Client
from werkzeug.wrappers import Request, Response

from services.audit.application.queries import Queries
from services.audit.application.source_state import SourceState
from services.audit.portal.pages import Portal
from services.audit.portal.parked import ParkedPages
from services.audit.portal.session import Sessions
from services.audit.portal.texts import TEXTS
from shared.access import Caller, Grant
from shared.edge.router import Router
from shared.errors import NotFound, TransientError, Unauthenticated
from shared.portal.renewing import SessionOwner
from shared.portal.session import own_path
from tests.support.outline import Outline
from tests.unit.audit_app.histories import body
from tests.unit.audit_app.ledgers import BOOK, MemoryStore, ReadModels
from tests.unit.nominations import course
from tests.unit.nominations.context import MemoryContext

INSPECTOR = Caller(actor="user:hoa", name="Hòa <b>", grants=(Grant("inspector", "*"),))
CLERK = Caller(actor="user:lan", name="Lan", grants=(Grant("unit_clerk", "*"),))
ADMINISTRATOR = Caller(actor="user:quantri", name="Quản trị", grants=(Grant("administrator", "*"),))
CALLERS = {"token-of-hoa": INSPECTOR, "token-of-lan": CLERK, "token-of-quantri": ADMINISTRATOR}
PASSWORDS = {"hoa": "token-of-hoa", "lan": "token-of-lan", "quantri": "token-of-quantri"}
EVIL = '<script>alert("x")</script>'
EVENTS = [event.body for event in course.whole(MemoryContext()).stored()] + [
    body(
        "nominations",
        900,
        kind="Strange",
        data={"case": "plan-p1", "occurred_on": "2021-04-01", "note": EVIL},
    )
]


def judged(token: str) -> Caller:
    if token not in CALLERS:
        raise Unauthenticated
    return CALLERS[token]


RENEWED = {"renews": "renewed", "renewed-elsewhere": None}
"""What takes the place of a refresh token."""


class SignIn(BaseHTTPRequestHandler):
    """The addresses of the nominations service that the portal asks."""

    ended: ClassVar[list[str]] = []

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        match self.path.rpartition("/")[2]:
            case "refresh":
                who, renewal = asked["refresh_token"], RENEWED.get(asked["refresh_token"])
                token = "token-of-hoa" if who in RENEWED else None
            case "sign-out":
                who, token, renewal = asked["refresh_token"], "", None
                self.ended.append(who)
            case _:
                who, renewal = asked["username"], "renews"
                token = PASSWORDS.get(who) if asked["password"] == "đúng" else None
        self.send_response({"away": 503, "slow": 429}.get(who, 401 if token is None else 200))
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        given = {"token": token, "expires_in": 900, "refresh_token": renewal, "refresh_expires_in": 43200}
        self.wfile.write(json.dumps(given).encode())

    def log_message(self, *_: Any) -> None: ...


@pytest.fixture(scope="module")
def sign_in_url() -> Any:
    server = ThreadingHTTPServer(("127.0.0.1", 0), SignIn)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


PARKED = {"parked.read": frozenset({"administrator"}), "parked.decide": frozenset({"administrator"})}
WAITING = {
    "id": "awards/nominations@7/e-1",
    "source": "nominations",
    "position": 7,
    "type": "ListSent",
    "subject": EVIL,
    "state": "parked",
    "reason": {"vi": "Chưa biết đơn vị.", "en": "Its unit is unknown."},
    "since": "2021-03-25T02:00:00Z",
    "behind": 3,
}


class Board:
    """One parked event in awards; notifications is away."""

    def __init__(self) -> None:
        self.decided: list[tuple[str, ...]] = []

    def waiting(self, token: str) -> dict[str, list[dict[str, Any]] | None]:
        assert token == "token-of-quantri"  # each service judges the person's own
        return {"awards": [] if self.decided else [WAITING], "notifications": None}

    def decide(self, service: str, what: str, parked_id: str, reason: str, token: str) -> None:
        if self.decided:
            raise NotFound
        self.decided.append((service, what, parked_id, reason, token))


class Site:
    """The portal as a browser sees it."""

    def __init__(self, url: str, *, demo: bool = True) -> None:
        self.noted: list[tuple[str, str]] = []
        self.views = ReadModels(EVENTS)
        store = MemoryStore()
        store.stored = list(range(len(EVENTS)))
        self.states = [SourceState("nominations", position=len(EVENTS), head=len(EVENTS))]
        queries = Queries(
            views=self.views,
            ledger=store,
            states=lambda: self.states,
            book=BOOK,
            open=self.views.keys.open,
            permissions={"case.read": frozenset({"inspector"})},
            origin="sovang.example/demo",
            note_reading=lambda case, caller: self.noted.append((case, caller.actor)),
        )
        self.board = Board()
        self.portal = Portal(
            sessions=Sessions(SessionOwner(url), judged),
            queries=queries,
            parked=ParkedPages(self.board, PARKED),
            permissions=queries.permissions,
            vkey=lambda: "sovang.example/demo+1234+key",
            address="http://sovang.example",
            demo=demo,
        )
        self._router: Router[Any] = Router()
        for route in self.portal.table():
            self._router.add(route.method, route.path, route)
        self.browser = Client(Request.application(self._answer))

    def _answer(self, request: Request) -> Response:
        route, places = self._router.find(request.method, request.path)
        request.environ["sovang.path"] = places
        response: Response = route.handler(request, None)
        return response

    def get(self, path: str) -> Any:
        return self.browser.get(path)

    def sign_in(
        self, username: str = "hoa", password: str = "đúng", following: str = "/", **more: str
    ) -> Any:
        token = re.search(r'name="form_token" value="([^"]+)"', self.get("/sign-in").get_data(as_text=True))
        assert token is not None
        form = {"username": username, "password": password, "next": following, "form_token": token[1], **more}
        return self.browser.post("/sign-in", data=form)


@pytest.fixture
def site(sign_in_url: str) -> Site:
    return Site(sign_in_url)


@pytest.fixture
def parked(site: Site) -> Site:
    assert site.sign_in("quantri").status_code == 303
    return site


@pytest.fixture
def signed_in(site: Site) -> Site:
    assert site.sign_in().status_code == 303
    return site


PAGES = ["/", "/?text=dien+hinh&kind=all", "/?text=khongco", "/cases/plan-p1", "/cases/nomination-n1", "/ledger",
         "/sign-in", "/cases/plan-none"]  # fmt: skip


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_built_for_all_readers(signed_in: Site, path: str, language: str) -> None:
    joint = "&" if "?" in path else "?"
    page = Outline(signed_in.get(f"{path}{joint}lang={language}").get_data(as_text=True))

    page.require_built_for_all(language)
    assert all("{" not in sentence for sentence in page.text.split("\n"))


def test_whoever_is_not_signed_in_is_sent_to_sign_in_and_brought_back(site: Site) -> None:
    sent = site.get("/cases/plan-p1?after=2")
    following = parse_qs(urlsplit(sent.location).query)["next"][0]

    assert (sent.status_code, following) == (303, "/cases/plan-p1?after=2")
    back = site.sign_in(following=following)
    assert (back.status_code, back.location) == (303, "/cases/plan-p1?after=2")
    assert site.get("/cases/plan-p1").status_code == 200


def test_the_session_is_a_cookie_no_script_and_no_other_site_can_use(site: Site) -> None:
    cookie = site.sign_in().headers.getlist("Set-Cookie")[0]

    assert cookie.startswith("sovang_session=token-of-hoa;")
    for mark in ("HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=900"):
        assert mark in cookie
    assert "Secure" not in cookie
    behind_tls = site.browser.get("/sign-in", headers={"X-Forwarded-Proto": "https"})
    assert all("Secure" in one for one in behind_tls.headers.getlist("Set-Cookie"))


@pytest.mark.parametrize(("username", "password", "status", "words"), [
    ("hoa", "sai", 403, "sign_in_failed"), ("nobody", "đúng", 403, "sign_in_failed"), ("", "", 403, "sign_in_failed"),
    ("away", "x", 503, "sign_in_away"),
    ("slow", "x", 429, "sign_in_slowly"),
])  # fmt: skip
def test_a_failed_sign_in_says_why_and_opens_nothing(
    site: Site, username: str, password: str, status: int, words: str
) -> None:
    answer = site.sign_in(username, password)

    assert answer.status_code == status
    assert TEXTS[words].vi in answer.get_data(as_text=True)
    assert site.get("/").status_code == 303


def test_a_form_of_another_site_is_refused(site: Site) -> None:
    assert site.sign_in(form_token="forged").status_code == 400
    assert site.get("/").status_code == 303


def cookies(answer: Any) -> dict[str, str]:
    """What a browser is told to keep, by name."""
    return {
        one.partition("=")[0]: one.partition("=")[2].partition(";")[0]
        for one in answer.headers.getlist("Set-Cookie")
    }


def run_out(site: Site, renewal: str = "renews") -> None:
    """The browser drops the token when its 15 minutes are over."""
    site.browser.delete_cookie("sovang_session")
    site.browser.set_cookie("sovang_renewal", renewal)


def test_a_reader_goes_on_reading_when_the_token_ran_out(signed_in: Site) -> None:
    run_out(signed_in)
    page = signed_in.get("/cases/plan-p1")
    assert page.status_code == 200
    kept = cookies(page)
    assert (kept["sovang_session"], kept["sovang_renewal"]) == ("token-of-hoa", "renewed")
    for one in page.headers.getlist("Set-Cookie"):
        assert "HttpOnly" in one, one
    assert "sovang_session" not in cookies(signed_in.get("/cases/plan-p1"))  # only when it ran out


def test_what_another_tab_renewed_is_not_renewed_away(signed_in: Site) -> None:
    run_out(signed_in, "renewed-elsewhere")
    page = signed_in.get("/cases/plan-p1")
    assert page.status_code == 200
    assert "sovang_renewal" not in cookies(page)


@pytest.mark.parametrize("renewal", ["over", "away", "slow"])
def test_a_session_that_cannot_be_renewed_asks_to_sign_in_again(signed_in: Site, renewal: str) -> None:
    run_out(signed_in, renewal)
    assert signed_in.get("/cases/plan-p1").status_code == 303
    assert signed_in.get("/ledger").status_code == 200
    assert signed_in.sign_in().status_code == 303
    assert signed_in.get("/cases/plan-p1").status_code == 200


@pytest.mark.parametrize("renewal", ["renews", "away"])
def test_signing_out_ends_the_session_where_it_is_kept_and_the_browser_forgets_it(
    signed_in: Site, renewal: str
) -> None:
    SignIn.ended.clear()
    run_out(signed_in, renewal)
    form = {"form_token": signed_in.browser.get_cookie("sovang_form").value}
    gone = signed_in.browser.post("/sign-out", data=form)
    assert (gone.status_code, SignIn.ended) == (303, [renewal])
    assert {name: cookies(gone)[name] for name in ("sovang_session", "sovang_renewal")} == {
        "sovang_session": "",
        "sovang_renewal": "",
    }
    assert signed_in.get("/cases/plan-p1").status_code == 303


def test_signing_out_needs_our_own_form(signed_in: Site) -> None:
    signed_in.browser.post("/sign-out", data={"form_token": "forged"})
    assert signed_in.get("/").status_code == 200
    token = re.search(r'name="form_token" value="([^"]+)"', signed_in.get("/").get_data(as_text=True))
    assert token is not None
    signed_in.browser.post("/sign-out", data={"form_token": token[1]})
    assert signed_in.get("/").status_code == 303


@pytest.mark.parametrize(
    "elsewhere", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:1", ""]
)
def test_nobody_is_sent_to_another_site(elsewhere: str) -> None:
    assert own_path(elsewhere) == "/"


@pytest.mark.parametrize("path", PAGES)
def test_every_page_carries_its_guards(signed_in: Site, path: str) -> None:
    headers = signed_in.get(path).headers

    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cache-Control"] == "no-store"


def test_what_events_say_is_escaped(signed_in: Site) -> None:
    html = signed_in.get("/cases/plan-p1").get_data(as_text=True)

    assert EVIL not in html
    assert "&lt;script&gt;" in html
    assert "Hòa &lt;b&gt;" in html


def test_a_refused_step_says_so_in_words_with_its_citation(signed_in: Site) -> None:
    html = signed_in.get("/cases/plan-p1").get_data(as_text=True)
    refused = html[html.index('class="line refused"') :]
    refused = refused[: refused.index("</li>\n")]

    assert "BỊ TỪ CHỐI" in refused
    assert "Kế hoạch chưa có số nên chưa thể ban hành." in refused
    assert "Nghị định 30/2020/NĐ-CP" in refused
    assert "chưa được người có thẩm quyền xác nhận" in refused


def test_a_case_tells_both_dates_and_whoever_read_it_is_noted(signed_in: Site) -> None:
    text = Outline(signed_in.get("/cases/plan-p1").get_data(as_text=True)).text

    assert "Diễn ra ngày 20/1/2021" in " ".join(text.split())
    assert "Ghi nhận lúc 09:30 ngày 15/3/2021" in " ".join(text.split())
    assert signed_in.noted == [("plan-p1", "user:hoa")]


def test_an_event_nobody_described_is_marked(signed_in: Site) -> None:
    html = signed_in.get("/cases/plan-p1?lang=en").get_data(as_text=True)

    assert "NOT RECOGNISED" in html
    assert "An act of type “Strange”" in html


def test_cases_are_found_and_pages_follow(signed_in: Site) -> None:
    found = Outline(signed_in.get("/?text=DIEN+hinh&kind=all").get_data(as_text=True))

    assert {"href": "/cases/plan-p1"} in found.of("a")
    everything = signed_in.get("/?kind=all").get_data(as_text=True)
    assert everything.count('<th scope="row">') == len(signed_in.views.documents["cases"])
    main = signed_in.get("/").get_data(as_text=True)
    assert main.count('<th scope="row">') == 2


def test_the_language_once_chosen_stays(signed_in: Site) -> None:
    signed_in.get("/?lang=en")
    page = signed_in.get("/ledger").get_data(as_text=True)

    assert '<html lang="en">' in page
    assert 'hreflang="vi"' in page
    signed_in.get("/ledger?lang=vi")
    assert '<html lang="vi">' in signed_in.get("/").get_data(as_text=True)


def test_who_may_not_read_cases_is_told_so(site: Site) -> None:
    site.sign_in("lan")
    answer = site.get("/cases/plan-p1")

    assert answer.status_code == 403
    assert TEXTS["forbidden_text"].vi in answer.get_data(as_text=True)
    assert site.get("/").status_code == 403
    assert site.noted == []


def test_whoever_enters_and_may_not_inspect_is_led_to_data_entry(site: Site) -> None:
    site.portal.permissions["registration.submit"] = frozenset({"unit_clerk"})
    site.sign_in("lan")
    answer = site.get("/")

    assert (answer.status_code, answer.location) == (303, "/entry")
    assert 'href="/entry"' in site.get("/ledger").get_data(as_text=True)
    assert site.get("/cases/plan-p1").status_code == 403


def test_a_missing_case_is_a_page_of_its_own(signed_in: Site) -> None:
    answer = signed_in.get("/cases/plan-none")

    assert answer.status_code == 404
    assert TEXTS["not_found_text"].vi in answer.get_data(as_text=True)


@pytest.mark.parametrize(("error", "status"), [(TransientError("away"), 503), (RuntimeError("bug"), 500)])
def test_a_failure_is_a_page_that_tells_nothing_of_the_inside(
    signed_in: Site, error: Exception, status: int
) -> None:
    def fail(_case: str) -> Any:
        raise error

    signed_in.views.case = fail  # type: ignore[method-assign]
    answer = signed_in.get("/cases/plan-p1")

    assert answer.status_code == status
    assert TEXTS["away_text"].vi in answer.get_data(as_text=True)
    assert str(error) not in answer.get_data(as_text=True)


def test_the_ledgers_page_is_open_and_shows_how_to_verify(site: Site) -> None:
    html = site.get("/ledger").get_data(as_text=True)

    assert "python -m services.audit.verify --url http://sovang.example/ledger" in html
    assert "sovang.example/demo+1234+key" in html


def test_an_alarm_of_a_source_is_shown_in_words(signed_in: Site) -> None:
    signed_in.states = [SourceState("awards", "rewound", "it ends at 3", position=9)]

    assert "CẢNH BÁO" in signed_in.get("/").get_data(as_text=True)
    assert "CẢNH BÁO" in signed_in.get("/ledger").get_data(as_text=True)


def test_only_the_demo_realm_has_the_banner(sign_in_url: str) -> None:
    assert "DEMO – số liệu mô phỏng" in Site(sign_in_url).get("/sign-in").get_data(as_text=True)
    assert "DEMO" not in Site(sign_in_url, demo=False).get("/sign-in").get_data(as_text=True)


def test_the_style_sheet_keeps_its_promises(site: Site) -> None:
    answer = site.get("/portal.css")
    css = answer.get_data(as_text=True)

    assert answer.content_type == "text/css; charset=utf-8"
    assert "font-size: 112.5%" in css  # 18 px where a reader has not chosen otherwise
    for promise in (":focus-visible", "@media print", "max-width: 45rem"):
        assert promise in css


def contrast(one: str, other: str) -> float:
    """WCAG 2's contrast of two colours `#rrggbb`."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("ink", "paper"), [
    ("ink", "paper"), ("ink", "card"), ("soft", "paper"), ("link", "paper"), ("soft", "bad-paper"), ("bad", "bad-paper"),
    ("doubt", "doubt-paper"), ("doubt", "bad-paper"), ("link", "bad-paper"), ("soft", "doubt-paper"), ("link", "doubt-paper"),
])  # fmt: skip
def test_text_stands_out_from_its_paper(site: Site, ink: str, paper: str) -> None:
    css = site.get("/portal.css").get_data(as_text=True)
    colours = {
        name: "#" + "".join(letter * 2 for letter in value[1:]) if len(value) == 4 else value
        for name, value in re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6})", css)
    }

    assert contrast(colours[ink], colours[paper]) >= 4.5


class TestParked:
    def send(self, site: Site, what: str, reason: str = "", **more: str) -> Any:
        page = site.get("/parked").get_data(as_text=True)
        token = re.search(r'name="form_token" value="([^"]+)"', page)
        assert token is not None
        form = {"service": "awards", "id": WAITING["id"], "reason": reason, "form_token": token[1], **more}
        return site.browser.post(f"/parked/{what}", data=form)

    @pytest.mark.parametrize("language", ["vi", "en"])
    def test_what_waits_is_shown_with_its_reason_and_escaped(self, parked: Site, language: str) -> None:
        answer = parked.get(f"/parked?lang={language}")
        html = answer.get_data(as_text=True)

        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert WAITING["reason"][language] in html
        assert EVIL not in html
        assert "notifications" in html  # which does not answer
        page = Outline(html)
        labelled = {attributes["for"] for attributes in page.of("label")}
        assert [one["id"] for one in page.of("input") if one.get("type") != "hidden"] == list(labelled)
        assert page.of("html")[0]["lang"] == language

    def test_a_replay_is_asked_in_the_persons_own_name(self, parked: Site) -> None:
        sent = self.send(parked, "replay")
        assert (sent.status_code, sent.location) == (303, "/parked?done=replay")
        assert parked.board.decided == [("awards", "replay", WAITING["id"], "", "token-of-quantri")]
        assert "Đã yêu cầu xử lý lại" in parked.get(sent.location).get_data(as_text=True)

    def test_a_drop_needs_a_reason(self, parked: Site) -> None:
        refused = self.send(parked, "drop", " ")
        assert refused.status_code == 400
        assert "Phải nêu lý do" in refused.get_data(as_text=True)
        assert parked.board.decided == []
        assert self.send(parked, "drop", "gửi nhầm").status_code == 303
        assert parked.board.decided[0][3] == "gửi nhầm"

    def test_what_somebody_else_decided_meanwhile_is_said(self, parked: Site) -> None:
        token = re.search(r'name="form_token" value="([^"]+)"', parked.get("/parked").get_data(as_text=True))
        assert token is not None
        parked.board.decided.append(())
        form = {"service": "awards", "id": WAITING["id"], "reason": "x", "form_token": token[1]}
        answer = parked.browser.post("/parked/drop", data=form)
        assert answer.status_code == 409
        assert 'href="/parked?lang=en"' in answer.get_data(as_text=True)

    def test_a_forged_form_decides_nothing(self, parked: Site) -> None:
        assert self.send(parked, "drop", "x", form_token="forged").status_code == 400
        assert self.send(parked, "burn", "x").status_code == 404
        assert parked.board.decided == []

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_nobody_else_sees_or_decides(self, signed_in: Site, method: str) -> None:
        path = "/parked" if method == "get" else "/parked/replay"
        assert getattr(signed_in.browser, method)(path).status_code == 403
        assert "/parked" not in signed_in.get("/ledger").get_data(as_text=True)
        run_out(signed_in, "over")
        assert getattr(signed_in.browser, method)(path).status_code == 303

"""The pages in a real browser: signing in, finding, reading by keyboard, at small widths, printed, without a script."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from playwright.sync_api import Browser, Page, expect

from shared.messages import NumberedEvent
from shared.parking import BEHIND, Parking
from tests.browser.windows import PATIENCE_SECONDS, SIGNED_IN, SMALL_LAPTOP, follow, new_page
from tests.support.ports import free_port
from tests.support.system import System, running
from tests.support.waiting import until

PASSWORD = "mật khẩu của đoàn kiểm tra"
SIMULATED = {"occurred_on": "2021-01-14", "basis": "simulated"}
AT_TWICE_THE_SIZE = {"width": 640, "height": 360}  # what 200 % zoom leaves of it
NO_WIDER = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
SIZES = """
[...document.querySelectorAll('body *')]
  .filter(one => [...one.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()))
  .filter(one => one.checkVisibility())
  .map(one => parseFloat(getComputedStyle(one).fontSize))
"""


@pytest.fixture(scope="module")
def system(server_folder: Callable[[str], Path]) -> Iterator[System]:
    with running(System(server_folder("portal"), free_port())) as started:
        yield started


@pytest.fixture(scope="module")
def case(system: System) -> str:
    """A plan whose issuing was once refused."""
    url = system.url_of("audit")
    password = json.loads((system.home / "demo.json").read_text())["administrator"]

    def token(username: str, secret: str) -> dict[str, str]:
        asked = {"username": username, "password": secret}
        given = requests.post(f"{url}/api/nominations/sign-in", json=asked, timeout=60).json()
        return {"Authorization": f"Bearer {given['token']}"}

    def post(path: str, body: dict[str, Any], headers: dict[str, str], key: str) -> Any:
        given = {**headers, "Idempotency-Key": key}
        return requests.post(f"{url}/api/nominations{path}", json=body, headers=given, timeout=60).json()

    def open_account(username: str, role: str, scope: str) -> dict[str, str]:
        grants = [{"role": role, "scope": scope}]
        content = {"username": username, "password": PASSWORD, "name": f"Cô {username}", "grants": grants}
        post("/accounts", content, administrator, f"account-{username}")
        return token(username, PASSWORD)

    administrator = token("quantri", password)
    organisation = {"name": "Sở Mẫu", "level": "department", "valid_from": "2020-01-01", **SIMULATED}
    department = post("/organisations", organisation, administrator, "org")["id"]
    director = open_account("director", "director", department)
    open_account("inspector", "inspector", "*")
    plan = {
        "title": "Kế hoạch nhân rộng điển hình tiên tiến",
        "organisation_id": department,
        "period_from": 2021,
        "period_to": 2025,
        "obligations": [],
        "recipients": [],
        "participants": [],
    }
    drafted = post("/plans", {**plan, **SIMULATED}, director, "plan")["id"]
    issue = {"signatory_role": "director", "dated": "2021-01-20", **SIMULATED, "occurred_on": "2021-01-20"}
    post(f"/plans/{drafted}/issue", issue, director, "issue-1")
    post(f"/plans/{drafted}/issue", {**issue, "number": "12/KH-SCT"}, director, "issue-2")
    inspector = token("inspector", PASSWORD)

    def events() -> int:
        found = requests.get(f"{url}/api/audit/cases/plan-{drafted}", headers=inspector, timeout=60)
        return int(found.json().get("events", 0))

    until(lambda: events() == 3, PATIENCE_SECONDS)
    return f"plan-{drafted}"


@pytest.fixture
def page(browser: Browser, system: System, case: str) -> Iterator[Page]:
    """A browser window in which scripts are off, as the pages promise to need none."""
    context = browser.new_context(
        viewport=SMALL_LAPTOP, base_url=system.url_of("audit"), java_script_enabled=False, locale="vi-VN"
    )
    window = new_page(context)
    yield window
    context.close()


@pytest.fixture
def watched(browser: Browser, system: System, case: str) -> Iterator[Page]:
    """One in which the test itself may look at how the page is laid out; complaints of the browser fail it."""
    context = browser.new_context(
        viewport=SMALL_LAPTOP, base_url=system.url_of("audit"), bypass_csp=True, locale="vi-VN"
    )
    window = new_page(context)
    complaints: list[str] = []
    window.on("console", lambda message: complaints.append(message.text))
    sign_in(window)
    yield window
    context.close()
    assert complaints == []


def send_sign_in(page: Page, password: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("Tên đăng nhập").fill("inspector")
    page.get_by_label("Mật khẩu").fill(password)
    follow(page.get_by_role("button", name="Đăng nhập"))


def sign_in(page: Page) -> None:
    send_sign_in(page, PASSWORD)
    page.wait_for_url(SIGNED_IN)  # whoever goes on to another page before has not signed in


def test_from_the_address_of_a_case_to_its_history(page: Page, case: str) -> None:
    page.goto(f"/cases/{case}")
    page.get_by_label("Tên đăng nhập").fill("inspector")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    follow(page.get_by_role("button", name="Đăng nhập"))

    page.wait_for_url(f"**/cases/{case}")
    assert page.get_by_role("heading", level=1).inner_text() == "Kế hoạch nhân rộng điển hình tiên tiến"
    refused = page.locator(".line.refused")
    assert "BỊ TỪ CHỐI" in refused.inner_text()
    assert "Kế hoạch chưa có số" in refused.inner_text()
    assert "Nghị định 30/2020/NĐ-CP" in refused.inner_text()


def test_a_wrong_password_is_said_and_nothing_is_opened(page: Page) -> None:
    send_sign_in(page, "sai")

    assert "không đúng" in page.get_by_role("alert").inner_text()
    page.goto("/")
    assert "/sign-in" in page.url


def test_a_case_is_found_without_diacritics_and_opened(page: Page, case: str) -> None:
    sign_in(page)
    page.get_by_role("searchbox").fill("dien hinh tien tien")
    follow(page.get_by_role("button", name="Tìm"))
    follow(page.get_by_role("link", name="Kế hoạch nhân rộng điển hình tiên tiến"))

    page.wait_for_url(f"**/{case}")


def test_technical_details_open_without_a_script(page: Page, case: str) -> None:
    sign_in(page)
    page.goto(f"/cases/{case}")
    first = page.locator("details").first
    first.locator("summary").click()

    assert "PlanDrafted" in first.inner_text()


def test_the_language_is_switched_and_kept(page: Page, case: str) -> None:
    sign_in(page)
    page.goto(f"/cases/{case}")
    follow(page.get_by_role("link", name="English"))

    expect(page.locator(".line.refused")).to_contain_text("REFUSED")
    page.goto("/ledger")
    assert page.locator("html").get_attribute("lang") == "en"


def test_whoever_read_the_case_is_shown_on_it(page: Page, case: str) -> None:
    sign_in(page)

    def shown() -> bool:
        page.goto(f"/cases/{case}")
        return "user:inspector" in page.locator("section[aria-labelledby=readers]").inner_text()

    until(shown, PATIENCE_SECONDS)


def test_signing_out_closes_the_session(page: Page, case: str) -> None:
    sign_in(page)
    follow(page.get_by_role("button", name="Đăng xuất"))
    page.goto(f"/cases/{case}")

    assert "/sign-in" in page.url


@pytest.mark.parametrize("path", ["/", "/cases/{case}", "/ledger", "/sign-in"])
def test_nothing_is_cut_off_and_nothing_is_small(watched: Page, case: str, path: str) -> None:
    watched.goto(path.format(case=case))
    for summary in watched.locator("summary").all():
        summary.click()
    for size in (SMALL_LAPTOP, AT_TWICE_THE_SIZE):
        watched.set_viewport_size(size)
        assert watched.evaluate(NO_WIDER), size
        assert min(watched.evaluate(SIZES)) >= 18


def test_the_keyboard_reaches_the_content_first_and_shows_where_it_is(watched: Page, case: str) -> None:
    watched.goto(f"/cases/{case}")
    watched.keyboard.press("Tab")
    assert watched.evaluate("document.activeElement.getAttribute('href')") == "#main"
    watched.keyboard.press("Enter")
    watched.keyboard.press("Tab")

    assert watched.evaluate("document.activeElement.tagName") == "SUMMARY"
    outline = watched.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


def test_the_administrator_decides_about_parked_events_by_keyboard_alone(
    browser: Browser, system: System
) -> None:
    database = system.mongo[system.settings.database_name("notifications")]
    for position, reason in ((1001, "NotFound: no-unit"), (1002, BEHIND)):
        event = NumberedEvent(source="awards", epoch="e-1", position=position, body=b"torn")
        Parking(database).park("notifications", event, "plan-x", reason)
    address = system.url_of("audit")
    context = browser.new_context(base_url=address, java_script_enabled=False, viewport=AT_TWICE_THE_SIZE)
    page = new_page(context)
    page.goto("/parked")
    page.get_by_label("Tên đăng nhập").fill("quantri")
    page.get_by_label("Mật khẩu").fill(json.loads((system.home / "demo.json").read_text())["administrator"])
    page.keyboard.press("Enter")
    page.wait_for_url("**/parked")

    assert page.get_by_role("heading", level=2).count() == 2
    assert "nói đến điều chưa có" in page.get_by_role("region").first.inner_text()
    page.get_by_label("Lý do bỏ qua").first.fill("gửi nhầm hai lần")
    page.keyboard.press("Enter")
    page.wait_for_url("**/parked?done=drop")
    assert "lý do được lưu lại" in page.get_by_role("status").inner_text()
    assert page.get_by_role("heading", level=2).count() == 1
    page.get_by_role("button", name="Xử lý lại").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/parked?done=replay")
    assert "đang được xử lý lại" in page.get_by_role("region").inner_text()
    follow(page.get_by_role("link", name="English"))
    expect(page.get_by_role("region")).to_contain_text("is being replayed")
    context.close()
    dropped = database.parked.find_one({"state": "dropped"})
    assert dropped is not None
    assert [(one["by"], one["why"]) for one in dropped["decisions"]] == [("user:quantri", "gửi nhầm hai lần")]


def test_a_printed_history_has_the_acts_and_not_the_buttons(watched: Page, case: str) -> None:
    watched.goto(f"/cases/{case}")
    watched.emulate_media(media="print")

    assert watched.locator(".line").first.is_visible()
    for hidden in ("nav", "details", "form"):
        assert not watched.locator(hidden).first.is_visible()

"""What people and programs are told while the database stands still, or is gone: to wait, and nothing internal."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests

from tests.builders import bodies
from tests.builders.office import EVERYTHING
from tests.support.ports import free_port
from tests.support.promised import promised
from tests.support.system import DATABASE, SERVE, System, running
from tests.support.waiting import until

PROBLEM = "application/problem+json"
INTERNAL = re.compile(
    r"Traceback|File \"|\.py\b|Error\b|Exception|E11000|[Mm]ongo|127\.0\.0\.1:|sovang_demo|timeoutMS|services\.|shared\."
)
QUESTIONS = [
    ("GET", "/api/nominations/plans/none"),
    ("POST", "/api/nominations/organisations"),
    ("GET", "/api/awards/awards"),
    ("GET", "/api/notifications/inbox"),
    ("GET", "/ledger/checkpoint"),
]
ORGANISATION = bodies.organisation("Sở")
PAGES = ["/"]
PATIENCE_SECONDS = 20.0


@pytest.fixture(scope="module")
def world(server_folder: Callable[[str], Path]) -> Iterator[tuple[System, str, requests.Session]]:
    with running(System(server_folder("without"), free_port())) as system, requests.Session() as browser:
        bearer = system.open_account("moi-viec", EVERYTHING)._bearer()
        browser.headers["Accept"] = "text/html,*/*;q=0.8"
        browser.cookies.set("sovang_session", bearer)
        assert browser.get(system.url_of("audit") + "/", timeout=60).status_code == 200
        yield system, bearer, browser


def ask(system: System, bearer: str, question: tuple[str, str]) -> requests.Response:
    method, path = question
    service = path.split("/")[2] if path.startswith("/api/") else "audit"
    body = ORGANISATION if method == "POST" else None
    headers = {"Authorization": f"Bearer {bearer}", "Idempotency-Key": "a-key"}
    return requests.request(method, system.url_of(service) + path, json=body, headers=headers, timeout=120)


def told_to_wait(answer: requests.Response) -> None:
    assert (answer.status_code, answer.headers["Content-Type"]) == (503, PROBLEM), (answer.url, answer.text)
    assert answer.json()["code"] in ("unavailable", "outcome-unknown"), answer.text
    assert "Retry-After" in answer.headers
    assert answer.elapsed.total_seconds() < promised(PATIENCE_SECONDS)
    assert not INTERNAL.search(answer.text), answer.text


def shown_a_page(answer: requests.Response) -> None:
    assert answer.status_code in (200, 503), (answer.url, answer.text)  # 200 from what is remembered
    assert answer.elapsed.total_seconds() < promised(PATIENCE_SECONDS)
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert not INTERNAL.search(answer.text), answer.text


def all_are_told(system: System, bearer: str, browser: requests.Session) -> None:
    with ThreadPoolExecutor(16) as pool:
        pages = [pool.submit(browser.get, system.url_of("audit") + path, timeout=120) for path in PAGES]
        asked = [pool.submit(ask, system, bearer, question) for question in QUESTIONS]
        for each in pages:
            shown_a_page(each.result())
        for each in asked:
            told_to_wait(each.result())


def test_while_the_database_stands_still_everybody_is_told_to_wait(world):
    system, bearer, browser = world
    system.pause(DATABASE)
    try:
        all_are_told(system, bearer, browser)
        health = requests.get(system.url_of("audit") + "/healthz", timeout=60)
        assert health.status_code == 200
    finally:
        system.resume(DATABASE)
    until(lambda: ask(system, bearer, ("GET", "/api/awards/awards")).status_code == 200, 60)


def test_what_serve_logged_of_it_is_in_its_log_alone(world):
    system, *_ = world
    logged = (system.home / "logs" / f"{SERVE}.log").read_text(encoding="utf-8")
    assert "unavailable" in logged

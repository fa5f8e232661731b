"""The ledger and the timelines over HTTP, of a system as an operator runs it: read, verified, tampered with."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from bson import Binary

from services.audit.domain.bundle import decode_bundle
from services.audit.domain.checkpoint import parse_checkpoint
from services.audit.domain.entry import parse_entry
from services.audit.domain.note import parse_note
from services.audit.domain.signing import open_note, parse_vkey
from services.audit.verify import HttpLog, verify
from shared.keyring import Keyring
from shared.servicetokens import service_token
from tests.support.ports import free_port
from tests.support.system import System, running
from tests.support.waiting import until

PASSWORD = "mật khẩu đủ dài để dùng"
SIMULATED = {"occurred_on": "2021-01-14", "basis": "simulated"}
ORGANISATION = {"level": "department", "valid_from": "2020-01-01"} | SIMULATED
PLAN = {
    "title": "Kế hoạch nhân rộng điển hình tiên tiến",
    "period_from": 2021,
    "period_to": 2025,
    "obligations": [],
    "recipients": [{"recipient_id": "hd-tinh", "name": "Hội đồng TĐKT tỉnh"}],
    "participants": [],
}


class Office:
    """A person's requests to the system."""

    def __init__(self, url: str, username: str, password: str) -> None:
        self.url, self.username = url, username
        given = requests.post(
            f"{url}/api/nominations/sign-in", json={"username": username, "password": password}, timeout=60
        )
        assert given.status_code == 200, given.text
        self.headers = {"Authorization": f"Bearer {given.json()['token']}"}

    def get(self, path: str, **more: str) -> requests.Response:
        return requests.get(self.url + path, headers={**self.headers, **more}, timeout=60)

    def post(self, path: str, body: dict[str, Any], key: str, expect: int = 201) -> Any:
        headers = {**self.headers, "Idempotency-Key": key}
        answer = requests.post(self.url + path, json=body, headers=headers, timeout=60)
        assert answer.status_code == expect, answer.text
        return answer.json()

    def colleague(self, username: str, *grants: tuple[str, str]) -> Office:
        content = {
            "username": username,
            "password": PASSWORD,
            "name": username,
            "grants": [{"role": role, "scope": scope} for role, scope in grants],
        }
        self.post("/api/nominations/accounts", content, f"account-{username}", 200)
        return Office(self.url, username, PASSWORD)


@pytest.fixture(scope="module")
def system(server_folder: Callable[[str], Path]) -> Iterator[System]:
    with running(System(server_folder("ledger"), free_port())) as started:
        yield started


@pytest.fixture(scope="module")
def url(system: System) -> str:
    return system.url_of("audit")


@pytest.fixture(scope="module")
def plan(system: System, url: str) -> tuple[Office, Office, str]:
    """An office and an inspector, and the case of a plan that was once refused and then issued."""
    password = json.loads((system.home / "demo.json").read_text())["administrator"]
    administrator = Office(url, "quantri", password)
    made = administrator.post("/api/nominations/organisations", {"name": "Sở Mẫu", **ORGANISATION}, "so")
    office = administrator.colleague("office", ("office", made["id"]), ("director", made["id"]))
    inspector = administrator.colleague("inspector", ("inspector", "*"))
    drafted = office.post(
        "/api/nominations/plans", {**PLAN, "organisation_id": made["id"], **SIMULATED}, "plan"
    )
    issue = f"/api/nominations/plans/{drafted['id']}/issue"
    body = {"signatory_role": "director", "dated": "2021-01-20", **SIMULATED, "occurred_on": "2021-01-20"}
    office.post(issue, body, "issue-1", 409)
    office.post(issue, {**body, "number": "12/KH-SCT"}, "issue-2", 200)
    office.post(
        f"/api/nominations/plans/{drafted['id']}/send",
        {"recipient_id": "hd-tinh", **SIMULATED, "occurred_on": "2021-01-21"},
        "send",
        200,
    )
    case = f"plan-{drafted['id']}"
    until(lambda: inspector.get(f"/api/audit/figures/{case}").json().get("events", {}).get("PlanSent"), 60)
    published(url, 5)
    return office, inspector, case


def published(url: str, entries: int) -> int:
    """The size of the latest checkpoint once it covers at least *entries*."""

    def size() -> int:
        answer = requests.get(f"{url}/ledger/checkpoint", timeout=60)
        return parse_checkpoint(parse_note(answer.content).text).size if answer.status_code == 200 else 0

    until(lambda: size() >= entries, 60, f"{entries} entries are published")
    return size()


def vkey(url: str) -> str:
    return requests.get(f"{url}/ledger/vkey", timeout=60).text.strip()


def test_a_stranger_verifies_the_whole_ledger(plan: Any, url: str) -> None:
    report = verify(HttpLog(f"{url}/ledger"), vkey(url))

    assert report.ok, report.findings
    assert report.entries >= 5


def test_the_checkpoint_is_a_signed_note_that_caches_hardly_keep(plan: Any, url: str) -> None:
    answer = requests.get(f"{url}/ledger/checkpoint", timeout=60)
    checkpoint = parse_checkpoint(open_note(parse_note(answer.content), [parse_vkey(vkey(url))]))

    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, max-age=1"
    assert checkpoint.origin == "sovang.localhost/demo"


def test_tiles_and_entries_are_octets_for_ever(plan: Any, url: str) -> None:
    size = published(url, 5)
    for path in (f"tile/0/000.p/{size}", f"tile/entries/000.p/{size}"):
        answer = requests.get(f"{url}/ledger/{path}", timeout=60)
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    entries = [parse_entry(leaf) for leaf in decode_bundle(answer.content, size)]
    assert {entry.source for entry in entries} == {"nominations"}


@pytest.mark.parametrize(
    "path",
    ["tile/0/000", "tile/0/001", "tile/00/000.p/1", "tile/0/0.p/1", "tile/0/000.p/0", "tile/0/000.p/257",
     "tile/64/000.p/1", "tile/entries/000", "tile/data/000.p/1", "tile/0/x000/000.p/1", "tile/1/000.p/1"],
)  # fmt: skip
def test_no_other_spelling_and_nothing_unpublished_is_there(plan: Any, url: str, path: str) -> None:
    answer = requests.get(f"{url}/ledger/{path}", timeout=60)

    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_timeline_tells_refusal_rule_and_both_dates(plan: Any) -> None:
    _, inspector, case = plan
    lines = inspector.get(f"/api/audit/cases/{case}/timeline").json()["items"]
    types = [line["type"] for line in lines if line["type"] != "CaseRead"]
    refused = next(line for line in lines if line["type"] == "ActRefused")

    assert types == ["PlanDrafted", "ActRefused", "PlanIssued", "PlanSent"]
    assert refused["refusal"]["code"] == "plan-number-missing"
    assert refused["refusal"]["sentence"]["vi"]
    assert refused["refusal"]["citation"]
    assert refused["occurred_on"] == "2021-01-20"
    assert refused["recorded_at"].endswith("Z")
    assert refused["correlation_id"]
    assert "Hội đồng TĐKT tỉnh" in lines[3]["sentence"]["vi"]


def test_figures_are_numbers(plan: Any) -> None:
    _, inspector, case = plan
    figures = inspector.get(f"/api/audit/figures/{case}").json()

    assert figures["events"]["PlanIssued"] == 1
    assert figures["refusals"] == {"plan-number-missing": 1}
    assert figures["distinct"]["PlanSent"]["recipient_id"] == 1
    assert figures["counts"]["PlanDrafted"]["recipients"] == 1


def test_whoever_reads_a_case_stands_in_the_ledger(plan: Any) -> None:
    _, inspector, case = plan
    path = f"/api/audit/cases/{case}/timeline"
    inspector.get(path)
    inspector.get(path)

    def readings() -> list[Any]:
        lines = inspector.get(path).json()["items"]
        return [line for line in lines if line["type"] == "CaseRead" and line["actor"] == "user:inspector"]

    until(readings, 60)
    assert len(readings()) <= 2  # once an hour, and an hour may end during the test


@pytest.mark.parametrize("text", ["nhan rong dien hinh", "ĐIỂN HÌNH", "Sở Mẫu", "12/kh"])
def test_a_case_is_found_by_folded_names(plan: Any, text: str) -> None:
    _, inspector, case = plan

    found = inspector.get(f"/api/audit/cases?text={text}").json()["items"]
    assert case in [one["case"] for one in found]


def test_the_ledgers_state_names_every_source(plan: Any) -> None:
    _, inspector, _ = plan
    state = inspector.get("/api/audit/ledger").json()

    assert state["origin"] == "sovang.localhost/demo"
    assert state["published"] <= state["sequenced"]
    assert len(state["root"]) == 64
    assert {source["source"]: source["condition"] for source in state["sources"]} == {
        "audit": "following",
        "awards": "following",
        "nominations": "following",
    }


def test_a_source_learns_how_far_the_ledger_has_it(plan: Any) -> None:
    _, inspector, _ = plan
    known = inspector.get("/api/audit/sources/nominations").json()

    assert known["position"] >= 5
    assert known["epoch"]
    assert inspector.get("/api/audit/sources/nobody").status_code == 404


def test_an_entry_is_shown_to_who_may_read_the_ledger_only(plan: Any) -> None:
    office, inspector, _ = plan
    entry = inspector.get("/api/audit/entries/0").json()

    assert (entry["index"], entry["source"], entry["position"]) == (0, "nominations", 1)
    assert '"type":"GrantGiven"' in entry["event"]  # the administrator's own, from opening the realm
    assert office.get("/api/audit/entries/0").status_code == 403
    assert inspector.get("/api/audit/entries/999999").status_code == 404


def test_who_may_not_read_cases_is_refused(plan: Any, url: str) -> None:
    _, _, case = plan

    assert requests.get(f"{url}/api/audit/cases/{case}", timeout=60).status_code == 401
    assert requests.get(f"{url}/api/audit/cases", timeout=60).status_code == 401


def test_feeds_are_for_services(plan: Any, system: System, url: str) -> None:
    _, inspector, _ = plan
    token = service_token(system.settings, Keyring(system.settings.keys), "audit")
    service = {"Authorization": f"Bearer {token}"}
    for path in ("/api/audit/feed", "/api/audit/own/feed"):
        assert inspector.get(path).status_code == 403
        assert requests.get(url + path, timeout=60).status_code == 401
    ledger = requests.get(f"{url}/api/audit/feed?after=1&limit=2", headers=service, timeout=60).json()
    own = requests.get(f"{url}/api/audit/own/feed", headers=service, timeout=60).json()

    assert [event["position"] for event in ledger["events"]] == [2, 3]
    assert ledger["source"] == "ledger"
    assert own["source"] == "audit"
    assert requests.get(f"{url}/api/audit/own/feed?after=x", headers=service, timeout=60).status_code == 400


def test_a_timeline_can_be_waited_for(plan: Any) -> None:
    _, inspector, case = plan
    fresh = inspector.get(f"/api/audit/cases/{case}/timeline", **{"Sovang-After": f"{case}@4"})
    stale = inspector.get(f"/api/audit/cases/{case}/timeline", **{"Sovang-After": f"{case}@99"})

    assert "Sovang-Stale" not in fresh.headers
    assert stale.headers["Sovang-Stale"] == "true"


def test_one_altered_byte_is_found_and_named(plan: Any, system: System, url: str) -> None:
    entries = system.mongo["sovang_demo_audit"]["entries"]
    original = entries.find_one({"_id": 2})
    assert original is not None
    altered = bytes(original["leaf"]).replace(b"demo", b"dema", 1)
    try:
        entries.update_one({"_id": 2}, {"$set": {"leaf": Binary(altered)}})
        report = verify(HttpLog(f"{url}/ledger"), vkey(url))
    finally:
        entries.update_one({"_id": 2}, {"$set": {"leaf": original["leaf"]}})

    assert not report.ok
    assert (report.findings[0].index, report.findings[0].kind) == (2, "entry-altered")
    assert "nominations@3" in report.findings[0].vietnamese
    assert verify(HttpLog(f"{url}/ledger"), vkey(url)).ok


def test_read_models_built_anew_from_the_ledger_are_the_same(plan: Any, system: System) -> None:
    _, inspector, case = plan
    paths = (f"/api/audit/cases/{case}", f"/api/audit/figures/{case}", "/api/audit/cases?text=dien+hinh")
    before = [inspector.get(path).json() for path in paths]
    done = system.program("rebuild", "audit", seconds=180)

    assert done.returncode == 0, done.stdout + done.stderr
    after = [inspector.get(path).json() for path in paths]
    for one, other in zip(before, after, strict=True):
        assert _without_readings(one) == _without_readings(other)


def _without_readings(answer: Any) -> Any:
    """Readings of other tests may have come in meanwhile."""
    match answer:
        case dict():
            left_out = {"reads", "CaseRead"} | (
                {"events"} if isinstance(answer.get("events"), int) else set()
            )
            return {name: _without_readings(item) for name, item in answer.items() if name not in left_out}
        case list():
            return [_without_readings(item) for item in answer]
    return answer

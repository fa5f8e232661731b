"""A running system as its operators see it: metrics, traces, and logs without what must not be in them."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from prometheus_client.parser import text_string_to_metric_families

from sovang.notes import ADMINISTRATOR, DemoNotes
from tests.support.collector import Collector, Seen, collecting
from tests.support.ports import free_port
from tests.support.promql import expressions, names_in
from tests.support.system import System, running
from tests.support.waiting import until

TRACE = secrets.token_hex(16)
PARENT = f"00-{TRACE}-{secrets.token_hex(8)}-01"
NAME = "Nguyễn Thị Kín Đáo Tuyệt Mật"
PERSONAL = (NAME, "Kín Đáo", "Mật Khẩu Rất Riêng 8714", "0912 345 678", "Nhà Số Bảy Ngõ Hẹp")
PATIENCE_SECONDS = 120.0
SCRAPER = {"up"}
"""What Prometheus itself adds."""

Samples = dict[tuple[str, tuple[tuple[str, str], ...]], float]


class Watched(System):
    """A system that sends its traces to a collector."""

    endpoint = ""

    @property
    def environment(self) -> dict[str, str]:
        return super().environment | {
            "OTEL_EXPORTER_OTLP_ENDPOINT": self.endpoint,
            "OTEL_BSP_SCHEDULE_DELAY": "200",
        }


@pytest.fixture(scope="module")
def collector() -> Iterator[Collector]:
    with collecting() as started:
        yield started


@pytest.fixture(scope="module")
def system(server_folder: Callable[[str], Path], collector: Collector) -> Iterator[System]:
    watched = Watched(server_folder("observed"), free_port())
    watched.endpoint = collector.endpoint
    with running(watched) as started:
        use(started)
        yield started


def use(system: System) -> None:
    """What people do in a day: some of it right, some wrong, one of it traced."""
    url = system.url_of("nominations")
    admin = system.administrator()
    assert admin.get("/api/nominations/organisations").status == 200
    organisation = {"name": "Sở Một", "level": "department", "valid_from": "2020-01-01"}
    token = signed_in(system, ADMINISTRATOR, str(DemoNotes(system.settings).read()["administrator"])).json()[
        "token"
    ]
    headers = {"Authorization": f"Bearer {token}", "traceparent": PARENT}
    made = post(url, "/organisations", organisation, headers | {"Idempotency-Key": "o-1"})
    assert made.status_code == 201, made.text
    person = {
        "name": NAME,
        "organisation_id": made.json()["id"],
        "position": "staff",
        "position_since": "2020-01-01",
    }
    assert post(url, "/people", person, headers | {"Idempotency-Key": "p-1"}).status_code == 201
    nowhere = person | {"organisation_id": "khong-co"}
    assert post(url, "/people", nowhere, headers | {"Idempotency-Key": "p-2"}).status_code == 409
    for wrong in (
        {"position": NAME},
        {"name": [NAME]},
        {"phone": "0912 345 678"},
        {"Nhà Số Bảy Ngõ Hẹp": NAME},
    ):
        answer = post(url, "/people", person | wrong, headers | {"Idempotency-Key": "p-3"})
        assert answer.status_code == 400, answer.text
    assert signed_in(system, "lan", "Mật Khẩu Rất Riêng 8714").status_code == 401
    assert requests.get(f"{url}/api/nominations/people", headers=headers, timeout=60).status_code == 200
    assert requests.get(f"{url}/api/awards/no/such/place", timeout=60).status_code == 404
    nobody = f"{url}/api/nominations/nominations/khong-co-ho-so"
    assert requests.get(nobody, headers=headers, timeout=60).status_code in (403, 404)


def post(url: str, path: str, body: Any, headers: dict[str, str]) -> requests.Response:
    return requests.post(f"{url}/api/nominations{path}", json=body, headers=headers, timeout=60)


def signed_in(system: System, username: str, password: str) -> requests.Response:
    content = {"username": username, "password": password}
    return requests.post(f"{system.url_of('nominations')}/api/nominations/sign-in", json=content, timeout=60)


def serve_page(system: System) -> str:
    return f"{system.url_of('nominations')}/metrics"


def work_page(system: System) -> str:
    told = system.home / "run/targets/work.json"
    until(told.exists, PATIENCE_SECONDS, "work has said where its page is")
    ((target,),) = [each["targets"] for each in json.loads(told.read_text())]
    return f"http://{target}/metrics"


def scraped(page: str) -> str:
    answer = requests.get(page, timeout=60)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/plain")
    return answer.text


def samples(text: str) -> Samples:
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def value(found: Samples, name: str, **labels: str) -> float:
    """The sum of the samples *name* that have *labels*; NaN-free and KeyError when there is none."""
    chosen = [
        each for (called, told), each in found.items() if called == name and set(labels.items()) <= set(told)
    ]
    if not chosen:
        raise KeyError(name, labels)
    return sum(chosen)


def names(text: str) -> set[str]:
    """Every name that the page may give samples for, also where there is no sample yet."""
    suffixes = {"histogram": ("_bucket", "_count", "_sum"), "counter": ("",), "gauge": ("",)}
    found: set[str] = set()
    for line in text.splitlines():
        if line.startswith("# TYPE "):
            _, _, name, kind = line.split(" ")
            found |= {name + suffix for suffix in suffixes.get(kind, ("",))}
    return found


def test_serve_counts_requests_by_route_and_commands_by_outcome(system):
    found = samples(scraped(serve_page(system)))
    asked = {"service": "nominations", "route": "/api/nominations/people"}
    name = "sovang_http_request_seconds_count"
    assert value(found, name, **asked, method="POST", status="2xx") == 1
    assert value(found, name, **asked, method="POST", status="4xx") == 5
    assert value(found, name, **asked, method="GET", status="2xx") == 1
    assert value(found, name, service="", route="", method="GET", status="4xx") >= 1
    told = {"service": "nominations", "endpoint": "register-person"}
    assert value(found, "sovang_command_outcomes_total", **told, outcome="done") == 1
    assert value(found, "sovang_command_outcomes_total", **told, outcome="unknown-organisation") == 1
    assert value(found, "sovang_command_outcomes_total", **told, outcome="invalid-input") == 4
    assert value(found, "sovang_append_outcomes_total", outcome="stored") >= 2
    assert value(found, "sovang_append_outcomes_total", outcome="unknown") == 0
    assert value(found, "sovang_group_commit_size_count") >= 2
    assert value(found, "sovang_vault_lookups_total") >= 1
    assert value(found, "sovang_build_info") == 1


def test_work_tells_of_every_role_and_that_nothing_lags(system):
    def settled() -> bool:
        found = samples(scraped(work_page(system)))
        lags = {told: lag for (name, told), lag in found.items() if name == "sovang_lag_events"}
        try:
            at_least = value(found, "sovang_log_head", source="nominations")
            recorded = value(found, "sovang_ledger_size")
            handled = value(found, "sovang_events_handled_total", consumer="awards", source="nominations")
        except KeyError:
            return False  # not measured for the first time yet
        return (
            min(at_least, handled) >= 2
            and recorded >= at_least
            and not any(lags.values())
            and (("role", "awards.from.nominations"), ("source", "nominations")) in lags
            and (("role", "audit.sequencer"), ("source", "audit")) in lags
            and (("role", "nominations.publisher"), ("source", "nominations")) in lags
            and (("role", "nominations.people"), ("source", "nominations")) in lags
        )

    until(settled, PATIENCE_SECONDS, "nothing lags and the ledger has all")
    found = samples(scraped(work_page(system)))
    active = {
        dict(told)["role"] for (name, told), state in found.items() if name == "sovang_role_state" and state
    }
    assert {"nominations.numberer", "awards.from.nominations", "audit.sequencer"} <= active
    assert value(found, "sovang_role_state", role="audit.sequencer", state="active") == 1
    assert value(found, "sovang_role_state", role="audit.sequencer", state="failed") == 0
    assert value(found, "sovang_events_handled_total", consumer="awards", source="nominations") >= 2
    assert value(found, "sovang_events_published_total", role="nominations.publisher") >= 2
    assert value(found, "sovang_parked_events") == 0
    assert time.time() - value(found, "sovang_numbered_timestamp_seconds", service="nominations") < 60
    assert value(found, "sovang_leases_taken_total", role="audit.sequencer", how="free") == 1
    assert value(found, "sovang_ledger_source_state", source="nominations", condition="following") == 1


def test_no_label_holds_an_id_or_what_people_wrote(system):
    pages = scraped(serve_page(system)) + scraped(work_page(system))
    organisation = (
        system.administrator().get("/api/nominations/organisations").body["items"][0]["organisation_id"]
    )
    assert organisation not in pages
    assert "/api/nominations/nominations/{nomination_id}" in pages
    assert "khong-co" not in pages
    assert "no/such/place" not in pages
    assert not [secret for secret in PERSONAL if secret in pages]


def test_what_comes_through_a_proxy_finds_no_metrics(system):
    for name in ("X-Forwarded-For", "Forwarded", "Via", "X-Forwarded-Host"):
        answer = requests.get(serve_page(system), headers={name: "198.51.100.7"}, timeout=60)
        assert answer.status_code == 404
        assert "sovang_" not in answer.text


def test_board_and_rules_ask_for_nothing_that_the_programs_do_not_tell(system):
    told = names(scraped(serve_page(system))) | names(scraped(work_page(system))) | SCRAPER
    asked = {name for expression in expressions() for name in names_in(expression)}
    assert len(asked) > 20
    assert asked - told == set()


def test_one_command_is_one_trace_from_the_request_to_the_ledger(system, collector):
    wanted = {"POST /api/nominations/organisations", "command register-organisation"}
    wanted |= {"append", "publish", "consume", "sequence"}
    until(lambda: wanted <= {one.name for one in collector.of(TRACE)}, PATIENCE_SECONDS, "every step is told")
    spans = {one.span: one for one in collector.of(TRACE)}
    made = next(one for one in spans.values() if one.name == "command register-organisation")
    request, append = spans[made.parent], next(one for one in spans.values() if one.parent == made.span)
    assert request.name == "POST /api/nominations/organisations"
    assert request.parent == PARENT.split("-")[2]
    assert append.name == "append"

    def followed() -> list[Seen]:
        """What followed from this append, not from another command of the same trace."""
        found = [one for one in collector.of(TRACE) if one.parent == append.span]
        return found if {"publish", "consume", "sequence"} <= {one.name for one in found} else []

    later = until(followed, PATIENCE_SECONDS, "every step after the append is told")
    assert {one.part for one in later} == {"sovang-work"}
    assert {one.about["sovang.event"] for one in later} == {"OrganisationRegistered"}
    assert append.part == "sovang-serve"


def test_spans_hold_nothing_that_people_wrote(system, collector):
    def told() -> str:
        return repr(collector.of(TRACE))

    until(lambda: "command register-person" in told(), PATIENCE_SECONDS, "what was asked is told")
    assert not [secret for secret in PERSONAL if secret in told()]


def test_logs_hold_neither_personal_values_nor_secrets(system):
    def logged() -> str:
        files = (system.home / "logs").glob("*.log")
        return "".join(file.read_text(encoding="utf-8", errors="replace") for file in files)

    password = str(DemoNotes(system.settings).read()["administrator"])
    until(lambda: "unknown-organisation" in logged(), PATIENCE_SECONDS, "what was asked is logged")
    written = logged()
    assert "register-person" in written
    escaped = [json.dumps(secret)[1:-1] for secret in PERSONAL]
    assert not [secret for secret in (*PERSONAL, *escaped, password, "eyJ") if secret in written]

"""Measuring roles: each by itself, whether it works or not, and its state at the moment it is asked."""

from __future__ import annotations

import json
import socket
import struct
import threading
import time
import urllib.request

import pytest
from prometheus_client import CollectorRegistry
from structlog.testing import capture_logs

from shared.measuring import Measuring, RoleStates
from shared.metrics import behind
from sovang.health import serve_health
from sovang.targets import tell_target
from tests.support.counting import shown
from tests.support.waiting import until

MEASURED = "sovang_measured_timestamp_seconds"


class Told:
    def __init__(self, name, fault=None):
        self.name = name
        self.fault = fault
        self.calls = 0

    def measure(self):
        self.calls += 1
        if self.fault:
            raise self.fault


class Silent:
    name = "samples.silent"


def test_a_role_that_cannot_be_measured_holds_up_no_other_and_its_age_shows():
    bad, good = Told("samples.bad", RuntimeError("away")), Told("samples.good")
    measuring = Measuring([bad, Silent(), good], every=0.01)
    before = time.time()
    measuring.start()
    until(lambda: good.calls > 2, 60)
    measuring.stop(60)

    assert bad.calls > 2
    assert shown(MEASURED, role="samples.good") >= before
    assert shown(MEASURED, role="samples.bad") == 0
    assert shown(MEASURED, role="samples.silent") == 0


def test_each_role_is_in_one_state_at_the_moment_it_is_asked():
    states = {"samples.numberer": {"state": "standby"}, "samples.publisher": {"state": "failed"}}
    registry = CollectorRegistry()
    RoleStates(lambda: states).shown(registry)

    def told(role, state):
        return registry.get_sample_value("sovang_role_state", {"role": role, "state": state})

    assert (told("samples.numberer", "standby"), told("samples.numberer", "active")) == (1, 0)
    states["samples.numberer"] = {"state": "active"}
    assert (told("samples.numberer", "standby"), told("samples.numberer", "active")) == (0, 1)
    assert told("samples.publisher", "failed") == 1


def test_what_lies_between_a_cursor_and_the_head_is_counted_anew_in_a_new_epoch():
    assert behind(("e-1", 7), ("e-1", 5)) == 2
    assert behind(("e-1", 7), ("e-1", 9)) == 0  # moved since the head was asked
    assert behind(("e-1", 7), None) == 7
    assert behind(("e-2", 3), ("e-1", 9)) == 3


def test_the_health_page_of_work_shows_the_metrics_and_nothing_elsewhere(tmp_path):
    page = serve_health("127.0.0.1", 0, lambda: {"samples.numberer": {"state": "active"}})
    address = f"127.0.0.1:{page.server_address[1]}"
    file = tell_target(tmp_path, "work", address)
    ((target,),) = [each["targets"] for each in json.loads(file.read_text())]
    with urllib.request.urlopen(f"http://{target}/metrics", timeout=30) as answer:
        text = answer.read().decode()
        kind = answer.headers["Content-Type"]
    page.shutdown()
    page.server_close()

    assert "sovang_build_info{" in text
    assert "process_cpu_seconds_total" in text
    assert kind.startswith("text/plain; version=")
    assert [one.name for one in file.parent.iterdir()] == ["work.json"]


def test_who_leaves_the_health_page_without_the_answer_is_no_news_and_a_fault_of_it_is_logged(capfd):
    asked, left, faulty = threading.Event(), threading.Event(), threading.Event()

    def status():
        asked.set()
        left.wait(30)
        if faulty.is_set():
            raise RuntimeError("cannot tell")
        return {"samples.numberer": {"state": "active", "detail": "x" * 5_000_000}}

    page = serve_health("127.0.0.1", 0, status)

    def ask_and_leave():
        with socket.create_connection(page.server_address, timeout=30) as line:
            line.sendall(b"GET /readyz HTTP/1.0\r\n\r\n")
            asked.wait(30)
            line.setsockopt(
                socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)
            )  # a reset, not an end
        left.set()

    def answered():
        return not any("process_request_thread" in one.name for one in threading.enumerate())

    with capture_logs() as logs:
        ask_and_leave()
        until(answered, what="nobody is being answered any more")
        assert logs == []
        faulty.set()
        with pytest.raises(ConnectionError):
            urllib.request.urlopen(f"http://127.0.0.1:{page.server_address[1]}/readyz", timeout=30)
        until(answered, what="nobody is being answered any more")
    page.shutdown()
    page.server_close()
    assert [one["event"] for one in logs] == ["health page failed"]
    assert "Traceback" not in "".join(capfd.readouterr())

"""A `work` says that it has started when its roles are up, and not before."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

from pymongo.uri_parser import parse_uri

from shared.settings import SERVICES
from tests.support.beside import Beside
from tests.support.ports import free_port
from tests.support.proxy import Proxy
from tests.support.waiting import until

START_SECONDS = 120.0


def test_work_has_started_when_its_roles_are_up_and_not_while_the_database_is_away(
    mongo_uri, realm, server_folder: Callable[[str], Path]
):
    home = server_folder("work-started")
    log = home / "work.log"
    (host, port) = parse_uri(mongo_uri)["nodelist"][0]

    def said(what: str) -> list[dict[str, object]]:
        lines = (line for line in log.read_text(encoding="utf-8").splitlines() if line.startswith("{"))
        return [line for line in map(json.loads, lines) if line["event"] == what]

    with Proxy(host, port) as proxy:
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "SOVANG_HOME": str(home),
            "SOVANG_REALM": realm,
            "SOVANG_PORT": str(free_port()),
            "SOVANG_LOG": "json",
            "MONGO_URI": f"mongodb://127.0.0.1:{proxy.own_port}/?directConnection=true&serverSelectionTimeoutMS=200",
        }
        opened = Beside([sys.executable, "-m", "sovang.cli", "init"], environment, home / "init.log")
        until(lambda: opened.code is not None, START_SECONDS, "init has ended")
        assert opened.code == 0, opened.tail
        proxy.refuse()
        work = Beside([sys.executable, "-m", "sovang.working"], environment, log)
        try:
            until(lambda: said("lease cannot be asked for"), START_SECONDS, "it looks for its leases")
            assert [line["services"] for line in said("work starting")] == [list(SERVICES)]
            assert not said("work started")
            proxy.restore()
            until(lambda: said("work started"), START_SECONDS, "its roles are up")
            active = {line["role"] for line in said("role active")}
            assert {f"{name}.numberer" for name in SERVICES[:2]} <= active
        finally:
            work.kill()

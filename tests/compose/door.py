"""The edge as somebody outside sees it: over TLS, trusting Caddy's own authority by a setting, with every right."""

from __future__ import annotations

import os
import re
import secrets
import subprocess
import sys
from pathlib import Path

import requests

from shared.settings import SERVICES, load_settings
from sovang.client import Client
from sovang.notes import ADMINISTRATOR, DemoNotes
from tests.builders.office import EVERYTHING
from tests.compose.stack import Stack
from tests.support.beside import ROOT

URL = "https://localhost:8443"
AUTHORITY = "/data/caddy/pki/authorities/local/root.crt"
PUBLIC = (
    "/",
    "/docs",
    "/docs/nominations",
    "/ledger/vkey",
    "/schemas/awards/AwardGranted/1",
    *(f"/api/{service}/openapi.json" for service in SERVICES),
)
PRIVATE = (
    "/healthz",
    "/readyz",
    "/metrics",
    "//metrics",
    "/./readyz",
    "/%6detrics",
    "/METRICS",
    "/metrics/",
    "/docs/../metrics",
)
TOO_LARGE = 200 * 1024
SCENARIO_SECONDS = 600.0


class Door:
    """Somebody at the edge of *stack*, with files in *folder*."""

    def __init__(self, stack: Stack, folder: Path) -> None:
        folder.mkdir()
        self._stack = stack
        self._authority = folder / "root.crt"
        self._home = folder / "home"
        stack.compose("cp", f"edge:{AUTHORITY}", str(self._authority))

    @property
    def environment(self) -> dict[str, str]:
        """What a program outside is started with; the two variables are those of OpenSSL and of requests."""
        trusted = {"SSL_CERT_FILE": str(self._authority), "REQUESTS_CA_BUNDLE": str(self._authority)}
        urls = {f"SOVANG_{service.upper()}_URL": URL for service in SERVICES}
        own = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "SOVANG_HOME": str(self._home)}
        return own | trusted | urls

    def require_known_only_by_trust(self) -> None:
        """Who does not trust the authority gets no answer; from here on this process does."""
        try:
            requests.get(URL, timeout=10)
        except requests.exceptions.SSLError:
            os.environ.update(self.environment)
        else:
            raise AssertionError("the edge was believed without its authority")

    def require_routes(self) -> None:
        """What is for everybody answers; what is for operators does not, however it is spelled."""
        for path in PUBLIC:
            answer = _asked("GET", path)
            assert answer.status_code in (200, 303), f"{path}: {answer.status_code} {answer.text[:200]}"
        for path in PRIVATE:
            answer = _asked("GET", path)
            assert answer.status_code == 404, f"{path}: {answer.status_code} {answer.text[:200]}"
        large = _asked("POST", "/api/nominations/plans", b"x" * TOO_LARGE)
        assert (large.status_code, large.json()["code"]) == (413, "body-too-large"), large.text

    def play(self, scenario: str) -> str:
        """Play *scenario* as a stranger's machine does, by the administrator's password that `init` showed once."""
        settings = load_settings(ROOT / "config.yml", self.environment)
        DemoNotes(settings).add(administrator=self._password())
        played = subprocess.run(
            [sys.executable, "-m", "sovang.cli", "scenario", "run", scenario],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=SCENARIO_SECONDS,
            check=False,
        )
        assert played.returncode == 0, played.stdout[-3000:] + played.stderr[-3000:]
        return played.stdout

    def person(self) -> Client:
        """A new account that may do everything."""
        administrator = Client(lambda _: URL, ADMINISTRATOR, self._password())
        name, password = f"moi-viec-{secrets.token_hex(3)}", secrets.token_urlsafe(18)
        grants = [{"role": role, "scope": scope} for role, scope in EVERYTHING]
        body = {"username": name, "password": password, "name": name, "grants": grants}
        reply = administrator.post("/api/nominations/accounts", body, name)
        assert reply.status == 200, reply.body
        return Client(lambda _: URL, name, password)

    def _password(self) -> str:
        told = self._stack.logs("init", tail="all")
        found = re.search(rf"{ADMINISTRATOR}\b.*: (\S+)$", told, re.MULTILINE)
        assert found, f"init did not show the administrator's password:\n{told}"
        return found[1]


def _asked(method: str, path: str, body: bytes = b"") -> requests.Response:
    """*path* as it stands: a client would tidy it up."""
    with requests.Session() as session:
        prepared = session.prepare_request(requests.Request(method, URL, data=body or None))
        prepared.url = URL + path
        settings = session.merge_environment_settings(URL, {}, None, None, None)
        return session.send(prepared, timeout=20, allow_redirects=False, **settings)

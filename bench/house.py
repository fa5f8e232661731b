"""A realm of the bench's own on a given database: its processes, its person with every right, its courses of commands."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import requests
from pymongo import MongoClient

from bench.load import Order, Outcome, Step
from shared.settings import Settings, load_settings
from sovang.client import Client
from sovang.loopback import free_port
from sovang.notes import ADMINISTRATOR
from sovang.realm import open_realm
from tests.builders import bodies
from tests.builders.office import EVERYTHING, created
from tests.support.waiting import until

ROOT = Path(__file__).resolve().parents[1]
READY_SECONDS = 60.0
STOP_SECONDS = 20.0
LOAD_SECONDS = 120.0
SIGN_IN = "/api/nominations/sign-in"


class House:
    """The realm `bench-…` in *folder*, on the database at *mongo_uri*; `close` takes it away again."""

    def __init__(self, folder: Path, mongo_uri: str) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = {
            "PATH": os.environ["PATH"],  # noqa: TID251  # a child's environment, not a setting
            "HOME": str(folder),
            "LANG": "C.UTF-8",
            "MONGO_URI": mongo_uri,
            "SOVANG_HOME": str(folder),
            "SOVANG_LOG": "json",
            "SOVANG_LIMIT_CALLER": "off",  # one caller asks all it can
            "SOVANG_PORT": str(self.port),
            "SOVANG_REALM": f"bench-{secrets.token_hex(4)}",
        }
        self._mongo_uri = mongo_uri
        self._password = open_realm(self.settings, mongo_uri).password or ""
        self.log = folder / "output.log"

    @property
    def settings(self) -> Settings:
        """The settings its programs have."""
        return load_settings(ROOT / "config.yml", self.environment)

    @contextmanager
    def running(self, *arguments: str) -> Iterator[None]:
        """`sovang` with *arguments*, ready, and stopped at the end."""
        with self.log.open("ab") as output:
            program = subprocess.Popen(  # noqa: S603  # our own command line
                [sys.executable, "-m", "sovang.cli", *arguments],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        try:
            until(lambda: program.poll() is not None or answers(self.url), READY_SECONDS, f"see {self.log}")
            if program.poll() is not None:
                raise AssertionError(f"sovang {arguments[0]} ended:\n{self.log.read_text()[-2000:]}")
            yield
        finally:
            program.terminate()
            program.wait(STOP_SECONDS)

    def token(self) -> str:
        """The token of a new person who may do everything."""
        administrator = Client(lambda _: self.url, ADMINISTRATOR, self._password)
        who = {"username": f"bench-{secrets.token_hex(4)}", "password": secrets.token_urlsafe(18)}
        decision = {"number": "1/QĐ", "dated": "2021-01-05"}  # outside demo no grant goes without
        grants = [{"role": role, "scope": scope, "decision": decision} for role, scope in EVERYTHING]
        opened = administrator.post(
            "/api/nominations/accounts", {**who, "name": "Bench", "grants": grants}, who["username"]
        )
        if opened.status != 200:
            raise AssertionError(opened.body)
        given: dict[str, Any] = requests.post(self.url + SIGN_IN, json=who, timeout=READY_SECONDS).json()
        return str(given["token"])

    def courses(self) -> Sequence[Step]:
        """What each connection does again and again: draft a plan, issue it, send it to a recipient."""
        administrator = Client(lambda _: self.url, ADMINISTRATOR, self._password)
        organisation = created(
            administrator, "/api/nominations/organisations", bodies.organisation("Sở"), secrets.token_hex(8)
        )
        return steps(organisation)

    def close(self) -> None:
        """Drop its databases."""
        client: MongoClient[dict[str, Any]] = MongoClient(self._mongo_uri)
        for name in client.list_database_names():
            if name.startswith(self.settings.database_name("")):
                client.drop_database(name)
        client.close()


@contextmanager
def opened(folder: Path, mongo_uri: str) -> Iterator[House]:
    """A house, taken away at the end."""
    folder.mkdir()
    house = House(folder, mongo_uri)
    try:
        yield house
    finally:
        house.close()


def steps(organisation_id: str) -> Sequence[Step]:
    """A plan's course: three commands on one stream."""
    path = "/api/nominations/plans"
    return [
        Step(path=path, body=json.dumps(bodies.plan(organisation_id))),
        Step(path=f"{path}/{{id}}/issue", body=json.dumps(bodies.issue())),
        Step(path=f"{path}/{{id}}/send", body=json.dumps({"recipient_id": "noi-nhan-0"})),
    ]


def loaded(order: Order) -> Outcome:
    """*order* carried out by a process of its own; every command must have been accepted."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.load"],
        cwd=ROOT,
        input=json.dumps(asdict(order)),
        capture_output=True,
        text=True,
        timeout=LOAD_SECONDS,
        check=False,
    )
    if done.returncode:
        raise AssertionError(f"the clients failed:\n{done.stderr[-2000:]}")
    told = json.loads(done.stdout)
    outcome = Outcome(**told | {"answers": [tuple(answer) for answer in told["answers"]]})
    if not outcome.count or set(outcome.statuses) - {"200", "201"}:
        raise AssertionError(f"not every command was accepted: {outcome.statuses}")
    return outcome


def answers(url: str) -> bool:
    """Whether the service there says that it is ready."""
    try:
        return requests.get(f"{url}/readyz", timeout=5).status_code == 200
    except requests.RequestException:
        return False

"""Moves of organisations on a real database: two processes that would close a ring at one moment do not."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from services.nominations.domain.organisation_states import Registered
from services.nominations.wiring import build
from shared.errors import Rejected
from shared.keyring import Keyring
from shared.messages import CommandContext
from shared.platform import open_platform
from shared.settings import load_settings
from tests.unit.nominations.bodies import move, register

TIMES = 5


@pytest.fixture
def platform(mongo_uri, realm, tmp_path):
    settings = load_settings(environment={"SOVANG_HOME": str(tmp_path), "SOVANG_REALM": realm})
    Keyring(settings.keys).make_missing()
    opened = open_platform(settings, mongo_uri)
    yield opened
    opened.close()


def do(app, command, key):
    context = CommandContext(
        actor="user:a",
        actor_role="administrator",
        correlation_id="c",
        causation_id="command:1",
        key=key,
        fingerprint=key,
    )
    try:
        app.handle(command, context)
    except Rejected as refusal:
        return refusal.code
    return "done"


def test_of_two_processes_that_would_close_a_ring_at_one_moment_one_is_refused(platform):
    """Many times over, each under what lies below the other: only the register of moves is written by both."""
    apps = [build(platform) for _ in range(2)]
    for number in range(TIMES):
        names = [f"{letter}{number}" for letter in ("a", "b")]
        for name in names:
            assert do(apps[0], register(name), f"{name}.r") == "done"
            assert do(apps[0], register(f"{name}-duoi", name), f"{name}.d") == "done"
        asked = [
            move(f"{names[1]}-duoi", organisation_id=names[0]),
            move(f"{names[0]}-duoi", organisation_id=names[1]),
        ]
        with ThreadPoolExecutor(2) as pool:
            tried = [
                pool.submit(do, app, command, f"{number}.{command.organisation_id}")
                for app, command in zip(apps, asked, strict=True)
            ]
        assert sorted(one.result() for one in tried) == ["done", "parent-below"]
        states = [apps[0].answering.known.organisation(name) for name in names]
        assert [one.parent_id for one in states if isinstance(one, Registered)].count(None) == 1

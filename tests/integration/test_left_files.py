"""A process killed between storing an import's file and taking it leaves a key; it is found and destroyed, on a real database."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from datetime import timedelta

import pytest

from services.nominations.adapters.catalogue import CATALOGUE
from services.nominations.adapters.evidence_store import FILES
from services.nominations.adapters.filing import import_policies, left_files
from services.nominations.application.import_policies import key_of_file
from services.nominations.application.left_files import LEFT_AFTER
from services.nominations.domain.importing import Completed, file_case
from services.nominations.wiring import build
from shared.access import Caller, Grant
from shared.clock import system_clock
from shared.errors import NotFound, Rejected
from shared.eventstore.mongo import MongoEventStore
from shared.keyring import Keyring
from shared.platform import open_platform
from shared.recurring import Recurring
from shared.settings import load_settings
from shared.vault import KEYS
from tests.builders.sheets import workbook
from tests.support.waiting import until

PROGRAM = "tests.integration.importing_program"
LAN = Caller(actor="user:lan", name="Lan", grants=(Grant("administrator", "*"),))


class Later:
    """A clock that a test moves."""

    def __init__(self):
        self.by = timedelta()

    def __call__(self):
        return system_clock() + self.by


@pytest.fixture
def clock():
    return Later()


@pytest.fixture
def platform(mongo_uri, realm, tmp_path, clock):
    settings = load_settings(environment={"SOVANG_HOME": str(tmp_path), "SOVANG_REALM": realm})
    Keyring(settings.keys).make_missing()
    opened = open_platform(settings, mongo_uri, clock)
    yield opened
    opened.close()


@pytest.fixture
def killed(platform, mongo_uri, realm, tmp_path):
    """The content of a file that is stored and was never taken."""
    content = workbook()
    (tmp_path / "nhap.xlsx").write_bytes(content)
    ended = subprocess.run(
        [sys.executable, "-m", PROGRAM, mongo_uri, str(tmp_path), realm, str(tmp_path / "nhap.xlsx")],
        check=False,
        timeout=60,
    )
    assert ended.returncode == -signal.SIGKILL
    assert platform.database("nominations")[FILES].count_documents({}) == 1
    return content


def react(app, platform):
    """What the role of imports does with all there is."""
    reactions = import_policies(platform, app.imports, app.handle).table()
    store, codec = MongoEventStore(platform.database("nominations")), platform.codec(CATALOGUE)
    for row in platform.database("nominations")["commits"].find({"stream": {"$regex": "^import-"}}):
        for commit in store.read(row["stream"], None).commits:
            for event in map(codec.decode, commit.events):
                if event.envelope.type in reactions:
                    assert reactions[event.envelope.type](event, lambda: False)


def test_what_a_killed_process_left_is_given_up_after_its_time_and_destroyed(platform, clock, killed):
    app, vault = build(platform), platform.database("vault")[KEYS]
    ((file, case),) = [
        (row["_id"], row["metadata"]["case"]) for row in platform.database("nominations")[FILES].find()
    ]
    left = left_files(platform, app.imports)
    left.give_up()
    assert "wrapped" in vault.find_one({"_id": f"case-{case}"})
    clock.by = LEFT_AFTER + timedelta(minutes=1)
    stop, role = threading.Event(), None
    role = Recurring("left", platform.database("nominations"), left.give_up, 0.05)
    looking = threading.Thread(target=role.run, args=(stop,))
    looking.start()
    until(lambda: app.imports.handler.load(case).state.abandoned == 1)
    stop.set()
    looking.join(60)
    react(app, platform)
    assert "wrapped" not in vault.find_one({"_id": f"case-{case}"})
    with pytest.raises(NotFound):
        app.imports.evidence.get(case, file)


def test_the_same_file_is_taken_when_it_is_sent_again_before_or_after(platform, clock, killed):
    app = build(platform)
    clock.by = LEFT_AFTER + timedelta(minutes=1)
    left_files(platform, app.imports).give_up()
    react(app, platform)
    import_id, _ = app.imports.take(killed, LAN, "c-2")
    left_files(platform, app.imports).give_up()
    react(app, platform)
    stands = app.imports.standing(import_id).state
    assert isinstance(stands, Completed)
    assert (stands.registered, stands.accepted.attempt) == (3, 2)
    live = platform.sealer.made_before("case-import-", clock() + timedelta(days=1))
    assert list(live) == []
    assert platform.sealer.open_bytes(b"x" * 64, key_of_file(import_id, 2), "evidence") is None


def test_whoever_takes_it_in_the_moment_in_which_it_is_given_up_is_told_to_send_it_again(
    platform, clock, killed, monkeypatch
):
    app, clock.by = build(platform), LEFT_AFTER + timedelta(minutes=1)
    put = app.imports.evidence.put

    def slowly(case, content, about):
        stored = put(case, content, about)
        left_files(platform, app.imports).give_up()
        return stored

    monkeypatch.setattr(app.imports.evidence, "put", slowly)
    with pytest.raises(Rejected) as caught:
        app.imports.take(killed, LAN, "c-2")
    assert caught.value.code == "import-abandoned"
    monkeypatch.setattr(app.imports.evidence, "put", put)
    import_id, stands = app.imports.take(killed, LAN, "c-3")
    assert app.imports.evidence.get(file_case(import_id, 2), stands.file_sha256)[1] == killed

"""The nominations service on a real database: its roles number, publish, project and react."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import date

import pytest
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

from services.nominations import worker
from services.nominations.application import answers, register_answers
from services.nominations.application.answers import MovementsAsked
from services.nominations.domain.consolidation_messages import ConsolidateList
from services.nominations.domain.registration_messages import SubmitRegistrationList
from services.nominations.wiring import build
from shared.access import Caller, Grant
from shared.broker.doorbell import LocalHub
from shared.canonical import canonical_bytes
from shared.keyring import Keyring
from shared.messages import CommandContext, NumberedEvent
from shared.platform import open_platform
from shared.roles import RoleRunner
from shared.servicetokens import service_tokens
from shared.settings import load_settings
from tests.support.waiting import until
from tests.unit.nominations import course
from tests.unit.nominations.builders import done, model

INSPECTOR = Caller(actor="user:x", name="X", grants=(Grant("inspector", "*"),))
EPOCH = "00000000-0000-7000-8000-000000000001"


def selected_body() -> bytes:
    return canonical_bytes(
        {
            "specversion": "1.0",
            "id": "00000000-0000-7000-8000-00000000000a",
            "source": "//sovang.localhost/demo/awards",
            "type": "ModelsSelected",
            "subject": "selection-x",
            "time": "2021-03-26T02:00:00.000Z",
            "datacontenttype": "application/json",
            "dataschema": "/schemas/awards/ModelsSelected/1",
            "streamversion": 1,
            "previous": "0" * 64,
            "actor": "user:chair",
            "actorrole": "council_chair",
            "correlationid": "c-9",
            "causationid": "command:9",
            "data": {
                "case": "plan-p1",
                "occurred_on": "2021-03-26",
                "basis": "simulated",
                "plan_id": "p1",
                "session_id": "s",
                "chosen": ["m1", "m2"],
                "rules": [],
                "broken": [],
            },
        }
    )


class OtherServices:
    """Answers for awards' feed, and knows nothing else."""

    def __init__(self):
        self.events: list[bytes] = []
        self._server = make_server("127.0.0.1", 0, self._answer, threaded=True)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    @Request.application
    def _answer(self, request):
        if request.path != "/api/awards/feed":
            return Response(status=404)
        after = int(request.args["after"])
        page = [
            {"position": number, "body": body.decode()}
            for number, body in enumerate(self.events, start=1)
            if number > after
        ]
        return Response(
            json.dumps({"source": "awards", "epoch": EPOCH, "head": len(self.events), "events": page})
        )

    def numbered(self):
        return [
            NumberedEvent(source="awards", epoch=EPOCH, position=number, body=body)
            for number, body in enumerate(self.events, start=1)
        ]

    def close(self):
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture
def others() -> Iterator[OtherServices]:
    server = OtherServices()
    yield server
    server.close()


@pytest.fixture
def platform(mongo_uri, realm, tmp_path, others):
    environment = {
        "SOVANG_HOME": str(tmp_path),
        "SOVANG_REALM": realm,
        "SOVANG_AWARDS_URL": others.url,
        "SOVANG_AUDIT_URL": others.url,
    }
    settings = load_settings(environment=environment)
    Keyring(settings.keys).make_missing()
    opened = open_platform(settings, mongo_uri)
    yield opened
    opened.close()


class OnPlatform:
    """Does commands through the real application."""

    def __init__(self, platform):
        self.app = build(platform)
        self._fingerprint = platform.keyring.fingerprint
        self._number = 0

    def do(self, command, *, actor="user:lan", role="office", key=None):
        self._number += 1
        context = CommandContext(
            actor=actor,
            actor_role=role,
            correlation_id="c-1",
            causation_id=f"command:{self._number}",
            key=key or f"k{self._number}",
            fingerprint=self._fingerprint(repr(command)),
        )
        return self.app.handle(command, context)


@pytest.fixture
def hub():
    return LocalHub()


@pytest.fixture
def working(platform, hub):
    runner = RoleRunner(
        worker.roles(platform, hub.doorbell(), hub.bell, service_tokens(platform, "nominations"))
    )
    runner.start()
    yield runner
    assert runner.stop(60.0)


def consolidate(context):
    course.register(context)
    course.issue(context)
    models = (model(1), model(2, subject_id="s2"))
    context.do(SubmitRegistrationList(plan_id="p1", unit_id="u1", models=models, occurrence=done()))
    return context.do(ConsolidateList(plan_id="p1", occurrence=done(date(2021, 3, 25))))


def test_what_is_done_is_numbered_published_and_listed(platform, hub, working):
    intake = hub.doorbell().listen("test", "nominations")
    context = OnPlatform(platform)
    answer = consolidate(context)
    assert context.app.wait_for("cases", answer.token, 60.0)
    (case,) = context.app.ask("list-cases", answers.CasesAsked(), INSPECTOR).items
    assert (case.case, case.state) == ("plan-p1", "consolidated")
    assert context.app.wait_for("people", answer.token, 60.0)
    people = context.app.ask("list-people", register_answers.PeopleAsked(), INSPECTOR).items
    assert [one.name for one in people] == ["Người thứ 3", "Người thứ 2", "Người thứ 1"]
    called = register_answers.PeopleAsked(text="nguoi thu 2")
    assert [one.name for one in context.app.ask("list-people", called, INSPECTOR).items] == ["Người thứ 2"]
    assert context.app.wait_for("organisations", answer.token, 60.0)
    first = context.app.ask("list-organisations", register_answers.OrganisationsAsked(limit=2), INSPECTOR)
    rest = context.app.ask(
        "list-organisations", register_answers.OrganisationsAsked(after=first.next), INSPECTOR
    )
    assert [one.organisation_id for one in (*first.items, *rest.items)] == ["so", "ban", "u1", "u2", "u3"]
    assert context.app.wait_for("movements", answer.token, 60.0)
    assert [
        one.movement_id for one in context.app.ask("list-movements", MovementsAsked(), INSPECTOR).items
    ] == ["mv"]
    _, head = context.app.feed().head()
    heard = [until(lambda: intake.next(1.0), 60.0).event.position for _ in range(head)]
    assert heard == list(range(1, head + 1))


def test_a_selection_by_the_council_comes_back_to_the_office_once(platform, hub, working, others):
    context = OnPlatform(platform)
    consolidate(context)
    others.events.append(selected_body())
    bell = hub.bell("awards")
    bell.ring(others.numbered(), 1.0)
    bell.ring(others.numbered(), 1.0)

    def state():
        return context.app.ask("consolidation", answers.OnePlan(plan_id="p1"), INSPECTOR)

    until(lambda: state().item.state == "selected", 60.0)
    assert (state().version, state().item.chosen) == (2, ("m1", "m2"))


def test_no_sealed_text_stands_in_a_list_or_an_event(platform, working):
    context = OnPlatform(platform)
    answer = consolidate(context)
    assert context.app.wait_for("people", answer.token, 60.0)
    database = platform.database("nominations")
    for name in database.list_collection_names():
        for document in database[name].find():
            assert "Người thứ" not in repr(document), name

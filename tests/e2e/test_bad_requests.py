"""Bad requests get the documented problem in two languages, and leave nothing behind but what law wants recorded."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shared.access import Caller, Grant
from shared.clock import system_clock
from shared.keyring import TOKEN, Keyring
from shared.tokens import SERVICE_ROLE, TokenSigner
from tests.builders import bodies
from tests.builders.office import EVERYTHING, created, department, drafted_plan, issued_plan
from tests.e2e.bad import models, places
from tests.e2e.bad.making import ORGANISATION
from tests.e2e.bad.rows import ROWS
from tests.support.badly import Bad, Told, send
from tests.support.ports import free_port
from tests.support.records import entries, fingerprints, settle
from tests.support.system import System, running

RECORDED = [*places.RECORDED, *models.RECORDED]
INTERNAL = re.compile(
    r"Traceback|File \"|\.py\b|line \d+|Error\b|Exception|E11000|[Mm]ongo|pymongo|marshmallow|eventlet|nameko"
    r"|werkzeug|services\.|shared\.|0x[0-9a-f]{6}|<class|object at"
)
RESTLESS = ("leases", "log_state", "checkpoints", "sign_in_failures")
"""
Collections that change by themselves: who works, how far an idle numberer has looked, when a note was signed; and the
failures to sign in, which are counted so that guessing becomes slow.
"""
FOREIGN_REALM = "tinh-khac"


@dataclass(frozen=True, slots=True)
class World:
    system: System
    known: dict[str, Any]


@pytest.fixture(scope="module")
def world(server_folder: Callable[[str], Path]) -> Iterator[World]:
    with running(System(server_folder("bad"), free_port())) as system:
        person = system.open_account("moi-viec", EVERYTHING)
        ground = department(person, units=2)
        plan = drafted_plan(person, ground.id, "plan.draft", ground.units)
        issued = issued_plan(person, ground.id, "plan", ground.units)
        someone = created(person, "/api/nominations/people", bodies.person(ground.units[0]), "person")
        launched = created(person, "/api/nominations/movements", bodies.movement(ground.id), "movement")
        created(
            person, "/api/nominations/organisations", bodies.organisation("Phòng Ba", ground.id), "a-used-key"
        )
        clerk = system.open_account("can-bo", [("unit_clerk", ground.units[0])])
        known = {
            "department": ground.id,
            "unit": ground.units[0],
            "other_unit": ground.units[1],
            "plan": plan,
            "issued": issued,
            "person": someone,
            "movement": launched,
            "model": created(
                person,
                models.MODELS,
                bodies.model(ground.units[0], ground.id, someone),
                "model",
            ),
            "tokens": {"everybody": person._bearer(), "clerk": clerk._bearer(), **bad_tokens(system)},
        }
        settle(system)
        yield World(system, known)


def bad_tokens(system: System) -> dict[str, str]:
    settings, ring = system.settings, Keyring(system.settings.keys)
    key, stranger = ring.private(TOKEN), Ed25519PrivateKey.generate()
    caller = Caller(actor="user:quantri", name="Quản trị", grants=(Grant("administrator", "*"),))
    sound = TokenSigner(key, settings, system_clock).sign(caller)
    claims = jwt.decode(sound, options={"verify_signature": False})

    def signed(**changes: Any) -> str:
        return jwt.encode(claims | changes, key, algorithm="EdDSA")

    return {
        "service": TokenSigner(key, settings, system_clock).sign(
            replace(caller, actor="service:audit", grants=(Grant(SERVICE_ROLE, "*"),))
        ),
        "garbage": "day.khong-phai.token",
        "expired": TokenSigner(key, settings, lambda: system_clock() - timedelta(hours=1)).sign(caller),
        "unsigned": jwt.encode(claims, None, algorithm="none"),
        "confused": confused(claims, (settings.keys / "token.pub").read_bytes()),
        "other audience": signed(aud="sovang:production"),
        "other issuer": signed(iss="sovang.localhost/production"),
        "other key": jwt.encode(claims, stranger, algorithm="EdDSA"),
        "week long": signed(exp=claims["iat"] + 7 * 24 * 3600),
    }


def confused(claims: dict[str, Any], public_pem: bytes) -> str:
    """Signed with what everybody may know, as if it were a shared secret."""
    header = jwt.utils.base64url_encode(b'{"alg":"HS256","typ":"JWT"}')
    content = jwt.utils.base64url_encode(jwt.api_jws.json.dumps(claims).encode())
    text = header + b"." + content
    signature = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256)
    return (text + b"." + jwt.utils.base64url_encode(signature.sign(text, public_pem))).decode()


def require_problem(told: Told, bad: Bad) -> None:
    """RFC 9457 in Vietnamese and English, traceable, with nothing of our insides."""
    assert told.headers["Content-Type"] == "application/problem+json", told
    problem = told.problem
    assert (told.status, problem["code"]) == (bad.status, bad.code), problem
    assert problem["status"] == bad.status
    assert problem["type"] == f"/problems/{bad.code}"
    for name in ("title", "detail"):
        assert not problem[name].isascii(), problem  # Vietnamese
        assert problem[f"{name}_en"] not in ("", problem[name]), problem
    assert problem["correlation_id"]
    if bad.field is not None:
        assert bad.field in problem["fields"], problem
        assert all(text["vi"] != text["en"] for text in problem["fields"].values())
    assert not INTERNAL.search(told.text), told.text


@pytest.mark.parametrize("bad", ROWS, ids=lambda bad: bad.name)
def test_it_gets_the_documented_problem(world, bad):
    require_problem(send(world.system, bad, world.known), bad)


def test_the_problem_bears_the_correlation_id_of_the_request(world):
    bad = Bad(name="", status=400, code="", headers={"X-Correlation-Id": "cuoc-goi-1"}, body={})
    told = send(world.system, bad, world.known)
    assert told.problem["correlation_id"] == told.headers["X-Correlation-Id"] == "cuoc-goi-1"


def test_there_are_sixty_of_them_and_each_is_its_own():
    assert len({bad.name for bad in ROWS}) == len(ROWS) >= 60


def test_none_of_them_leaves_anything_behind(world):
    settle(world.system)
    before = fingerprints(world.system, RESTLESS)
    for bad in ROWS:
        send(world.system, bad, world.known)
    assert fingerprints(world.system, RESTLESS) == before


def test_refusals_that_law_wants_on_record_are_one_event_each(world):
    settle(world.system)
    before = entries(world.system)
    for bad in RECORDED:
        for key in (bad.key, bad.key, f"{bad.key}.again"):
            require_problem(send(world.system, replace(bad, key=key), world.known), bad)
    settle(world.system)
    new = [entry.event for entry in entries(world.system)[len(before) :]]
    assert [event["type"] for event in new] == ["ActRefused"] * len(RECORDED)
    assert {event["data"]["code"] for event in new} == {bad.code for bad in RECORDED}
    assert all(event["actor"] == "user:moi-viec" and event["data"]["rules"] for event in new)


@pytest.fixture
def other_realm(world: World) -> Iterator[tuple[str, World]]:
    """The address of a realm that is no demo, in the same house."""
    port = free_port()
    settings = {"SOVANG_REALM": FOREIGN_REALM, "SOVANG_PORT": str(port)}
    opened = world.system.program("init", settings=settings)
    password = re.search(r"\(chỉ hiện một lần\): (\S+)", opened.stdout)
    assert password, opened.stdout + opened.stderr
    beside = world.system.beside("serve", "nominations", settings=settings)
    url = f"http://127.0.0.1:{port}"
    try:
        beside.ready(f"{url}/healthz")
        signing = Bad(
            name="",
            status=200,
            code="",
            path="/api/nominations/sign-in",
            who=None,
            body={"username": "quantri", "password": password[1]},
        )
        token = send(world.system, signing, world.known, url).problem["token"]
        tokens = {**world.known["tokens"], "theirs": token}
        yield url, World(world.system, world.known | {"tokens": tokens})
    finally:
        beside.stop()


def test_simulated_dates_are_refused_outside_the_demo_and_its_tokens_do_not_cross(other_realm):
    url, world = other_realm
    body = {**ORGANISATION, "parent_id": None, "basis": "simulated", "occurred_on": "2021-03-24"}
    simulated = Bad(name="", status=403, code="simulated-outside-demo", who="theirs", body=body)
    require_problem(send(world.system, simulated, world.known, url), simulated)
    crossing = Bad(name="", status=401, code="token-invalid", who="everybody", body=ORGANISATION)
    require_problem(send(world.system, crossing, world.known, url), crossing)
    back = replace(crossing, who="theirs")
    require_problem(send(world.system, back, world.known), back)
    commits = world.system.mongo[f"sovang_{FOREIGN_REALM}_nominations"].commits
    assert commits.count_documents({}) == 1  # the administrator's own grant, from opening the realm

"""Whoever lacks the right role, at the right place, on the right day is refused and changes nothing; with it, is not."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from shared.clock import local_date, system_clock
from sovang.cli import app
from sovang.client import Client, Unreachable
from tests.builders import bodies, exemplary
from tests.builders.nominated import before_council, submitted
from tests.builders.office import EVERYTHING, created, drafted_plan, issued_plan
from tests.builders.striving import bloc, striving
from tests.e2e.bad.making import PAPER
from tests.e2e.forbidden import acts
from tests.e2e.forbidden.act import Act
from tests.e2e.forbidden.causes import CAUSES, RIGHT, SCOPES, Holding
from tests.e2e.forbidden.emulation import EMULATION_ACTS
from tests.e2e.test_bad_requests import RESTLESS, require_problem
from tests.support.badly import Bad, Told, send
from tests.support.beside import Beside
from tests.support.ports import free_port
from tests.support.records import fingerprints, settle
from tests.support.system import System, running
from tests.support.waiting import until

ACTS = (*acts.ACTS, *EMULATION_ACTS)
DAY_NEEDED = timedelta(minutes=10)
PATIENCE_SECONDS = 120.0
ONE_ROLE = [
    Holding(f"only-{role}".replace("_", "-"), "department", roles=(role,)) for role in ("office", "director")
]
ROWS = [
    (act, cause)
    for act in ACTS
    for cause in CAUSES
    if cause.name != "other-role" or set(cause.roles).isdisjoint(act.roles)
] + [(act, holding) for act in ACTS for holding in ONE_ROLE if holding.roles[0] not in act.roles]


@dataclass(frozen=True, slots=True)
class World:
    system: System
    known: dict[str, Any]
    people: dict[str, Client]

    def told(self, act: Act, holding: Holding, key: str = "mot-viec") -> Told:
        """What the account of *holding* is told when it does *act*."""
        bad = Bad(name="", status=0, code="", path=act.path, who=holding.name, key=key, body=dict(act.body))
        tokens = {name: person._bearer() for name, person in self.people.items()}
        return send(self.system, bad, {**self.known, "tokens": tokens})


def today() -> date:
    return local_date(system_clock())


def with_the_day_before_us() -> None:
    """
    Wait until no midnight comes while these tests run.

    Grants are given from and until days counted from today; in the middle of the tests it would be another day.
    """
    until(
        lambda: local_date(system_clock() + DAY_NEEDED) == today(),
        DAY_NEEDED.total_seconds() + 60,
        "midnight in Vietnam is over",
    )


def grants_of(holding: Holding, known: dict[str, Any]) -> list[dict[str, Any]]:
    days = {"begins_on": holding.begins, "ends_on": holding.ends}
    term = {
        name: (today() + timedelta(days=count)).isoformat()
        for name, count in days.items()
        if count is not None
    }
    scope = SCOPES.get(holding.scope) or known[holding.scope]
    return [{"role": role, "scope": scope, **term} for role in holding.roles]


def entitled(system: System, administrator: Client, holding: Holding, known: dict[str, Any]) -> Client:
    """The account of *holding*, signed in with what it was given; what was taken back by then is not among it."""
    name, password = holding.name, f"mật khẩu của {holding.name}"
    content = {"username": name, "password": password, "name": name, "grants": grants_of(holding, known)}
    opened = administrator.post("/api/nominations/accounts", content, f"account.{name}")
    assert opened.status == 200, opened.body
    if holding.revoked:
        for number, grant in enumerate(given_to(administrator, name, len(holding.roles))):
            taken = administrator.post(revoking(grant), {}, f"revoke.{name}.{number}")
            assert taken.status == 200, taken.body
    person = system.person(name, password)
    person._bearer()
    return person


def given_to(administrator: Client, account: str, count: int) -> list[dict[str, Any]]:
    """The *count* grants of *account*, once they are in the list."""

    def listed() -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = administrator.get(f"/api/nominations/grants?account={account}").body[
            "items"
        ]
        return found if len(found) == count else []

    return until(listed, PATIENCE_SECONDS, f"the grants of {account} are in the list")


def revoking(grant: dict[str, Any]) -> str:
    return f"/api/nominations/accounts/{grant['account']}/grants/{grant['grant_id']}/revoke"


@pytest.fixture(scope="module")
def world(server_folder: Callable[[str], Path]) -> Iterator[World]:
    with_the_day_before_us()
    with running(System(server_folder("forbidden"), free_port())) as system:
        person = system.open_account("moi-viec", EVERYTHING)
        path = "/api/nominations/organisations"
        province = created(person, path, bodies.organisation("Tỉnh"), "province")
        places = {
            name: created(
                person, path, {**bodies.organisation(called, province), "level": "department"}, name
            )
            for name, called in (("department", "Sở Công Thương Hà Tĩnh"), ("sibling", "Sở khác"))
        }
        units = {
            name: created(person, path, bodies.organisation(f"Phòng {name}", places[above]), name)
            for name, above in (("unit", "department"), ("siblings_unit", "sibling"))
        }
        here = places["department"]
        bodies_that_change = {
            name: created(person, path, bodies.organisation(f"Phòng {name}", here), name)
            for name in ("changing", "closing", "closed", "heir")
        }
        closed = f"{path}/{bodies_that_change['closed']}/dissolve"
        assert person.post(closed, bodies.dissolution(), "closed.end").status == 200
        people_that_move = {
            name: created(person, "/api/nominations/people", bodies.person(here), name)
            for name in ("moving", "leaving", "asking")
        }
        someone = created(person, "/api/nominations/people", bodies.person(here), "person")
        known = {
            "province": province,
            **places,
            **units,
            **bodies_that_change,
            **people_that_move,
            "person": someone,
            "plan": drafted_plan(person, here, "plan.draft"),
            "issued": issued_plan(person, here, "plan"),
            "dossier": submitted(person, units["unit"], here, someone, "dossier"),
        }
        asked = {"kind": "view", "received_on": "2026-11-20"}
        path = f"/api/nominations/people/{people_that_move['asking']}/requests"
        known["request"] = str(person.post(path, asked, "asking.request").body["id"])
        known |= striving(person, here, someone, known["issued"])
        known["bloc"] = created(person, "/api/nominations/blocs", bloc(here, places["sibling"]), "bloc")
        head = created(
            person, "/api/nominations/people", bodies.person(here, "Trần Thị Bình", position="head"), "head"
        )
        movement = known["movement"]
        model = exemplary.detected(person, here, someone, "model")
        exemplary.judged(person, here, model, head, movement, "model")
        known |= {"head": head, "movement": movement, "model": model, "reviewed_on": exemplary.DAY}
        seats = bodies.council(here, ["an", *(holding.name for holding in RIGHT)])
        council = created(person, "/api/awards/councils", seats, "council")
        item = submitted(person, units["unit"], here, someone, "item")
        known["item"] = before_council(person, item, council, "item")
        system.open_account("ai-do", [])
        system.open_account("nguoi-cu", [("unit_clerk", here)])
        administrator = system.administrator()
        people = {
            holding.name: entitled(system, administrator, holding, known)
            for holding in (*CAUSES, *RIGHT, *ONE_ROLE)
        }
        settle(system)
        yield World(system, known, people)


def forbidden(act: Act, cause: Holding) -> Bad:
    return Bad(name=f"{act.name} / {cause.name}", status=403, code="forbidden")


def test_there_are_eighty_of_them_and_each_is_its_own():
    assert len({(act.name, cause.name) for act, cause in ROWS}) == len(ROWS) >= 80


@pytest.mark.parametrize(("act", "cause"), ROWS, ids=[f"{act.name}-{cause.name}" for act, cause in ROWS])
def test_it_is_refused_with_the_documented_problem(world, act, cause):
    require_problem(world.told(act, cause), forbidden(act, cause))


def test_none_of_them_leaves_anything_behind(world):
    settle(world.system)
    before = fingerprints(world.system, RESTLESS)
    for act, cause in ROWS:
        assert world.told(act, cause, "lan-nua").status == 403
    assert fingerprints(world.system, RESTLESS) == before


def test_a_grant_taken_back_or_an_account_disabled_counts_at_once_where_it_decides(world):
    """The token was given before: what is live is refused within the same minutes, what is not still counts."""
    administrator = world.system.administrator()
    here = Holding("bi-thu-hoi", "department", roles=("administrator", "office"))
    person = entitled(world.system, administrator, here, world.known)
    world.people[here.name] = person
    live, lasting = (
        next(act for act in ACTS if act.name == name) for name in ("give a grant", "draft a plan")
    )
    assert world.told(live, here, "truoc").status == 201
    given = given_to(administrator, here.name, 2)
    (grant,) = [item for item in given if item["role"] == "administrator"]
    assert administrator.post(revoking(grant), {}, "thu-hoi").status == 200
    require_problem(world.told(live, here, "sau"), forbidden(live, here))
    assert administrator.post(f"/api/nominations/accounts/{here.name}/disable", {}, "khoa").status == 200
    disabled = Bad(name="", status=403, code="account-disabled")
    require_problem(world.told(live, here, "sau-nua"), disabled)
    assert world.told(lasting, here, "con-phut").status == 201
    paper = {"basis": "document", "occurred_on": "2021-03-24", "document": PAPER}
    on_paper = replace(lasting, body={**lasting.body, **paper})
    require_problem(world.told(on_paper, here, "tren-giay"), disabled)
    assert administrator.post(f"/api/nominations/accounts/{here.name}/enable", {}, "mo").status == 200
    assert world.told(on_paper, here, "tren-giay-nua").status == 201


def test_an_account_without_grants_is_disabled_by_those_alone_who_may_everywhere(world):
    administrator = world.system.administrator()
    world.system.open_account("chua-co-quyen", [])
    own = next(holding for holding in RIGHT if holding.name == "own")
    for what in ("disable", "enable"):
        act = Act(what, (), f"/api/nominations/accounts/chua-co-quyen/{what}")
        require_problem(world.told(act, own, what), Bad(name="", status=403, code="forbidden"))
        assert administrator.post(act.path, {}, f"khong-quyen.{what}").status in (200, 201)
    anew = Act("reset", (), "/api/nominations/accounts/chua-co-quyen/password", {"password": "a" * 12})
    beyond = Bad(name="", status=403, code="account-beyond-reach")
    require_problem(world.told(anew, own, "dat-lai"), beyond)


def test_the_last_administrator_of_the_realm_stays(world):
    administrator = world.system.administrator()
    (mine,) = given_to(administrator, "quantri", 1)
    everybody = "/api/nominations/accounts/moi-viec"
    assert administrator.post(f"{everybody}/disable", {}, "cuoi.1").status == 200
    try:
        for path in (revoking(mine), "/api/nominations/accounts/quantri/disable"):
            told = administrator.post(path, {}, "cuoi.2")
            assert (told.status, told.body["code"]) == (409, "last-administrator")
    finally:
        assert administrator.post(f"{everybody}/enable", {}, "cuoi.3").status == 200


def test_a_vote_by_a_disabled_account_is_refused_within_the_life_of_its_token(world):
    administrator = world.system.administrator()
    member = Holding("uy-vien", "department", roles=("council_member",))
    world.people[member.name] = entitled(world.system, administrator, member, world.known)
    vote = Act("vote", (), "/api/awards/items/khong-co/votes", {"choice": "for"})
    assert world.told(vote, member, "phieu-1").status == 404  # let in: there is nothing to vote on
    assert administrator.post(f"/api/nominations/accounts/{member.name}/disable", {}, "k1").status == 200
    refused = Bad(name="", status=403, code="account-disabled")
    require_problem(world.told(vote, member, "phieu-2"), refused)
    assert administrator.post(f"/api/nominations/accounts/{member.name}/enable", {}, "k2").status == 200
    assert world.told(vote, member, "phieu-3").status == 404


@pytest.mark.parametrize("service", ["nominations", "awards", "notifications"])
def test_parked_events_are_decided_about_by_nobody_who_is_disabled_or_was_an_administrator(world, service):
    administrator = world.system.administrator()
    holder = Holding(f"giu-viec-{service}", "department", roles=("administrator",))
    world.people[holder.name] = entitled(world.system, administrator, holder, world.known)
    one = {"id": "nominations@1", "reason": "thử"}
    acts = [Act(what, (), f"/api/{service}/parked/{what}", one) for what in ("replay", "drop")]

    def told_each(status: int, code: str) -> None:
        for act in acts:
            require_problem(world.told(act, holder), Bad(name="", status=status, code=code))

    account = f"/api/nominations/accounts/{holder.name}"
    told_each(404, "parked-event-not-found")  # let in: no such event is parked
    assert administrator.post(f"{account}/disable", {}, "tam-giu.1").status == 200
    told_each(403, "account-disabled")
    assert administrator.post(f"{account}/enable", {}, "tam-giu.2").status == 200
    told_each(404, "parked-event-not-found")
    (grant,) = given_to(administrator, holder.name, 1)
    assert administrator.post(revoking(grant), {}, "tam-giu.3").status == 200
    told_each(403, "forbidden")


def moved(world: World, days: int, port: int) -> Beside:
    """A process that serves the same accounts with a clock some days ahead."""
    environment = {**world.system.environment, "MONGO_URI": world.system.mongo_uri, "SOVANG_PORT": str(port)}
    log = world.system.home / "logs" / f"later-{days}.log"
    command = [sys.executable, "-m", "tests.support.later", str(days), "nominations"]
    return Beside(command, environment, log)


def test_a_grant_that_ended_yesterday_refuses_today_and_one_of_tomorrow_counts_tomorrow(world):
    act = next(act for act in ACTS if act.name == "draft a plan")
    port = free_port()
    later = moved(world, 1, port)
    url = f"http://127.0.0.1:{port}"
    try:
        later.ready(f"{url}/healthz")
        for name, status in (("own", 403), ("begins-tomorrow", 201)):
            person = world.system.person(name, f"mật khẩu của {name}")
            person._url_of = lambda _service: url
            known = {**world.known, "tokens": {name: person._bearer()}}
            bad = Bad(
                name="", status=0, code="", path=act.path, who=name, key="ngay-mai", body=dict(act.body)
            )
            assert send(world.system, bad, known, url).status == status, name
    finally:
        later.stop()


@pytest.mark.parametrize("holding", RIGHT, ids=lambda holding: holding.name)
@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.name)
def test_the_same_request_is_done_with_the_right_grant(world, act, holding):
    told: list[Told] = []

    def done() -> bool:
        told.append(world.told(act, holding, f"dung-quyen.{holding.name}.{ACTS.index(act)}"))
        return told[-1].status in (200, 201)

    # the awards context hears of organisations from events: until then it knows too little, and refuses
    until(done, PATIENCE_SECONDS, f"{act.name} is done by {holding.name}")
    assert len(told) == 1 or act.path.startswith("/api/awards"), told[0]


def test_an_operator_gives_takes_back_and_disables_at_the_command_line(world):
    def asked(*arguments: str, code: int = 0) -> Any:
        done = CliRunner().invoke(app, [*arguments, "--json"], env=world.system.environment)
        assert done.exit_code == code, done.output
        return json.loads(done.stdout)

    password = asked("users", "open", "nguoi-moi", "--name", "Người mới")["password"]
    decision = ("--number", "8/QĐ-SCT", "--dated", "2021-01-04")
    here = world.known["department"]
    grant = asked("grants", "give", "nguoi-moi", "office", here, "--until", "2999-12-31", *decision)["id"]
    person = world.system.person("nguoi-moi", password)
    draft = bodies.plan(here)
    assert person.post("/api/nominations/plans", draft, "cli.1").status == 201
    assert asked("grants", "revoke", "nguoi-moi", grant)["version"] == 2
    listed = until(
        lambda: [one for one in asked("grants", "list", "nguoi-moi") if one["revoked_on"]],
        PATIENCE_SECONDS,
        "it is taken back",
    )
    assert [(one["grant_id"], one["decision"]["number"], one["given_by"]) for one in listed] == [
        (grant, "8/QĐ-SCT", "user:quantri")
    ]
    assert asked("users", "disable", "nguoi-moi")["version"] == 3
    (shown,) = [one for one in asked("users", "list") if one["account"] == "nguoi-moi"]
    assert (shown["disabled"], shown["roles"]) == (True, [])
    assert asked("users", "disable", "khong-co", code=1)["code"] == "account-unknown"
    with pytest.raises(Unreachable):
        world.system.person("nguoi-moi", password).get("/api/nominations/organisations")


def test_a_username_that_holds_a_part_of_the_name_is_pointed_out_at_the_command_line(world):
    def opened(username: str, name: str) -> str:
        done = CliRunner().invoke(
            app, ["users", "open", username, "--name", name], env=world.system.environment
        )
        assert done.exit_code == 0, done.output
        return done.stdout

    assert "không xóa được" in opened("bich.so", "Trần Ngọc Bích")
    assert "không xóa được" not in opened("cv-09", "Trần Ngọc Bích")


def test_a_command_line_that_cannot_ask_says_so_with_another_code(world):
    away = {**world.system.environment, "SOVANG_NOMINATIONS_URL": "http://127.0.0.1:1"}
    assert isinstance(CliRunner().invoke(app, ["users", "list"], env=away).exception, Unreachable)
    half = world.system.program("users", "disable", "nguoi-cu", "--number", "8/QĐ-SCT")
    assert half.returncode == 2
    assert "phải đi cùng nhau" in half.stderr


def test_the_table_of_permissions_marks_what_is_judged_live():
    told = CliRunner().invoke(app, ["permissions"])
    assert told.exit_code == 0
    assert "vote.cast *" in told.stdout
    listed = json.loads(CliRunner().invoke(app, ["permissions", "--json"]).stdout)
    assert {"service": "awards", "permission": "award.decide", "roles": ["director"], "live": True} in listed

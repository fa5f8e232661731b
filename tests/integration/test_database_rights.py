"""
What each process may do to the database, tried with its own user.

SecantusDB holds rights per database and lets `find` watch; what it cannot refuse is held by the exact content of the
roles, which mongod enforces per collection.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import structlog
from pymongo import MongoClient
from pymongo.errors import OperationFailure

from shared.errors import TransientError
from shared.logs import configure_logs
from shared.reachable import DatabaseAnswers
from shared.roles import RoleRunner
from shared.settings import SERVICES, Settings
from shared.views import database_of_views
from sovang.doctor import examine
from sovang.examining.database import examine_database
from sovang.examining.findings import Section
from sovang.examining.histories import examine_parked, examine_streams
from sovang.examining.keys import examine_keys
from sovang.privilege.roles import PROCESSES, Process, forbidden, privileges, role_name
from sovang.realm import entitle, open_realm
from tests.support.guarded import GuardedDatabase
from tests.support.realms import realm_settings
from tests.support.waiting import until

UNAUTHORIZED = 13
Client = MongoClient[dict[str, Any]]


@pytest.fixture(scope="module")
def guarded(server_folder: Callable[[str], Path]) -> Iterator[GuardedDatabase]:
    database = GuardedDatabase(server_folder("guarded"))
    database.start_guarded()
    yield database
    database.stop()


@pytest.fixture(scope="module")
def opened(guarded: GuardedDatabase, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A realm whose processes have their users."""
    settings = realm_settings(tmp_path_factory.mktemp("home"), mongo_admin_uri=guarded.admin_uri)
    open_realm(settings, guarded.admin_uri)
    entitle(settings)
    return settings


@pytest.fixture
def client_of(opened: Settings) -> Iterator[Callable[[str, str], Client]]:
    made: list[Client] = []

    def connect(service: str, role: str) -> Client:
        uri = (opened.credentials / f"mongo-{service}-{role}").read_text().strip()
        made.append(MongoClient(uri, serverSelectionTimeoutMS=5000))
        return made[-1]

    yield connect
    for one in made:
        one.close()


def refused(act: Callable[[], Any]) -> bool:
    try:
        act()
    except OperationFailure as error:
        return error.code == UNAUTHORIZED
    return False


@pytest.mark.parametrize("service", SERVICES)
def test_serve_can_neither_alter_nor_take_from_its_history(opened, client_of, service):
    database = client_of(service, "serve")[opened.database_name(service)]
    commits = database["commits"]
    before = list(commits.find())  # what it may read: the administrator's own grant, or nothing
    assert refused(lambda: database["log"].delete_many({}))
    assert refused(commits.drop)
    assert refused(lambda: commits.create_index("recorded_at", expireAfterSeconds=1))
    assert refused(lambda: commits.rename("gone"))
    assert refused(lambda: database.command("collMod", "commits", validator={}))
    assert list(commits.find()) == before
    if service == "audit":  # others mark parked events; SecantusDB knows no rights per collection
        assert refused(lambda: commits.update_many({}, {"$set": {"x": 1}}))


@pytest.mark.parametrize("service", SERVICES)
def test_work_can_take_nothing_from_its_history(opened, client_of, service):
    database = client_of(service, "work")[opened.database_name(service)]
    for collection in ("commits", "log", "entries", "tiles", "checkpoints"):
        assert refused(lambda name=collection: database[name].delete_many({}))
        assert refused(lambda name=collection: database[name].drop())
        assert refused(lambda name=collection: database[name].create_index("x", expireAfterSeconds=1))


def test_a_user_that_is_refused_is_told_of_once_and_without_its_password(opened, guarded, capsys):
    uri = (opened.credentials / "mongo-awards-work").read_text().strip()
    secret = uri.partition("://")[2].partition("@")[0].partition(":")[2]
    wrong = uri.replace(secret, "mat-khau-sai")
    configure_logs("json")
    try:
        with MongoClient(wrong, serverSelectionTimeoutMS=5000) as client:
            job = SimpleNamespace(name="awards.numberer", database=client[opened.database_name("awards")])
            answers = DatabaseAnswers(job.database, "awards")
            runner = RoleRunner([job], term=2.0)
            runner.start()
            until(lambda: runner.status()[job.name]["detail"], what="it is refused")
            assert [answers() for _ in range(2)] == [False, False]
            assert runner.stop()
    finally:
        structlog.reset_defaults()
    logged = capsys.readouterr().err
    lines = [json.loads(line) for line in logged.splitlines() if line.startswith("{")]
    refusals = [line["event"] for line in lines if "uthentication" in line.get("reason", "")]
    assert sorted(refusals) == ["database does not answer", "lease cannot be asked for"]
    assert "mat-khau-sai" not in logged


@pytest.mark.parametrize("role", ["serve", "work"])
def test_nobody_reaches_the_database_of_another_service(opened, client_of, role):
    client = client_of("awards", role)
    for service in ("nominations", "notifications", "audit"):
        for name in (opened.database_name(service), database_of_views(opened.database_name(service))):
            assert refused(lambda name=name: client[name]["commits"].find_one())
            assert refused(lambda name=name: client[name]["commits"].insert_one({}))
    assert refused(lambda: client.drop_database(opened.database_name("awards")))
    assert refused(lambda: client.admin.command("createUser", "x", pwd="x", roles=["root"]))


def test_work_builds_and_drops_read_models_which_serve_only_reads(opened, client_of):
    name = database_of_views(opened.database_name("audit"))
    work, serve = client_of("audit", "work")[name], client_of("audit", "serve")[name]
    work["view_x_1"].create_index([("a", 1)])
    work["view_x_1"].insert_one({"_id": 1, "a": 1})
    work["view_x_1"].replace_one({"_id": 1}, {"a": 2})
    assert serve["view_x_1"].find_one() == {"_id": 1, "a": 2}
    assert refused(lambda: serve["view_x_1"].insert_one({}))
    assert refused(serve["view_x_1"].drop)
    assert "view_x_1" in work.list_collection_names()
    work["view_x_1"].drop()


def test_every_service_makes_a_key_and_only_nominations_destroys_one(opened, client_of):
    def keys(service: str) -> Any:
        return client_of(service, "serve")[opened.database_name("vault")]["keys"]

    for service in SERVICES:
        keys(service).insert_one({"_id": service, "wrapped": b"x"})
        assert refused(lambda service=service: keys(service).delete_one({"_id": service}))
    for service in ("awards", "notifications", "audit"):
        assert refused(
            lambda service=service: keys(service).find_one_and_replace({"_id": service}, {"gone": 1})
        )
    assert keys("nominations").find_one_and_replace({"_id": "awards"}, {"destroyed_at": 1}) is not None
    for service in SERVICES:
        assert keys(service).find_one({"_id": "awards"}) == {"_id": "awards", "destroyed_at": 1}


def test_the_roles_at_the_server_are_exactly_the_table(opened, guarded):
    with MongoClient(guarded.admin_uri) as client:
        for process in PROCESSES:
            name = role_name(opened, process)
            asked = client.admin.command("rolesInfo", {"role": name, "db": "admin"}, showPrivileges=True)
            (role,) = asked["roles"]
            stored = {
                (one["resource"]["db"], one["resource"]["collection"], frozenset(one["actions"]))
                for one in role["privileges"]
            }
            wanted = {
                (one.database, one.collection, frozenset(one.actions)) for one in privileges(opened, process)
            }
            assert stored == wanted
            assert role["roles"] == []
            (user,) = client.admin.command("usersInfo", name)["users"]
            assert [(one["role"], one["db"]) for one in user["roles"]] == [(name, "admin")]


def test_no_process_may_change_a_history_or_hold_rights_over_a_whole_database_of_one(opened):
    histories, never = forbidden()
    own = {opened.database_name(service) for service in (*SERVICES, "vault")}
    for process in PROCESSES:
        for one in privileges(opened, process):
            if one.database in own:
                assert one.collection
            if one.database in own and one.collection in histories:
                assert not never & set(one.actions)
            if one.collection == "keys" and "update" in one.actions:
                assert process.service == "nominations"


def test_only_the_audit_worker_adds_to_the_ledger(opened):
    adding = {
        (process, one.collection)
        for process in PROCESSES
        for one in privileges(opened, process)
        if one.collection in ("entries", "tiles", "checkpoints") and "insert" in one.actions
    }
    work = Process("audit", "work")
    assert adding == {(work, "entries"), (work, "tiles"), (work, "checkpoints")}


def test_init_again_keeps_passwords_and_takes_back_rights_that_were_added(opened, guarded, client_of):
    files = sorted(opened.credentials.glob("mongo-*"))
    before = [path.read_text() for path in files]
    name = role_name(opened, Process("awards", "serve"))
    with MongoClient(guarded.admin_uri) as client:
        more = [{"resource": {"db": opened.database_name("awards"), "collection": ""}, "actions": ["remove"]}]
        client.admin.command("grantPrivilegesToRole", name, privileges=more)
        entitle(opened)
    commits = client_of("awards", "serve")[opened.database_name("awards")]["commits"]
    assert refused(lambda: commits.delete_many({}))
    assert [path.read_text() for path in files] == before
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}


def test_a_password_that_the_operator_gave_is_the_one_that_counts(guarded, tmp_path):
    settings = realm_settings(tmp_path, mongo_admin_uri=guarded.admin_uri)
    settings.credentials.mkdir(parents=True)
    given = f"mongodb://{settings.realm}-mine:c%3Ahosen@127.0.0.1:{guarded.port}/?directConnection=true"
    (settings.credentials / "mongo-audit-work").write_text(given)
    assert "mongo-audit-work" not in entitle(settings).files
    with MongoClient(given) as client:
        assert client[settings.database_name("audit")]["entries"].find_one() is None


def test_without_an_administrator_no_user_is_made(tmp_path):
    settings = realm_settings(tmp_path)
    entitled = entitle(settings)
    assert (entitled.database, entitled.broker, entitled.files) == ([], [], [])
    assert not settings.credentials.exists()


def test_a_wrong_password_of_the_administrator_is_told_without_showing_it(guarded, tmp_path):
    uri = guarded.admin_uri.replace("@", "wr0ng@")
    settings = realm_settings(tmp_path, mongo_admin_uri=uri)
    with pytest.raises(TransientError) as told:
        entitle(settings)
    assert "wr0ng" not in str(told.value)
    assert "uthenti" in str(told.value)
    assert "wr0ng" not in guarded.log()


def examined(settings: Settings, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, Any], str]:
    """The doctor's exit code, per section its findings, and all that was printed."""
    capsys.readouterr()
    code = examine(settings, as_json=True)
    printed = capsys.readouterr()
    sections = json.loads(printed.out)["sections"]
    told = {name: [(one["state"], one["what"]["en"]) for one in some] for name, some in sections.items()}
    return code, told, printed.out + printed.err


def told(section: Section, settings: Settings) -> set[tuple[str, str]]:
    return {(one.state.value, one.what.en) for one in section(settings)}


def test_the_doctor_finds_nothing_wrong_as_init_made_it_and_leaves_nothing_behind(opened, guarded, capsys):
    with MongoClient(guarded.admin_uri) as client:

        def everything() -> dict[str, int]:
            names = [name for name in client.list_database_names() if opened.realm in name]
            return {
                f"{name}.{one}": count
                for name in names
                for one in client[name].list_collection_names()
                if (count := client[name][one].count_documents({}))
            }

        before = everything()
        code, sections, _ = examined(opened, capsys)
        assert everything() == before
    assert code == 0, sections
    assert {state for some in sections.values() for state, _ in some} <= {"ok", "warning"}
    spoken_of = {said.partition(":")[0] for _, said in sections["database"]}
    assert spoken_of >= {process.name for process in PROCESSES}


def test_the_doctor_finds_a_right_too_much_and_one_that_is_missing(opened, guarded):
    name, database = role_name(opened, Process("awards", "serve")), opened.database_name("awards")
    more = [{"resource": {"db": database, "collection": ""}, "actions": ["remove"]}]
    with MongoClient(guarded.admin_uri) as client:
        client.admin.command("grantPrivilegesToRole", name, privileges=more)
        found = told(examine_database, opened)
        assert ("wrong", f"awards-serve: may remove {database}.commits, and must not") in found
        client.admin.command("updateRole", name, privileges=[], roles=[])
        found = told(examine_database, opened)
        assert ("wrong", f"awards-serve: may not insert {database}.commits") in found
        entitle(opened)


@pytest.mark.parametrize(("views", "collection"), [(False, "users"), (True, "views")])
def test_the_doctor_sees_who_may_read_the_database_of_another_service(opened, guarded, views, collection):
    name, database = role_name(opened, Process("awards", "serve")), opened.database_name("nominations")
    if views:
        database = database_of_views(database)
    more = [{"resource": {"db": database, "collection": "" if views else collection}, "actions": ["find"]}]
    with MongoClient(guarded.admin_uri) as client:
        client.admin.command("grantPrivilegesToRole", name, privileges=more)
        found = told(examine_database, opened)
        entitle(opened)
    assert ("wrong", f"awards-serve: may find {database}.{collection}, and must not") in found
    assert not any(state == "wrong" for state, _ in told(examine_database, opened))


def test_the_doctor_sees_a_key_that_others_can_read_and_one_that_is_old(opened):
    key = opened.keys / "master.key"
    key.chmod(0o644)
    assert ("wrong", f"Others may open {key} (644)") in told(examine_keys, opened)
    key.chmod(0o600)
    os.utime(key, (1, 1))
    assert any(state == "warning" and "days old" in said for state, said in told(examine_keys, opened))
    os.utime(key)
    assert {state for state, _ in told(examine_keys, opened)} == {"ok"}


def test_the_doctor_tells_of_a_wrong_password_without_showing_it(opened, capsys):
    file = opened.credentials / "mongo-nominations-serve"
    right = file.read_text()
    file.write_text(right.replace("@", "wr0ng@"))
    code, sections, printed = examined(opened, capsys)
    file.write_text(right)
    assert (code, sections["database"][-1][0]) == (2, "unknown")
    assert "wr0ng" not in printed


def test_the_doctor_sees_streams_grown_long_and_parked_events(opened, guarded):
    with MongoClient(guarded.admin_uri) as client:
        database = client[opened.database_name("awards")]
        database["commits"].insert_one({"_id": "x@0000000501", "stream": "x", "first": 501, "last": 501})
        database["parked"].insert_one({"_id": "a", "state": "parked"})
        streams, parked = told(examine_streams, opened), told(examine_parked, opened)
        database["commits"].delete_many({})
        database["parked"].delete_many({})
    assert ("warning", "Stream x has 501 events") in streams
    assert ("warning", "awards: 1 events are parked") in parked
    assert ("ok", "nominations: no event is parked") in parked

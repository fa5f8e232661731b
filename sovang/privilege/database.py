"""Making each process's role and user at MongoDB, with an administrator's credentials."""

from __future__ import annotations

from typing import Any

from pymongo import MongoClient
from pymongo.database import Database
from pymongo.errors import OperationFailure, PyMongoError

from shared.errors import TransientError
from shared.settings import Settings
from sovang.privilege.credentials import CredentialFiles, Login, login_of
from sovang.privilege.roles import PROCESSES, Process, privileges, role_name

ADMIN = "admin"
ROLE_EXISTS = 51002
USER_EXISTS = 51003
SELECTION_MS = 10_000


def make_users(settings: Settings, files: CredentialFiles) -> list[str]:
    """
    Give each process its role and its user; the users' names. Doing it again sets all to what the table says now.

    Raises TransientError when the server refuses or is away.
    """
    assert settings.mongo_admin_uri is not None
    client: MongoClient[dict[str, Any]] = MongoClient(
        settings.mongo_admin_uri, serverSelectionTimeoutMS=SELECTION_MS, w="majority", journal=True
    )
    try:
        return [_make(client[ADMIN], settings, process, files) for process in PROCESSES]
    except PyMongoError as error:
        raise TransientError(f"database: {error}") from error
    finally:
        client.close()


def _make(
    admin: Database[dict[str, Any]], settings: Settings, process: Process, files: CredentialFiles
) -> str:
    name = role_name(settings, process)
    allowed = [one.document() for one in privileges(settings, process)]
    assert settings.mongo_admin_uri is not None
    login = login_of(
        files.uri("mongo", process.name, settings.mongo_admin_uri, name), f"mongo-{process.name}"
    )
    _make_role(admin, name, allowed)
    _make_user(admin, login, name)
    return login.user


def _make_role(admin: Database[dict[str, Any]], name: str, allowed: list[dict[str, Any]]) -> None:
    content = {"privileges": allowed, "roles": []}
    try:
        admin.command({"createRole": name, **content})
    except OperationFailure as error:
        if error.code != ROLE_EXISTS:
            raise
        admin.command({"updateRole": name, **content})


def _make_user(admin: Database[dict[str, Any]], login: Login, role: str) -> None:
    content = {"pwd": login.password, "roles": [{"role": role, "db": ADMIN}]}
    try:
        admin.command({"createUser": login.user, **content})
    except OperationFailure as error:
        if error.code != USER_EXISTS:
            raise
        admin.command({"updateUser": login.user, **content})

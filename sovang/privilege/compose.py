"""The secret files that docker-compose.yml mounts, keys of the realm among them: made once, on the machine where it runs."""

from __future__ import annotations

import base64
import secrets
from pathlib import Path

from shared.keyring import Keyring
from shared.settings import Settings
from sovang.privilege.credentials import CredentialFiles, Login, new_login, with_login
from sovang.privilege.roles import PROCESSES, role_name

MONGO = "mongodb://mongodb:27017/?replicaSet=rs0"
AMQP = "amqp://rabbitmq:5672//"
MANAGEMENT = "http://rabbitmq:15672"
KEYFILE_BYTES = 756
MOUNTED = 0o444
"""Containers' users must read what is mounted, whoever they are; the folder keeps everybody else out."""


def make_secrets(settings: Settings, folder: Path) -> list[str]:
    """Make what is missing in *folder*; the names of new files. What is there is never changed."""
    files = CredentialFiles(folder)
    _administrators(files, folder)
    for process in PROCESSES:
        database = new_login(role_name(settings, process))
        files.write(f"mongo-{process.name}", with_login(MONGO, database), MOUNTED)
        files.write(f"amqp-{process.name}", with_login(AMQP, new_login(process.name)), MOUNTED)
    return files.made + _keys(folder / "keys")


def _keys(folder: Path) -> list[str]:
    made = Keyring(folder).make_missing()
    for file in folder.iterdir():
        file.chmod(MOUNTED)
    return [f"{name}.key" for name in made]


def _administrators(files: CredentialFiles, folder: Path) -> None:
    files.write("mongo-admin-password", secrets.token_urlsafe(24), MOUNTED)
    admin = Login("admin", (folder / "mongo-admin-password").read_text(encoding="utf-8").strip())
    files.write("mongo-admin-uri", with_login(MONGO, admin), MOUNTED)
    key = base64.b64encode(secrets.token_bytes(KEYFILE_BYTES)).decode()
    files.write("mongo-keyfile", key, MOUNTED)
    broker = new_login("admin")
    if files.write("rabbitmq-management-url", with_login(MANAGEMENT, broker), MOUNTED):
        conf = f"default_user = {broker.user}\ndefault_pass = {broker.password}"
        files.write("rabbitmq-admin.conf", conf, MOUNTED)

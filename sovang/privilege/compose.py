"""The secret files that docker-compose.yml mounts, keys and certificates among them: made once, where it runs."""

from __future__ import annotations

import base64
import secrets
from pathlib import Path

from shared.keyring import Keyring
from shared.settings import Settings
from sovang.privilege.certificates import MOUNTED, make_certificates
from sovang.privilege.credentials import ENGINES, CredentialFiles, Login, new_login, with_login
from sovang.privilege.roles import PROCESSES, role_name

BELIEVED = "/run/sovang/authority/ca.crt"
"""Where each process finds the authority that vouches for database and broker, in compose and on Kubernetes."""

MONGO = f"mongodb://mongodb:27017/?replicaSet=rs0&tls=true&tlsCAFile={BELIEVED}"
AMQP = f"amqps://rabbitmq:5671//?cacertfile={BELIEVED}"
MANAGEMENT = f"https://rabbitmq:15671?cacertfile={BELIEVED}"
KEYFILE_BYTES = 756


def make_secrets(settings: Settings, folder: Path) -> list[str]:
    """Make what is missing in *folder*; the names of new files. What is there is never changed."""
    files = CredentialFiles(folder)
    _administrators(files, folder)
    for process in PROCESSES:
        database = new_login(role_name(settings, process))
        files.write(f"mongo-{process.name}", with_login(MONGO, database), MOUNTED)
        files.write(f"amqp-{process.name}", with_login(AMQP, new_login(process.name)), MOUNTED)
    return files.made + make_certificates(folder) + _keys(folder / "keys")


def in_the_clear(folder: Path) -> list[str]:
    """The files of *folder* whose address has no TLS: of an installation from before there was any, or an operator's."""
    names = {"mongo-admin-uri", "rabbitmq-management-url"}
    names |= {f"{engine}-{process.name}" for engine in ENGINES for process in PROCESSES}
    texts = {name: (folder / name).read_text(encoding="utf-8") for name in names}
    return sorted(name for name, text in texts.items() if not _sealed(text))


def _sealed(uri: str) -> bool:
    """As the address says itself; names that DNS looks up (`mongodb+srv`) mean TLS unless told otherwise."""
    return (
        uri.startswith(("amqps://", "https://", "mongodb+srv://")) or "tls=true" in uri or "ssl=true" in uri
    )


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

"""The database over TLS: held to our authority and to its host's name, by the options of MONGO_URI."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pymongo import MongoClient
from pymongo.errors import ServerSelectionTimeoutError

from shared.durable import database_calls
from shared.errors import TransientError
from shared.platform import open_platform
from shared.settings import WrongSetting
from tests.support.certificates import Authority
from tests.support.guarded import GuardedDatabase
from tests.support.realms import realm_settings

SECONDS = 2000


class Sealed:
    """A database behind TLS."""

    def __init__(self, folder: Path) -> None:
        self.authority = Authority(folder / "ours")
        certificate, key = self.authority.certify("database.test", "127.0.0.1")
        self.database = GuardedDatabase(folder)
        self.database.start("--tls-cert-file", str(certificate), "--tls-key-file", str(key))

    def uri(self, host: str = "127.0.0.1", ca: Path | None = None) -> str:
        place = f"mongodb://{host}:{self.database.port}/?directConnection=true&tls=true"
        return f"{place}&tlsCAFile={ca or self.authority.ca}&serverSelectionTimeoutMS={SECONDS}"


@pytest.fixture(scope="module")
def sealed(server_folder: Callable[[str], Path]) -> Iterator[Sealed]:
    made = Sealed(server_folder("sealed"))
    yield made
    made.database.stop()


def refused(uri: str, why: str) -> None:
    client: MongoClient[dict[str, object]] = MongoClient(uri)
    with client, pytest.raises(ServerSelectionTimeoutError, match=why):
        client.admin.command("ping")


def test_a_service_reads_and_writes_over_tls(sealed, tmp_path):
    settings = realm_settings(tmp_path)
    (settings.keys).mkdir(parents=True)
    (settings.keys / "master.key").write_bytes(b"k" * 32)
    platform = open_platform(settings, sealed.uri())
    things = platform.database("audit")["things"]
    things.insert_one({"_id": 1})
    assert things.find_one() == {"_id": 1}
    platform.close()


def test_a_database_that_another_authority_vouches_for_is_refused(sealed, tmp_path):
    refused(sealed.uri(ca=Authority(tmp_path / "other").ca), "CERTIFICATE_VERIFY_FAILED")


def test_a_database_whose_certificate_names_another_host_is_refused(sealed):
    refused(sealed.uri(host="localhost"), "Hostname mismatch|IP address mismatch")


def test_without_tls_nothing_is_said_to_it(sealed):
    plain: MongoClient[dict[str, object]] = MongoClient(
        sealed.database.open_uri, serverSelectionTimeoutMS=SECONDS, socketTimeoutMS=SECONDS
    )
    with plain, pytest.raises(TransientError), database_calls():
        plain.admin.command("ping")


@pytest.mark.parametrize(
    "uri",
    [
        "mongodb://user:pa/ss-w0rd@127.0.0.1/",
        "mongodb://user:pa:ss-w0rd@127.0.0.1/",
        "mongodb://user:ok@127.0.0.1/?tls=true&tlsCAFile=/no/such/ss-w0rd",
    ],
)
def test_an_address_that_cannot_be_used_is_refused_without_being_shown(tmp_path, uri):
    with pytest.raises(WrongSetting, match="MONGO_URI") as told:
        open_platform(realm_settings(tmp_path), uri)
    assert "ss-w0rd" not in str(told.value)

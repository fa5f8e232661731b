"""What `make secrets` makes, with a real database and a real RabbitMQ under the settings of `deploy/`: believed, renewed, held to."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from ssl import SSLCertVerificationError

import pytest
from pymongo import MongoClient
from pymongo.errors import ServerSelectionTimeoutError

from shared.broker.wire import connect
from shared.errors import TransientError
from shared.settings import load_settings
from shared.settingvalues import WrongSetting
from sovang.examining.certificates import examine_certificates
from sovang.examining.findings import State
from sovang.privilege.broker import broker_address
from sovang.privilege.certificates import renew, renew_authority
from sovang.privilege.compose import BELIEVED, make_secrets
from sovang.privilege.credentials import Login, with_login
from sovang.privilege.management import Management
from tests.support.beside import ROOT
from tests.support.certificates import Authority
from tests.support.guarded import GuardedDatabase
from tests.support.ports import free_ports
from tests.support.rabbitmq import HELLO, RabbitNode
from tests.support.realms import realm_settings
from tests.support.tls_server import shown
from tests.support.waiting import until

GUEST = Login("guest", "guest")
ALERT = b"\x15"


@dataclass(frozen=True)
class Whole:
    """The folder of secrets, and where the two servers listen that use what is in it."""

    folder: Path
    node: RabbitNode
    broker: int
    management: int
    database: int

    @property
    def authority(self) -> Path:
        return self.folder / "authority" / "ca.crt"

    def uri(self, name: str, authority: Path | None = None) -> str:
        """The address in the file *name*, on this machine's ports."""
        text = (self.folder / name).read_text().strip().replace(BELIEVED, str(authority or self.authority))
        if name.startswith("mongo"):
            text = text.replace("mongodb:27017", f"localhost:{self.database}")
            return text.replace("replicaSet=rs0", "directConnection=true&serverSelectionTimeoutMS=3000")
        text = text.replace("rabbitmq:5671", f"localhost:{self.broker}")
        return with_login(text.replace("rabbitmq:15671", f"localhost:{self.management}"), GUEST)


@pytest.fixture(scope="module")
def whole(server_folder: Callable[[str], Path]) -> Iterator[Whole]:
    folder = server_folder("secrets")
    make_secrets(load_settings(ROOT / "config.yml", {}), folder)
    broker, management = free_ports(2)
    lines = (
        (ROOT / "deploy" / "rabbitmq.conf")
        .read_text()
        .replace("/run/sovang/certificate", str(folder / "rabbitmq"))
    )
    lines = lines.replace(
        "listeners.tcp = none\n", ""
    )  # the node of the tests is asked there whether it is up
    lines = lines.replace("default = 5671", f"default = {broker}").replace(
        "port = 15671", f"port = {management}"
    )
    node = RabbitNode(server_folder("sealed-rabbitmq"), plugins="rabbitmq_management", settings=lines)
    database = GuardedDatabase(server_folder("sealed"))
    pair = str(folder / "mongodb" / "server.pem")
    database.start("--tls-cert-file", pair, "--tls-key-file", pair)
    made = Whole(folder, node, broker, management, database.port)
    with Management(made.uri("rabbitmq-management-url")) as asked:
        until(lambda: _answers(asked), 120, "the management interface answers")
    yield made
    database.stop()
    node.close()


def _answers(management: Management) -> bool:
    try:
        return management.get("overview") is not None
    except TransientError:
        return False


def ping(uri: str) -> None:
    # No user: whether one is known there is not what is asked.
    with MongoClient(with_login(uri, GUEST).replace("guest:guest@", "")) as client:
        client.admin.command("hello")


def test_the_addresses_that_are_made_reach_database_broker_and_management(whole):
    ping(whole.uri("mongo-awards-work"))
    connect(whole.uri("amqp-awards-work")).close()
    with Management(whole.uri("rabbitmq-management-url")) as broker:
        assert broker.get("overview")["listeners"]


def test_with_another_authority_none_of_them_is_believed(whole, tmp_path):
    other = Authority(tmp_path / "other").ca
    with pytest.raises(ServerSelectionTimeoutError, match="CERTIFICATE_VERIFY_FAILED"):
        ping(whole.uri("mongo-awards-work", other))
    with pytest.raises(SSLCertVerificationError, match="CERTIFICATE_VERIFY_FAILED"):
        connect(whole.uri("amqp-awards-work", other))
    with (
        Management(whole.uri("rabbitmq-management-url", other)) as broker,
        pytest.raises(TransientError, match="SSLError"),
    ):
        broker.get("overview")


def test_management_is_held_to_the_systems_authorities_where_none_is_named(whole):
    url = whole.uri("rabbitmq-management-url").partition("?")[0]
    with Management(url) as broker, pytest.raises(TransientError, match="SSLError"):
        broker.get("overview")


@pytest.mark.parametrize("port", ["broker", "management"])
def test_the_broker_says_nothing_in_the_clear(whole, port):
    with socket.create_connection(("localhost", getattr(whole, port)), timeout=20) as line:
        line.sendall(HELLO if port == "broker" else b"GET /api/overview HTTP/1.0\r\n\r\n")
        assert line.recv(64)[:1] in (b"", ALERT)


def test_an_address_of_the_management_that_cannot_be_used_is_refused_without_its_password(tmp_path):
    for url, why in (
        (f"http://u:pa55@h?cacertfile={__file__}", "needs https"),
        ("https://u:pa55@h?cacertfile=/no/such", "no file /no/such"),
        ("https://u:pa55@h?verify=none", "no option verify"),
    ):
        with pytest.raises(WrongSetting, match=why) as told:
            Management(url)
        assert "pa55" not in str(told.value)


def test_init_tells_processes_an_address_with_tls_where_its_own_has_it(tmp_path):
    settings = realm_settings(tmp_path, rabbitmq_management_url=f"https://u:p@mq:15671?cacertfile={BELIEVED}")
    assert broker_address(settings) == f"amqps://mq:5671//?cacertfile={BELIEVED}"
    plain = realm_settings(tmp_path, rabbitmq_management_url="http://u:p@mq:15672")
    assert broker_address(plain) == "amqp://mq:5672//"


def test_the_doctor_finds_all_of_them_well(whole):
    settings = realm_settings(
        whole.folder,
        mongo_uri=whole.uri("mongo-awards-work"),
        amqp_uri=whole.uri("amqp-awards-work"),
        rabbitmq_management_url=whole.uri("rabbitmq-management-url"),
    )
    found = [(one.state, one.what.en) for one in examine_certificates(settings)]
    assert len(found) == 4, found  # three servers and one authority
    assert {state for state, _ in found} == {State.OK}, found


def test_the_broker_takes_up_a_renewed_certificate_and_keeps_its_connections(whole):
    """Another authority first, as when both are replaced; last in this file, as it changes what the others were made with."""
    line = connect(whole.uri("amqp-awards-work"))
    before = shown(whole.broker, "localhost", whole.authority)
    former = whole.folder / "former.crt"
    former.write_bytes(whole.authority.read_bytes())
    renew_authority(whole.folder)
    assert shown(whole.broker, "localhost", whole.authority) == before
    renew(whole.folder, "rabbitmq")
    whole.node.ask("ssl:clear_pem_cache()")
    assert shown(whole.broker, "localhost", whole.authority) != before
    with pytest.raises(SSLCertVerificationError):
        shown(whole.broker, "localhost", former)
    line.channel().close()
    line.close()
    connect(whole.uri("amqp-awards-work")).close()

"""The doctor looks at certificates: until when each counts, who is not believed, and what goes its way in the clear."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from shared.clock import system_clock
from shared.settingvalues import WrongSetting
from sovang.examining.certificates import Place, examine_certificates, places_of
from sovang.examining.findings import State
from sovang.privilege.certificates import make_certificates
from tests.support.certificates import Authority
from tests.support.ports import free_ports
from tests.support.realms import realm_settings
from tests.support.tls_server import shaking_hands


@pytest.fixture
def folder(tmp_path):
    make_certificates(tmp_path / "made")
    return tmp_path / "made"


@pytest.fixture
def found(tmp_path):
    """What is found with these settings: states and sentences."""

    def examined(days=0, **addresses):
        settings = realm_settings(tmp_path, **addresses)
        clock = lambda: system_clock() + timedelta(days=days)  # noqa: E731
        return [
            (one.state, re.sub(r"\d{4,5}(?!-)", "PORT", one.what.en))
            for one in examine_certificates(settings, clock)
        ]

    return examined


def mongo(port, authority, host="localhost"):
    return f"mongodb://u:p@{host}:{port}/?tls=true&tlsCAFile={authority}"


def test_of_one_machine_there_is_nothing_to_look_at(found):
    assert found() == [(State.OK, "No server elsewhere is used")]


def test_a_certificate_is_well_until_thirty_days_before_its_end(found, folder):
    authority = folder / "authority" / "ca.crt"
    with shaking_hands(folder / "mongodb" / "server.pem") as port:
        for days, state in ((790, State.OK), (800, State.WARNING), (830, State.WRONG)):
            told = found(days, mongo_uri=mongo(port, authority))
            assert [one[0] for one in told] == [state, State.OK]
            assert told[0][1].startswith("localhost:PORT: its certificate")
            assert told[1][1].startswith("The authority ca.crt is valid until")
        assert found(3640, mongo_uri=mongo(port, authority))[1][0] is State.WARNING


def test_broker_and_management_are_looked_at_too_each_once(found, folder):
    authority = folder / "authority" / "ca.crt"
    with shaking_hands(folder / "rabbitmq" / "server.pem") as port:
        told = found(
            amqp_uri=f"amqps://u:p@127.0.0.1:{port}//?cacertfile={authority}",
            rabbitmq_management_url=f"https://u:p@127.0.0.1:{port}?cacertfile={authority}",
        )
    assert [one[0] for one in told] == [State.OK, State.OK]


def test_the_files_of_each_process_are_read(found, folder, tmp_path):
    with shaking_hands(folder / "mongodb" / "server.pem") as port:
        credentials = tmp_path / "credentials"
        credentials.mkdir()
        (credentials / "mongo-awards-work").write_text(mongo(port, folder / "authority" / "ca.crt") + "\n")
        ((state, said), _) = found(credentials_folder=credentials)
    assert state is State.OK
    assert said.startswith("localhost:PORT: its certificate")


def test_a_server_that_is_not_believed_is_wrong_with_the_reason(found, folder, tmp_path):
    with shaking_hands(folder / "mongodb" / "server.pem") as port:
        other = found(mongo_uri=mongo(port, Authority(tmp_path / "other").ca))
        assert (
            State.WRONG,
            "localhost:PORT: is not believed: unable to get local issuer certificate",
        ) in other
    theirs = Authority(tmp_path / "theirs")
    with shaking_hands(*theirs.certify("database.test")) as port:
        (state, said), *_ = found(mongo_uri=mongo(port, theirs.ca))
        assert state is State.WRONG
        assert "Hostname mismatch" in said


def test_what_leaves_this_machine_in_the_clear_is_doubted(found):
    told = found(mongo_uri="mongodb://u:p@db.example.vn/", amqp_uri="amqp://u:p@127.0.0.1//")
    assert told == [
        (State.OK, "127.0.0.1:PORT: on this machine, without TLS"),
        (State.WARNING, "db.example.vn:PORT: in the clear on its way"),
    ]


def test_a_server_that_is_away_is_told_and_the_others_are_looked_at(found, folder):
    (nobody,) = free_ports(1)
    authority = folder / "authority" / "ca.crt"
    with shaking_hands(folder / "rabbitmq" / "server.pem") as port:
        told = found(
            mongo_uri=mongo(nobody, authority, "127.0.0.1"),
            amqp_uri=f"amqps://u:p@localhost:{port}//?cacertfile={authority}",
        )
    assert sorted(one[0] for one in told) == [State.OK, State.OK, State.UNKNOWN]


@pytest.mark.parametrize(
    ("uri", "places"),
    [
        ("mongodb://u:p@a,b:1/?replicaSet=x", [Place("a", 27017, False), Place("b", 1, False)]),
        ("mongodb://u:p@a/?ssl=true", [Place("a", 27017, True)]),
        ("amqp://u:p@a//", [Place("a", 5672, False)]),
        ("amqps://u:p@a//", [Place("a", 5671, True)]),
        ("https://u:p@a", [Place("a", 443, True)]),
        ("http://u:p@a:15672", [Place("a", 15672, False)]),
    ],
)
def test_an_address_says_where_it_leads_and_whether_by_tls(uri, places):
    assert places_of(uri) == places


def test_an_option_that_there_is_not_is_refused():
    with pytest.raises(WrongSetting, match="there is no option verify"):
        places_of("https://u:p@a?verify=no")

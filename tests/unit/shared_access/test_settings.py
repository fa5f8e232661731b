"""Settings: where they come from, and the sentence that names the wrong one."""

from __future__ import annotations

import pytest

from shared.settings import SECRETS, WrongSetting, load_settings


def settings(**environment: str):
    return load_settings(environment=environment)


def test_the_defaults_are_the_demo_realm_on_loopback():
    found = settings()
    assert (found.host, found.port, found.realm, found.demo) == ("127.0.0.1", 8080, "demo", True)
    assert (found.amqp_uri, found.mongo_uri) == (None, None)
    assert found.service_url("audit") == "http://127.0.0.1:8080"
    assert found.evidence_bytes == 20 * 1024 * 1024
    assert settings(SOVANG_EVIDENCE_MIB="5").evidence_bytes == 5 * 1024 * 1024


def test_the_environment_fills_the_places(tmp_path):
    found = settings(
        SOVANG_PORT="9090",
        SOVANG_REALM="ha-tinh",
        SOVANG_HOME=str(tmp_path),
        SOVANG_ORIGIN="vang.example/x",
        AMQP_URI="amqp://u:p@host//",
        MONGO_URI="mongodb://host",
        SOVANG_AUDIT_URL="http://audit:8080/",
    )
    assert (found.port, found.demo, found.keys) == (9090, False, tmp_path / "keys" / "ha-tinh")
    assert found.database_name("awards") == "sovang_ha-tinh_awards"
    assert found.event_source("awards") == "//vang.example/x/ha-tinh/awards"
    assert found.realm_origin == "vang.example/x/ha-tinh"
    assert found.service_url("audit") == "http://audit:8080"
    assert found.service_url("awards") == "http://127.0.0.1:9090"


def test_an_empty_variable_counts_as_absent():
    assert settings(SOVANG_PORT="").port == 8080


def test_a_process_that_listens_everywhere_is_reached_on_loopback():
    assert settings(SOVANG_HOST="0.0.0.0").service_url("awards") == "http://127.0.0.1:8080"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SOVANG_PORT", "80a"),
        ("SOVANG_PORT", "0"),
        ("SOVANG_PORT", "65536"),
        ("SOVANG_PORT", "-1"),
        ("SOVANG_PORT", "８０"),
        ("SOVANG_REALM", "Demo"),
        ("SOVANG_REALM", "../x"),
        ("SOVANG_ORIGIN", "https://x"),
        ("AMQP_URI", "http://x"),
        ("MONGO_URI", "localhost"),
        ("SOVANG_LOG", "loud"),
        ("SOVANG_PROT", "8080"),
        ("SOVANG_EVIDENCE_MIB", "0"),
        ("SOVANG_EVIDENCE_MIB", "101"),
        ("SOVANG_EVIDENCE_MIB", "20 MiB"),
    ],
)
def test_a_wrong_setting_is_named_in_both_languages(name, value):
    with pytest.raises(WrongSetting, match=rf"Thiết lập {name}.*Setting {name}"):
        settings(**{name: value})


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("host: x\nsurprise: 1\n", "surprise"),
        ("host: x\n", "missing"),
        ("- a\n", r"own\.yml"),
        ("host: [\n", r"own\.yml"),
        ("", r"own\.yml"),
    ],
)
def test_a_wrong_file_is_refused(tmp_path, text, named):
    file = tmp_path / "own.yml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(WrongSetting, match=named):
        load_settings(file, {})


def test_a_file_that_was_asked_for_must_be_there(tmp_path):
    with pytest.raises(WrongSetting, match="SOVANG_CONFIG"):
        settings(SOVANG_CONFIG=str(tmp_path / "none.yml"))


def test_services_must_be_named_exactly(tmp_path):
    file = tmp_path / "config.yml"
    file.write_text(
        "{host: h, port: 1, home: var, realm: demo, origin: o, amqp_uri: '', mongo_uri: '',"
        " services: {audit: ''}, log_format: auto}",
        encoding="utf-8",
    )
    with pytest.raises(WrongSetting, match="services"):
        load_settings(file, {})


@pytest.mark.parametrize("name", SECRETS)
def test_every_secret_may_stand_in_a_file(tmp_path, name):
    address = "amqp://u:p@h//" if name == "AMQP_URI" else "mongodb://u:p@h/"
    address = "http://u:p@h" if name == "RABBITMQ_MANAGEMENT_URL" else address
    file = tmp_path / "secret"
    file.write_text(address + "\n")
    found = settings(**{f"{name}_FILE": str(file)})
    assert getattr(found, name.lower()) == address
    assert ":p@" not in repr(found)


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_given_twice_is_refused(tmp_path, name):
    file = tmp_path / "secret"
    file.write_text("mongodb://u:p@h/")
    with pytest.raises(WrongSetting, match=f"either {name} or {name}_FILE"):
        settings(**{name: "mongodb://h", f"{name}_FILE": str(file)})


def test_a_secret_file_that_is_missing_or_empty_is_refused(tmp_path):
    with pytest.raises(WrongSetting, match="MONGO_URI_FILE: cannot read"):
        settings(MONGO_URI_FILE=str(tmp_path / "none"))
    (tmp_path / "empty").write_text("\n")
    with pytest.raises(WrongSetting, match="is empty"):
        settings(MONGO_URI_FILE=str(tmp_path / "empty"))


@pytest.mark.parametrize("uri", ["redis://u:p4ss@h", "mongodb://u:p4ss@h/\nx", "mongodb://u:p4ss@[h/"])
def test_a_malformed_address_is_named_and_not_shown(uri):
    with pytest.raises(WrongSetting, match="MONGO_URI") as told:
        settings(MONGO_URI=uri)
    assert "p4ss" not in str(told.value)

"""docker-compose.yml and what is beside it say what they promise; that it works is shown by `make test-compose`."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
import yaml

from shared.keyring import FILES
from shared.settings import SERVICES, load_settings
from sovang.privilege.certificates import SERVERS
from sovang.privilege.compose import BELIEVED, in_the_clear, make_secrets
from sovang.privilege.keys import key_files, known

ROOT = Path(__file__).resolve().parents[3]
AUTHORITY = {"source": "authority", "target": BELIEVED}
CERTIFICATE = "/run/sovang/certificate"
OURS = [f"{service}-{kind}" for service in SERVICES for kind in ("serve", "work")]


def read(path: str) -> dict:
    return yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def services() -> dict:
    return read("docker-compose.yml")["services"]


def test_the_tests_override_changes_only_how_images_are_built_and_how_the_stand_in_database_runs():
    override = read("tests/compose/override.yml")
    assert override.keys() == {"services"}
    changed = {name: set(settings) for name, settings in override["services"].items()}
    assert changed == {"init": {"build"}, "mongodb": {"entrypoint", "healthcheck"}}
    assert override["services"]["init"]["build"] == {"network": "host"}


def test_only_the_edge_can_be_reached_from_outside(services):
    assert [name for name, settings in services.items() if "ports" in settings] == ["edge"]
    assert [name for name, settings in services.items() if "outside" in settings["networks"]] == ["edge"]
    assert read("docker-compose.yml")["networks"]["inside"]["internal"]


def test_everything_but_init_says_whether_it_is_well_and_is_started_again(services):
    lasting = services.keys() - {"init"}
    assert {name for name, settings in services.items() if "healthcheck" in settings} == lasting
    assert {name for name, settings in services.items() if settings["restart"] == "unless-stopped"} == lasting
    assert services["init"]["restart"] == "no"


@pytest.mark.parametrize("name", OURS)
def test_a_process_sees_its_own_credentials_and_no_others(services, name):
    service, kind = name.split("-")
    own = {f"mongo-{service}-{kind}", f"amqp-{service}-{kind}"}
    assert AUTHORITY in services[name]["secrets"]
    assert {each for each in services[name]["secrets"] if isinstance(each, str)} == own
    given = {key: value for key, value in services[name]["environment"].items() if "URI" in key}
    assert given == {
        "MONGO_URI_FILE": f"/run/secrets/mongo-{name}",
        "AMQP_URI_FILE": f"/run/secrets/amqp-{name}",
    }


@pytest.mark.parametrize("name", ["init", *OURS])
def test_a_process_sees_the_keys_it_needs_and_no_others(services, name):
    mounted = {
        each["source"]: each["target"]
        for each in services[name]["secrets"]
        if not isinstance(each, str) and each != AUTHORITY
    }
    needed = set(FILES) if name == "init" else key_files(known(name))
    folder = "/var/lib/sovang/keys/${SOVANG_REALM:-demo}"
    assert mounted == {f"key-{file.replace('.', '-')}": f"{folder}/{file}" for file in needed}
    volumes = {"audit-work": ["ledger:/var/lib/sovang/ledger"]}
    assert services[name].get("volumes", []) == volumes.get(name, [])


def test_make_secrets_makes_every_file_that_is_mounted_once(tmp_path):
    settings = load_settings(ROOT / "config.yml", {})
    folder = tmp_path / "secrets"
    assert make_secrets(settings, folder)
    sources = [each["file"] for each in read("docker-compose.yml")["secrets"].values()]
    files = [folder / source.partition("}/")[2] for source in sources]
    assert all(file.is_file() for file in files)
    assert {file.stat().st_mode & 0o777 for file in files} == {0o444}
    assert folder.stat().st_mode & 0o777 == 0o700
    before = [file.read_bytes() for file in files]
    assert make_secrets(settings, folder) == []
    assert [file.read_bytes() for file in files] == before


@pytest.mark.parametrize("name", SERVERS)
def test_a_server_sees_its_own_certificate_as_a_folder_and_not_the_authoritys_key(services, name):
    """What takes a file's place is seen in a folder only; the authority's key is mounted nowhere."""
    (bound,) = [each for each in services[name]["volumes"] if not isinstance(each, str)]
    assert bound == {
        "type": "bind",
        "source": "${SOVANG_SECRETS:-./deploy/secrets}/" + name,
        "target": CERTIFICATE,
        "read_only": True,
        "bind": {"create_host_path": False},
    }
    assert "ca.key" not in (ROOT / "docker-compose.yml").read_text()


def test_database_and_broker_speak_tls_alone(services):
    started = services["mongodb"]["entrypoint"][-1]
    assert "--tlsMode requireTLS" in started
    assert f"--tlsCertificateKeyFile {CERTIFICATE}/server.pem --tlsCAFile {CERTIFICATE}/ca.crt" in started
    assert "./deploy/rabbitmq.conf:/etc/rabbitmq/conf.d/40-tls.conf:ro" in services["rabbitmq"]["volumes"]
    lines = (ROOT / "deploy/rabbitmq.conf").read_text().splitlines()
    said = dict(line.split(" = ") for line in lines if not line.startswith("#"))
    listening = {name: value for name, value in said.items() if re.search(r"listeners|\.port|tcp", name)}
    assert listening == {
        "listeners.tcp": "none",
        "listeners.ssl.default": "5671",
        "management.ssl.port": "15671",
    }
    files = {value.rpartition("/") for name, value in said.items() if name.endswith("file")}
    assert files == {(CERTIFICATE, "/", "server.pem"), (CERTIFICATE, "/", "ca.crt")}


def test_every_address_that_is_made_is_held_to_the_authority(tmp_path):
    make_secrets(load_settings(ROOT / "config.yml", {}), tmp_path)
    assert in_the_clear(tmp_path) == []
    for name in ("mongo-audit-work", "mongo-admin-uri"):
        text = (tmp_path / name).read_text()
        assert text.endswith(f"@mongodb:27017/?replicaSet=rs0&tls=true&tlsCAFile={BELIEVED}\n")
    assert (tmp_path / "amqp-audit-work").read_text().endswith(f"@rabbitmq:5671//?cacertfile={BELIEVED}\n")
    url = (tmp_path / "rabbitmq-management-url").read_text()
    assert re.fullmatch(rf"https://admin:\S+@rabbitmq:15671\?cacertfile={BELIEVED}\n", url)


def test_an_installation_without_tls_is_changed_by_the_lines_of_the_operators_guide(tmp_path):
    """The same addresses as of a new installation, passwords as they were, files still for every container's user."""
    folder = tmp_path / "deploy" / "secrets"
    settings = load_settings(ROOT / "config.yml", {})
    make_secrets(settings, folder)
    addresses = [file for file in folder.iterdir() if file.is_file() and "@" in file.read_text()]
    assert len(addresses) == 2 * len(OURS) + 2
    wanted = {file: file.read_text() for file in addresses}
    for file in addresses:
        text = re.sub(r"[?&](tls|tlsCAFile|cacertfile)=[^&\n]*", "", file.read_text())
        text = text.replace("amqps://", "amqp://").replace("https://", "http://")
        file.chmod(0o644)
        file.write_text(text.replace(":5671/", ":5672/").replace(":15671", ":15672"))
        file.chmod(0o444)
    assert in_the_clear(folder) == sorted(file.name for file in addresses)
    guide = (ROOT / "docs/operations.md").read_text()
    (lines,) = re.findall(r"```sh\n((?:sed -i .*\n)+)```", guide)
    subprocess.run(["sh", "-ec", lines], cwd=tmp_path, check=True)
    subprocess.run(["sh", "-ec", lines], cwd=tmp_path, check=True)
    assert {file: file.read_text() for file in addresses} == wanted
    assert {file.stat().st_mode & 0o777 for file in addresses} == {0o444}
    assert in_the_clear(folder) == []


@pytest.mark.parametrize("file", ["Dockerfile", "deploy/edge.Dockerfile"])
def test_an_image_ends_as_a_user_with_a_number_that_is_not_roots(file):
    """A number, as Kubernetes does not look up names; nothing after it goes back."""
    users = re.findall(r"^USER (.+)$", (ROOT / file).read_text(), re.MULTILINE)
    assert users
    assert re.fullmatch(r"[1-9]\d*(:[1-9]\d*)?", users[-1])
    last_stage = (ROOT / file).read_text().rpartition("\nFROM ")[2]
    assert "\nUSER " in last_stage


@pytest.mark.parametrize("name", OURS)
def test_our_processes_may_write_nothing_gain_nothing_and_end_in_time(services, name):
    settings = services[name]
    assert settings["read_only"]
    assert settings["cap_drop"] == ["ALL"]
    assert settings["security_opt"] == ["no-new-privileges:true"]
    assert settings["stop_grace_period"] == "10s"
    assert settings["command"] == list(reversed(name.split("-")))


def test_every_variable_of_our_processes_is_a_setting(services):
    for name in ("init", *OURS):
        given = {key: "" for key in services[name]["environment"] if key.startswith("SOVANG_")}
        load_settings(ROOT / "config.yml", given)


def test_what_the_image_is_built_from_is_let_through_to_the_build():
    let_through = set(re.findall(r"^!(.+)$", (ROOT / ".dockerignore").read_text(), re.MULTILINE))
    copied = re.findall(r"^COPY (?!--)(.+) \S+$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    assert {name for line in copied for name in line.split()} == let_through


def test_the_image_carries_no_database_but_can_trace_and_is_else_what_was_tested():
    def versions(lock: str) -> set[str]:
        return set(re.findall(r"^([a-z0-9-]+==\S+)", (ROOT / lock).read_text(), re.MULTILINE))

    image, tested = versions("requirements-image.lock"), versions("requirements-dev.lock")
    assert image < tested
    assert not [each for each in image if each.startswith(("secantusdb", "numpy", "shapely"))]
    assert [each for each in versions("requirements.lock") if each.startswith("secantusdb")]
    for name in ("opentelemetry-sdk", "opentelemetry-exporter-otlp-proto-http"):
        assert [each for each in image if each.startswith(f"{name}==")]


def test_every_setting_of_config_yml_can_be_given_to_our_processes(services):
    variables = set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "config.yml").read_text()))
    of_one_machine = {"SOVANG_HOME"}
    of_init = {"MONGO_ADMIN_URI", "RABBITMQ_MANAGEMENT_URL", "SOVANG_CREDENTIALS"}
    for name in OURS:
        given = {key.removesuffix("_FILE") for key in services[name]["environment"]}
        assert variables - of_one_machine - of_init <= given


@pytest.mark.parametrize("name", ["init", *OURS])
def test_what_is_not_given_is_what_config_yml_says(services, name):
    def plain(value: str) -> str:
        return re.sub(r"\$\{[A-Z_]+:-([^}]*)\}", r"\1", value)

    passed = {key: plain(str(value)) for key, value in services[name]["environment"].items()}
    settings = load_settings(
        ROOT / "config.yml", {key: value for key, value in passed.items() if not key.endswith("_FILE")}
    )
    default = load_settings(ROOT / "config.yml", {"SOVANG_PROXIES": passed["SOVANG_PROXIES"]})
    assert settings.limits == default.limits
    assert (settings.oidc_issuer, settings.oidc_audience, settings.otlp_endpoint) == (None, None, None)


@pytest.mark.parametrize(("file", "who"), [("with-issuer", ["nominations-serve"]), ("with-collector", OURS)])
def test_a_way_out_is_given_to_those_who_need_it_and_changes_nothing_else(file, who):
    assert read(f"deploy/{file}.yml") == {
        "services": {name: {"networks": ["inside", "out"]} for name in who},
        "networks": {"out": {}},
    }

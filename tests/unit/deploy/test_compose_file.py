"""docker-compose.yml and what is beside it say what they promise; that it works is shown by `make test-compose`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from shared.keyring import FILES
from shared.settings import SERVICES, load_settings
from sovang.privilege.compose import make_secrets
from sovang.privilege.keys import key_files, known

ROOT = Path(__file__).resolve().parents[3]
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
    assert {each for each in services[name]["secrets"] if isinstance(each, str)} == own
    given = {key: value for key, value in services[name]["environment"].items() if "URI" in key}
    assert given == {
        "MONGO_URI_FILE": f"/run/secrets/mongo-{name}",
        "AMQP_URI_FILE": f"/run/secrets/amqp-{name}",
    }


@pytest.mark.parametrize("name", ["init", *OURS])
def test_a_process_sees_the_keys_it_needs_and_no_others(services, name):
    mounted = {
        each["source"]: each["target"] for each in services[name]["secrets"] if not isinstance(each, str)
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

"""The manifests name what exists; that they are what Kubernetes reads is shown by `make check-deploy`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from shared.edge.routes import routes_of
from shared.settings import SERVICES, load_settings
from sovang.privilege.compose import BELIEVED
from sovang.privilege.keys import key_files
from sovang.privilege.roles import PROCESSES
from tests.unit.edge.real_desks import real_desk

ROOT = Path(__file__).resolve().parents[3]
MANIFESTS = ROOT / "deploy" / "kubernetes"
KUSTOMIZATIONS = sorted(MANIFESTS.rglob("kustomization.yaml"))
INTERNAL = ("/healthz", "/readyz", "/metrics")


def read(path: Path) -> list[dict]:
    return list(yaml.safe_load_all(path.read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def paths() -> list[tuple[str, str, str]]:
    """The ingress: address, kind of match, who answers."""
    (ingress,) = read(MANIFESTS / "base" / "ingress.yaml")
    (rule,) = ingress["spec"]["rules"]
    return [
        (each["path"], each["pathType"], each["backend"]["service"]["name"]) for each in rule["http"]["paths"]
    ]


def answering(paths, address: str) -> str | None:
    """Whose the longest match is."""
    fitting = [
        (len(path), who)
        for path, kind, who in paths
        if address == path or (kind == "Prefix" and address.startswith(path.rstrip("/") + "/"))
    ]
    return max(fitting)[1] if fitting else None


@pytest.mark.parametrize("file", KUSTOMIZATIONS, ids=lambda file: file.parent.name)
def test_a_kustomization_lists_what_lies_beside_it_and_nothing_else(file):
    (listed,) = read(file)
    resources = set(listed["resources"])
    assert all((file.parent / name).exists() for name in resources)
    beside = {path.name for path in file.parent.glob("*.yaml")} - {file.name}
    assert beside == {name for name in resources if name.endswith(".yaml")}


def test_each_service_has_the_same_two_parts_under_its_own_name():
    for service in SERVICES:
        (own,) = read(MANIFESTS / "base" / service / "kustomization.yaml")
        assert own["namePrefix"] == f"{service}-"
        assert own["resources"] == ["../serve", "../work"]
        assert own["labels"] == [{"pairs": {"sovang/service": service}, "includeSelectors": True}]


@pytest.mark.parametrize("process", PROCESSES, ids=lambda process: process.name)
def test_a_pod_is_given_the_keys_it_needs_and_no_others(process):
    (manifest,) = read(MANIFESTS / "base" / process.role / "deployment.yaml")
    (keys,) = [
        at
        for at, volume in enumerate(manifest["spec"]["template"]["spec"]["volumes"])
        if volume["name"] == "keys"
    ]
    items = manifest["spec"]["template"]["spec"]["volumes"][keys]["secret"]["items"]
    (own,) = read(MANIFESTS / "base" / process.service / "kustomization.yaml")
    for patch in own.get("patches", []):
        if patch["target"] == {"kind": "Deployment", "name": process.role}:
            for change in yaml.safe_load(patch["patch"]):
                if change["path"] == f"/spec/template/spec/volumes/{keys}/secret/items":
                    items = change["value"]
    assert all(item["key"] == item["path"] for item in items)
    assert {item["key"] for item in items} == key_files(process)


def test_the_settings_are_settings_and_hold_no_secret():
    (base,) = read(MANIFESTS / "base" / "kustomization.yaml")
    (settings,) = base["configMapGenerator"]
    given = dict(literal.split("=", 1) for literal in settings["literals"])
    assert load_settings(ROOT / "config.yml", given).service_url("audit") == "http://audit-serve:8080"
    assert not any(name.endswith("_URI") for name in given)
    assert not [
        path
        for path in MANIFESTS.rglob("*.yaml")
        if re.search(r"^kind: Secret$", path.read_text(), re.MULTILINE)
    ]


@pytest.mark.parametrize("service", SERVICES)
def test_every_address_of_a_service_is_published_as_its_own(service, tmp_path, paths):
    with real_desk(service, tmp_path) as desk:
        addresses = [re.sub(r"\{[^}]+\}", "x", route.path) for route in routes_of(desk)]
    assert {address: answering(paths, address) for address in addresses} == dict.fromkeys(
        addresses, f"{service}-serve"
    )


def test_what_is_for_operators_is_not_published(paths):
    assert [address for address in INTERNAL if answering(paths, address)] == []


@pytest.mark.parametrize("path", ["serve/deployment.yaml", "work/deployment.yaml", "init.yaml"])
def test_a_pod_may_write_nothing_and_gain_nothing(path):
    (manifest,) = read(MANIFESTS / "base" / path)
    pod = manifest["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    assert pod["securityContext"]["runAsNonRoot"]
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert not pod["automountServiceAccountToken"]
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert container["resources"].keys() == {"requests", "limits"}


def test_work_is_two_and_is_never_scaled_by_a_measure():
    (work,) = read(MANIFESTS / "base" / "work" / "deployment.yaml")
    assert work["spec"]["replicas"] == 2
    scaled = [
        manifest["spec"]["scaleTargetRef"]["name"]
        for file in MANIFESTS.rglob("*.yaml")
        for manifest in read(file)
        if manifest["kind"] == "HorizontalPodAutoscaler"
    ]
    assert scaled == ["serve"]


def test_the_ways_out_are_those_named_and_open_only_where_a_namespace_says_so():
    policies = {each["metadata"]["name"]: each["spec"] for each in read(MANIFESTS / "base" / "network.yaml")}
    out = {name: spec for name, spec in policies.items() if spec["policyTypes"] == ["Egress"]}
    assert set(out) == {"out", "out-to-collector", "out-to-issuer", "init-out"}
    for name, label, ports in (("collector", "collector", {4318}), ("issuer", "issuer", {443, 8443})):
        (rule,) = out[f"out-to-{name}"]["egress"]
        assert rule["to"] == [{"namespaceSelector": {"matchLabels": {"sovang/holds": label}}}]
        assert {port["port"] for port in rule["ports"]} == ports
    asks = {"matchLabels": {"sovang/service": "nominations", "sovang/role": "serve"}}
    (outside,) = read(MANIFESTS / "issuer-outside" / "network.yaml")
    assert out["out-to-issuer"]["podSelector"] == outside["spec"]["podSelector"] == asks


def test_database_and_broker_are_reached_where_they_speak_tls_alone():
    policies = {each["metadata"]["name"]: each["spec"] for each in read(MANIFESTS / "base" / "network.yaml")}
    stores = {"namespaceSelector": {"matchLabels": {"sovang/holds": "stores"}}}
    ports = {
        name: {port["port"] for rule in spec["egress"] if stores in rule["to"] for port in rule["ports"]}
        for name, spec in policies.items()
        if "egress" in spec
    }
    assert {name: found for name, found in ports.items() if found} == {
        "out": {5671, 27017},
        "init-out": {15671},
    }


@pytest.mark.parametrize("path", ["serve/deployment.yaml", "work/deployment.yaml", "init.yaml"])
def test_a_pod_finds_the_authority_where_the_addresses_name_it_and_nothing_else_of_that_secret(path):
    (manifest,) = read(MANIFESTS / "base" / path)
    pod = manifest["spec"]["template"]["spec"]
    (volume,) = [each for each in pod["volumes"] if each["name"] == "authority"]
    assert volume["secret"]["items"] == [{"key": "ca.crt", "path": "ca.crt"}]
    (mount,) = [each for each in pod["containers"][0]["volumeMounts"] if each["name"] == "authority"]
    assert f"{mount['mountPath']}/ca.crt" == BELIEVED
    assert "subPath" not in mount  # another one put in its place would not be seen


@pytest.mark.parametrize("path", ["serve/deployment.yaml", "work/deployment.yaml"])
def test_every_setting_reaches_the_pods_and_headers_of_traces_come_from_a_secret(path):
    (manifest,) = read(MANIFESTS / "base" / path)
    (container,) = manifest["spec"]["template"]["spec"]["containers"]
    assert container["envFrom"] == [
        {"configMapRef": {"name": "sovang-settings"}},
        {"secretRef": {"name": "sovang-tracing", "optional": True}},
    ]

"""
Settings: `config.yml` with `${VAR:default}`, no secret in it; the only place that reads the environment.

An unknown or malformed setting stops the start with a sentence that names it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

import yaml

from shared.limits import Limits, limits_of
from shared.settingvalues import MIB, WrongSetting, mebibytes, port, uri, with_secret_files, wrong
from shared.values import dataclass

__all__ = ["DEMO", "SECRETS", "SERVICES", "Settings", "WrongSetting", "load_settings"]

SERVICES = ("nominations", "awards", "notifications", "audit")
DEMO = "demo"
SECRETS = ("AMQP_URI", "MONGO_URI", "MONGO_ADMIN_URI", "RABBITMQ_MANAGEMENT_URL")
"""Settings that hold a password: each may be given as a file instead, named by `<setting>_FILE`."""

MONGO_SCHEMES = ("mongodb://", "mongodb+srv://")

_PLACE = re.compile(r"\$\{([A-Z][A-Z0-9_]*)(?::([^}]*))?\}")
_REALM = re.compile(r"[a-z][a-z0-9-]{0,30}")
_ORIGIN = re.compile(r"[a-z0-9][a-z0-9.-]*(?:/[a-z0-9.-]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """
    Where things are. No secrets: those are files under `keys`, or in the URIs the operator gives.

    `amqp_uri` None means the in-process doorbell; `mongo_uri` None means the database child that `sovang up` starts.
    `otlp_endpoint` None means that nothing is traced. `evidence_bytes` is how large a file may be.
    The administrators' addresses, `mongo_admin_uri` and `rabbitmq_management_url`, are for `sovang init` alone, which
    then gives each process a user of its own, named in the files of `credentials`.
    """

    host: str
    port: int
    home: Path
    realm: str
    origin: str
    amqp_uri: str | None = field(repr=False)
    mongo_uri: str | None = field(repr=False)
    service_urls: Mapping[str, str]
    log_format: str
    otlp_endpoint: str | None = None
    limits: Limits = field(default_factory=Limits)
    evidence_bytes: int = 20 * MIB
    oidc_issuer: str | None = None
    oidc_audience: str | None = None
    mongo_admin_uri: str | None = field(default=None, repr=False)
    rabbitmq_management_url: str | None = field(default=None, repr=False)
    credentials_folder: Path | None = None

    @property
    def credentials(self) -> Path:
        """The folder of the files that hold the URIs of each process, its own password in them."""
        return self.credentials_folder or self.keys / "credentials"

    @property
    def demo(self) -> bool:
        """Whether this is the one realm that takes scenarios and simulated dates."""
        return self.realm == DEMO

    @property
    def keys(self) -> Path:
        """The folder of this realm's key files."""
        return self.home / "keys" / self.realm

    @property
    def realm_origin(self) -> str:
        """The origin of this realm: `<origin>/<realm>`; the ledger's name and the prefix of event sources."""
        return f"{self.origin}/{self.realm}"

    def database_name(self, service: str) -> str:
        """The database that *service* alone uses (the vault's is `vault`)."""
        return f"sovang_{self.realm}_{service}"

    def event_source(self, service: str) -> str:
        """The CloudEvents source of *service*'s events."""
        return f"//{self.realm_origin}/{service}"

    def service_url(self, service: str) -> str:
        """Where *service*'s HTTP interface is reached from inside."""
        return self.service_urls[service]


def load_settings(path: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """
    The settings of *path* (`config.yml` here by default) with *environment* filled in.

    Raises WrongSetting for an unknown name, a malformed value, or an unknown `SOVANG_…` variable.
    """
    env = os.environ if environment is None else environment
    file = path or _config_file(env)
    text = file.read_text(encoding="utf-8")
    _refuse_unknown_variables(env, {name for name, _ in _PLACE.findall(text)})
    return _checked(_filled(_parsed(file, text), with_secret_files(env, SECRETS)))


def _config_file(env: Mapping[str, str]) -> Path:
    """`SOVANG_CONFIG`, else `config.yml` here, else the one that came with the program."""
    if asked := env.get("SOVANG_CONFIG"):
        if not Path(asked).is_file():
            raise wrong("SOVANG_CONFIG", f"không có tệp {asked}", f"there is no file {asked}")
        return Path(asked)
    here = Path("config.yml")
    return here if here.is_file() else Path(__file__).resolve().parent.parent / "config.yml"


def _parsed(file: Path, text: str) -> dict[str, Any]:
    try:
        raw = yaml.safe_load(text)
    except yaml.YAMLError:
        raise wrong(file.name, "không phải YAML", "not YAML") from None
    if not isinstance(raw, dict):
        raise wrong(file.name, "phải là các cặp tên: giá trị", "must be name: value pairs")
    return raw


def _filled(value: Any, env: Mapping[str, str]) -> Any:
    match value:
        case str():
            return _PLACE.sub(lambda found: env.get(found[1], "") or (found[2] or ""), value)
        case dict():
            return {key: _filled(item, env) for key, item in value.items()}
        case _:
            return value


def _checked(raw: dict[str, Any]) -> Settings:
    names = {"host", "port", "home", "realm", "origin", "amqp_uri", "mongo_uri", "services", "log_format"}
    optional = {"otlp_endpoint", "limits", "oidc_issuer", "oidc_audience", "evidence_mib"}
    optional |= {"mongo_admin_uri", "rabbitmq_management_url", "credentials"}
    for name in raw:
        if name not in names | optional:
            raise wrong(name, "không có thiết lập này", "there is no such setting")
    for name in names - raw.keys():
        raise wrong(name, "thiếu thiết lập này", "this setting is missing")
    host, number = str(raw["host"]), port(raw["port"])
    if not _REALM.fullmatch(str(raw["realm"])):
        raise wrong(
            "SOVANG_REALM",
            "chỉ gồm chữ thường, số và gạch nối",
            "lower-case letters, digits and hyphens only",
        )
    if not _ORIGIN.fullmatch(str(raw["origin"])):
        raise wrong("SOVANG_ORIGIN", "không phải tên miền", "not a host name with an optional path")
    if raw["log_format"] not in ("auto", "json", "text"):
        raise wrong("SOVANG_LOG", "phải là auto, json hoặc text", "must be auto, json or text")
    return Settings(
        host=host,
        port=number,
        home=Path(str(raw["home"])).expanduser().resolve(),
        realm=str(raw["realm"]),
        origin=str(raw["origin"]),
        amqp_uri=uri("AMQP_URI", raw["amqp_uri"], ("amqp://", "amqps://")),
        mongo_uri=uri("MONGO_URI", raw["mongo_uri"], MONGO_SCHEMES),
        service_urls=_service_urls(raw["services"], host, number),
        log_format=str(raw["log_format"]),
        otlp_endpoint=uri("OTEL_EXPORTER_OTLP_ENDPOINT", raw.get("otlp_endpoint"), ("http://", "https://")),
        mongo_admin_uri=uri("MONGO_ADMIN_URI", raw.get("mongo_admin_uri"), MONGO_SCHEMES),
        rabbitmq_management_url=uri(
            "RABBITMQ_MANAGEMENT_URL", raw.get("rabbitmq_management_url"), ("http://", "https://")
        ),
        credentials_folder=Path(str(raw["credentials"])).resolve() if raw.get("credentials") else None,
        limits=_limits(raw["limits"]) if "limits" in raw else Limits(),
        evidence_bytes=mebibytes("SOVANG_EVIDENCE_MIB", raw.get("evidence_mib", "20")),
        **_other_issuer(raw),
    )


def _other_issuer(raw: Mapping[str, Any]) -> dict[str, str | None]:
    """Both or neither; in the clear only on this machine: whoever changes the keys on their way signs in as anybody."""
    issuer, audience = str(raw.get("oidc_issuer") or ""), str(raw.get("oidc_audience") or "")
    if issuer and not issuer.startswith(("https://", "http://127.0.0.1:", "http://localhost:")):
        raise wrong("SOVANG_OIDC_ISSUER", "phải bắt đầu bằng https://", "must start with https://")
    if bool(issuer) != bool(audience):
        missing = "SOVANG_OIDC_AUDIENCE" if issuer else "SOVANG_OIDC_ISSUER"
        raise wrong(missing, "phải đi cùng nhau", "issuer and audience come together")
    return {"oidc_issuer": issuer or None, "oidc_audience": audience or None}


def _service_urls(raw: Any, host: str, number: int) -> Mapping[str, str]:
    if not isinstance(raw, dict) or set(raw) != set(SERVICES):
        raise wrong("services", "phải nêu đủ các dịch vụ", f"must name exactly {', '.join(SERVICES)}")
    here = f"http://{'127.0.0.1' if host in ('0.0.0.0', '::') else host}:{number}"  # noqa: S104  # compared, not bound
    return {name: str(raw[name]).rstrip("/") or here for name in SERVICES}


def _limits(raw: Any) -> Limits:
    names = ("caller", "service", "anonymous", "sign_in", "connections", "proxies")
    if not isinstance(raw, dict) or set(raw) != set(names):
        raise wrong("limits", "phải nêu đủ các giới hạn", f"must name exactly {', '.join(names)}")
    try:
        return limits_of({name: str(value) for name, value in raw.items()})
    except ValueError as error:
        name = f"SOVANG_{'' if str(error) == 'proxies' else 'LIMIT_'}{str(error).upper()}"
        raise wrong(name, "không đúng dạng, ví dụ 20/200", "malformed; an example is 20/200") from None


def _refuse_unknown_variables(env: Mapping[str, str], known: set[str]) -> None:
    for name in env:
        if name.startswith("SOVANG_") and name not in known and name != "SOVANG_CONFIG":
            raise wrong(name, "không có thiết lập này", "there is no such setting")

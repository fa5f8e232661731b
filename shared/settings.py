"""
Settings: `config.yml` with `${VAR:default}`, no secret in it; the only place that reads the environment.

An unknown or malformed setting stops the start with a sentence that names it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from shared.errors import SovangError

SERVICES = ("nominations", "awards", "notifications", "audit")
DEMO = "demo"

_PLACE = re.compile(r"\$\{([A-Z][A-Z0-9_]*)(?::([^}]*))?\}")
_REALM = re.compile(r"[a-z][a-z0-9-]{0,30}")
_ORIGIN = re.compile(r"[a-z0-9][a-z0-9.-]*(?:/[a-z0-9.-]+)*")


class WrongSetting(SovangError):
    """A setting is unknown or malformed; the message names it in both languages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """
    Where things are. No secrets: those are files under `keys`, or in the URIs the operator gives.

    `amqp_uri` None means the in-process doorbell; `mongo_uri` None means the database child that `sovang up` starts.
    """

    host: str
    port: int
    home: Path
    realm: str
    origin: str
    amqp_uri: str | None
    mongo_uri: str | None
    service_urls: Mapping[str, str]
    log_format: str

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
    return _checked(_filled(_parsed(file, text), env))


def _config_file(env: Mapping[str, str]) -> Path:
    """`SOVANG_CONFIG`, else `config.yml` here, else the one that came with the program."""
    if asked := env.get("SOVANG_CONFIG"):
        if not Path(asked).is_file():
            raise _wrong("SOVANG_CONFIG", f"không có tệp {asked}", f"there is no file {asked}")
        return Path(asked)
    here = Path("config.yml")
    return here if here.is_file() else Path(__file__).resolve().parent.parent / "config.yml"


def _parsed(file: Path, text: str) -> dict[str, Any]:
    try:
        raw = yaml.safe_load(text)
    except yaml.YAMLError:
        raise _wrong(file.name, "không phải YAML", "not YAML") from None
    if not isinstance(raw, dict):
        raise _wrong(file.name, "phải là các cặp tên: giá trị", "must be name: value pairs")
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
    for name in raw:
        if name not in names:
            raise _wrong(name, "không có thiết lập này", "there is no such setting")
    for name in names - raw.keys():
        raise _wrong(name, "thiếu thiết lập này", "this setting is missing")
    host, port = str(raw["host"]), _port(raw["port"])
    if not _REALM.fullmatch(str(raw["realm"])):
        raise _wrong(
            "SOVANG_REALM",
            "chỉ gồm chữ thường, số và gạch nối",
            "lower-case letters, digits and hyphens only",
        )
    if not _ORIGIN.fullmatch(str(raw["origin"])):
        raise _wrong("SOVANG_ORIGIN", "không phải tên miền", "not a host name with an optional path")
    if raw["log_format"] not in ("auto", "json", "text"):
        raise _wrong("SOVANG_LOG", "phải là auto, json hoặc text", "must be auto, json or text")
    return Settings(
        host=host,
        port=port,
        home=Path(str(raw["home"])).expanduser().resolve(),
        realm=str(raw["realm"]),
        origin=str(raw["origin"]),
        amqp_uri=_uri("AMQP_URI", raw["amqp_uri"], ("amqp://", "amqps://")),
        mongo_uri=_uri("MONGO_URI", raw["mongo_uri"], ("mongodb://", "mongodb+srv://")),
        service_urls=_service_urls(raw["services"], host, port),
        log_format=str(raw["log_format"]),
    )


def _service_urls(raw: Any, host: str, port: int) -> Mapping[str, str]:
    if not isinstance(raw, dict) or set(raw) != set(SERVICES):
        raise _wrong("services", "phải nêu đủ các dịch vụ", f"must name exactly {', '.join(SERVICES)}")
    here = f"http://{'127.0.0.1' if host in ('0.0.0.0', '::') else host}:{port}"  # noqa: S104  # compared, not bound
    return {name: str(raw[name]).rstrip("/") or here for name in SERVICES}


def _port(value: Any) -> int:
    text = str(value)
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise _wrong("SOVANG_PORT", "phải là số từ 1 đến 65535", "must be a number from 1 to 65535")
    return int(text)


def _uri(name: str, value: Any, schemes: tuple[str, ...]) -> str | None:
    text = str(value or "")
    if text and not text.startswith(schemes):
        raise _wrong(name, f"phải bắt đầu bằng {schemes[0]}", f"must start with {schemes[0]}")
    return text or None


def _refuse_unknown_variables(env: Mapping[str, str], known: set[str]) -> None:
    for name in env:
        if name.startswith("SOVANG_") and name not in known and name != "SOVANG_CONFIG":
            raise _wrong(name, "không có thiết lập này", "there is no such setting")


def _wrong(name: str, vi: str, en: str) -> WrongSetting:
    return WrongSetting(f"Thiết lập {name}: {vi}. / Setting {name}: {en}.")

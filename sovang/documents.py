"""
Documents made from the services' catalogues: `python -m sovang.documents` writes them, `--check` fails when one is stale.

Made: docs/events.md, docs/schemas/<service>/<event>/<version>.json, audit's table of sentences, for audit imports no
other service, and for each service what docs/schemas holds of earlier versions, which it goes on serving.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

from marshmallow import Schema
from marshmallow import fields as ma

from services.nominations.adapters.roles import role_names
from shared.catalogue import Catalogue, EventKind
from shared.json_schemas import event_schema
from shared.privacy import privacy_of
from shared.settings import SERVICES
from shared.texts import Text

ROOT = Path(__file__).resolve().parent.parent
EVENTS = "docs/events.md"
SCHEMAS = "docs/schemas"
SENTENCES = "services/audit/catalogue.json"
FORMER = "services/{}/adapters/former_schemas.json"

HEAD = """\
# Sự kiện · Events

Tệp này được sinh từ danh mục của các dịch vụ bằng `python -m sovang.documents`; đừng sửa tay.
*Made from the services' catalogues by `python -m sovang.documents`; do not edit.*

Mỗi sự kiện có phần chung của hành vi (`case`, `occurred_on`, `basis`, `document`, `rules`, `broken`) và phần riêng dưới đây.
*Each event has the part all acts share and its own fields below. Privacy: open · personal (key per person) ·
restricted (key per case).*
"""


def modules() -> Iterator[ModuleType]:
    """The catalogue module of each service that has one."""
    for service in SERVICES:
        name = f"services.{service}.adapters.catalogue"
        if find_spec(name) is not None:
            yield import_module(name)


def catalogues() -> list[Catalogue]:
    """The catalogue of each service that owns events."""
    return [module.CATALOGUE for module in modules()]


def documents() -> dict[str, str]:
    """Each document by its path under the project's root."""
    made = {EVENTS: _events_page(catalogues()), SENTENCES: _json(_sentences())}
    for catalogue in catalogues():
        for kind in catalogue.kinds:
            path = f"{SCHEMAS}/{catalogue.service}/{kind.name}/{kind.version}.json"
            made[path] = _json(event_schema(catalogue, kind))
        if former := _former(catalogue):
            made[FORMER.format(catalogue.service)] = _json(former)
    return made


def stale(root: Path = ROOT) -> list[str]:
    """The documents under *root* that are not as they would be made now."""
    return sorted(path for path, text in documents().items() if _read(root / path) != text)


def write(root: Path = ROOT) -> list[str]:
    """Write what is stale; earlier versions of schemas stay where they are."""
    made, paths = documents(), stale(root)
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(made[path], encoding="utf-8")
    return paths


def privacies(schema: Schema, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Each field by its path (`models[].field`) with how it is kept; of nested ones only those that are sealed."""
    for name, item in schema.fields.items():
        path = f"{prefix}{name}"
        privacy = privacy_of(item.metadata)
        if not prefix or privacy != "open":
            yield path, privacy
        inner = item.inner if isinstance(item, ma.List) else item
        if isinstance(inner, ma.Nested):
            mark = "[]." if isinstance(item, ma.List) else "."
            yield from privacies(inner.schema, f"{path}{mark}")


def own_privacies(kind: EventKind) -> dict[str, str]:
    """The event's own fields, without the act's."""
    return {path: privacy for path, privacy in privacies(kind.schema) if path.split(".")[0] != "act"}


def _former(catalogue: Catalogue) -> dict[str, Any]:
    """The schemas of earlier versions as they were once published, by `<event>/<version>`."""
    return {
        f"{kind.name}/{version}": json.loads(
            (ROOT / SCHEMAS / catalogue.service / kind.name / f"{version}.json").read_text(encoding="utf-8")
        )
        for kind in catalogue.kinds
        for version in range(1, kind.version)
    }


def _sentences() -> dict[str, Any]:
    services: dict[str, Any] = {}
    for module in modules():
        catalogue: Catalogue = module.CATALOGUE
        values: Mapping[str, Mapping[str, Text]] = getattr(module, "VALUES", {})
        services[catalogue.service] = {
            "events": {
                kind.name: {
                    "version": kind.version,
                    "meaning": _both(kind.meaning),
                    "sentence": _both(kind.sentence),
                    "fields": own_privacies(kind),
                }
                for kind in catalogue.kinds
            },
            "refusals": {code: _both(text) for code, text in catalogue.refusals.items()},
            "values": {
                name: {value: _both(text) for value, text in texts.items()} for name, texts in values.items()
            },
        }
    return {"services": services, "roles": {role: _both(text) for role, text in role_names().items()}}


def _events_page(all_catalogues: Iterable[Catalogue]) -> str:
    parts = [HEAD]
    for catalogue in all_catalogues:
        parts.append(f"## {catalogue.service}\n")
        parts += [_event_part(catalogue, kind) for kind in catalogue.kinds]
    return "\n".join(parts)


def _event_part(catalogue: Catalogue, kind: EventKind) -> str:
    address = f"schemas/{catalogue.service}/{kind.name}/{kind.version}.json"
    rows = [f"| `{path}` | {privacy} |" for path, privacy in own_privacies(kind).items()]
    return "\n".join(
        [
            f"### {kind.name}\n",
            f"{kind.meaning.vi} *{kind.meaning.en}*\n",
            f"- “{kind.sentence.vi}”",
            f"- *“{kind.sentence.en}”*",
            f"- phiên bản · version {kind.version} · [JSON Schema]({address})\n",
            "| field | privacy |",
            "|---|---|",
            *rows,
            "",
        ]
    )


def _both(text: Text) -> dict[str, str]:
    return {"vi": text.vi, "en": text.en}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


def main(arguments: list[str]) -> int:
    """Write, or with `--check` only look; gives the exit code."""
    if arguments == ["--check"]:
        paths = stale()
        for path in paths:
            sys.stderr.write(f"{path}: đã cũ, chạy `python -m sovang.documents` / stale, run it\n")
        return 1 if paths else 0
    for path in write():
        sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""One readable page on the interfaces of this process, made from the OpenAPI documents."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from werkzeug.wrappers import Request, Response

from shared.edge.desk import Desk
from shared.openapi import JSON, document
from shared.problems import AWAY, INTERNAL, KINDS

SAFE = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "public, max-age=300",
}
TEMPLATE = "docs.html"


def docs_page(desks: Iterable[Desk]) -> Callable[[Request], Response]:
    """Answers with the page, rendered when it is first asked for: a third of a second that no start has to wait for."""
    rendered = cache(lambda: render(desks))
    return lambda _request: Response(rendered(), headers=SAFE, content_type="text/html; charset=utf-8")


def problem_page(_request: Request) -> Response:
    """A problem's `type` leads to the list of problems."""
    return Response(status=303, headers={"Location": "/docs#problems"})


def render(desks: Iterable[Desk]) -> str:
    """The page's HTML."""
    surroundings = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    surroundings.filters["pretty"] = lambda value: json.dumps(value, ensure_ascii=False, indent=2)
    services = [_service(desk) for desk in sorted(desks, key=lambda desk: desk.app.name)]
    return surroundings.get_template(TEMPLATE).render(services=services, problems=_problems())


def _problems() -> list[dict[str, Any]]:
    known = [{"status": int(status), "code": kind.code, "title": title} for kind, status, title in KINDS]
    known += [
        {"status": int(each.status), "code": each.code, "title": each.title} for each in (AWAY, INTERNAL)
    ]
    return sorted(known, key=lambda each: (each["status"], each["code"]))


def _service(desk: Desk) -> dict[str, Any]:
    described = document(desk.app)
    operations = [
        _operation(method, path, operation, described)
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    ]
    catalogue = desk.app.catalogue
    return {
        "name": desk.app.name,
        "operations": operations,
        "events": catalogue.kinds,
        "refusals": sorted(catalogue.refusals.items()),
        "schema_of": lambda kind: kind.dataschema(catalogue.service),
    }


def _operation(
    method: str, path: str, operation: Mapping[str, Any], described: Mapping[str, Any]
) -> dict[str, Any]:
    content = operation.get("requestBody", {}).get("content", {}).get(JSON, {})
    shape = _followed(content.get("schema", {}), described)
    required = set(shape.get("required", ()))
    members = [
        {"name": name, "type": type_of(member), "required": name in required, "where": "body"}
        for name, member in shape.get("properties", {}).items()
    ]
    parameters = [
        {
            "name": each["name"],
            "type": type_of(each["schema"]),
            "required": each.get("required", False),
            "where": each["in"],
        }
        for each in operation.get("parameters", ())
    ]
    return {
        "method": method.upper(),
        "path": path,
        "id": operation["operationId"],
        "summary": operation["summary"],
        "description": operation["description"],
        "permission": operation.get("x-permission", ""),
        "on_paper": operation.get("x-permission-on-paper", ""),
        "inputs": parameters + members,
        "example": content.get("example"),
        "statuses": [int(status) for status in operation["responses"]],
    }


def _followed(shape: Mapping[str, Any], described: Mapping[str, Any]) -> Mapping[str, Any]:
    reference = shape.get("$ref")
    if reference is None:
        return shape
    found: Mapping[str, Any] = described["components"]["schemas"][reference.rsplit("/", 1)[1]]
    return found


def type_of(shape: Mapping[str, Any]) -> str:
    """A short name of what *shape* accepts."""
    if "$ref" in shape:
        return str(shape["$ref"]).rsplit("/", 1)[1]
    if "anyOf" in shape:
        return " | ".join(type_of(each) for each in shape["anyOf"])
    if "enum" in shape:
        return " | ".join(json.dumps(each) for each in shape["enum"])
    if shape.get("type") == "array":
        return f"[{type_of(shape['items'])}]"
    kind = shape.get("format") or shape.get("type", "")
    return " | ".join(kind) if isinstance(kind, list) else str(kind)

"""OpenAPI 3.1 of one service, made from its endpoint tables and the schemas that check its requests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from http import HTTPStatus
from importlib.metadata import version
from typing import Any, get_args

from marshmallow import fields as ma
from marshmallow import validate

from shared.access import RECORDING
from shared.endpoints import ActionEndpoint, Application, CommandEndpoint, QueryEndpoint, RawRoute
from shared.errors import ExpectedError
from shared.json_schemas import Shapes
from shared.problems import AWAY, INTERNAL, KINDS, MEDIA_TYPE
from shared.references import Kind
from shared.requests import ActionForm, CommandForm, QueryForm
from shared.schemas import schema_for
from shared.texts import Text

JSON = "application/json"
PREFIX = "#/components/schemas/"
FOR_ALL = (400, 401, 403, 408, 413, 414, 429, 431, 500, 503)
FOR_COMMANDS = (*FOR_ALL, 404, 409, 412, 415, 422, 428)
FOR_QUERIES = (*FOR_ALL, 404)
FOR_ACTIONS = (*FOR_ALL, 404, 409, 415)

SAID = {
    401: ("WWW-Authenticate",),
    405: ("Allow",),
    429: ("Retry-After", "RateLimit", "RateLimit-Policy"),
    503: ("Retry-After",),
}
"""The headers of problems, by status."""

BILINGUAL = {
    "type": "object",
    "properties": {"vi": {"type": "string"}, "en": {"type": "string"}},
    "required": ["vi", "en"],
}
PROBLEM: Mapping[str, Any] = {
    "type": "object",
    "description": "RFC 9457; title và detail bằng tiếng Việt, title_en và detail_en bằng tiếng Anh",
    "properties": {
        "type": {"type": "string", "examples": ["/problems/version-mismatch"]},
        "title": {"type": "string"},
        "title_en": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "detail_en": {"type": "string"},
        "citation": {
            "type": "string",
            "description": "Điều, khoản hoặc văn bản làm căn cứ / the article or document",
        },
        "fields": {"type": "object", "additionalProperties": BILINGUAL},
        "references": {
            "type": "object",
            "description": "Mã của những gì detail gọi bằng tên / the ids of what detail calls by name",
            "additionalProperties": {
                "type": "object",
                "properties": {
                    "kind": {"type": "string", "enum": [*get_args(Kind)]},
                    "ids": {"type": "array", "items": {"type": "string"}},
                },
                "required": ["kind", "ids"],
            },
        },
        "correlation_id": {"type": "string"},
    },
    "required": ["type", "title", "title_en", "status", "code", "detail", "detail_en", "correlation_id"],
}
ANSWER: Mapping[str, Any] = {
    "type": "object",
    "properties": {"stream": {"type": "string"}, "version": {"type": "integer"}, "id": {"type": "string"}},
    "required": ["stream", "version", "id"],
    "example": {"stream": "plan-1f0c7a2be3d4", "version": 2, "id": "1f0c7a2be3d4"},
}


def document(app: Application) -> dict[str, Any]:
    """The OpenAPI document of *app*."""
    shapes = Shapes(PREFIX)
    given = Shapes(PREFIX, given=True)
    shapes.known |= {"Problem": dict(PROBLEM), "CommandAnswer": dict(ANSWER)}
    paths: dict[str, dict[str, Any]] = {}
    for command in app.commands:
        _add(paths, app, command.path, "post", _command(app, command, shapes))
    for action in app.actions:
        _add(paths, app, action.path, "post", _action(action, shapes, given))
    for query in app.queries:
        _add(paths, app, query.path, "get", _query(query, shapes, given))
    _add(paths, app, "/feed", "get", FEED)
    raw: Sequence[RawRoute] = getattr(app, "raw_routes", ())
    for route in raw:
        if route.described is not None:
            paths.setdefault(route.path, {})[route.method.lower()] = dict(route.described)
    return {
        "openapi": "3.1.0",
        "info": {"title": f"Sổ Vàng · {app.name}", "version": version("sovang")},
        "servers": [{"url": "/"}],
        "security": [{"bearer": []}],
        "paths": paths,
        "components": {
            "schemas": shapes.known | given.known,
            "responses": {str(status): _problem(status, title) for status, title in _titles().items()},
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}},
        },
    }


def _add(
    paths: dict[str, dict[str, Any]], app: Application, path: str, method: str, operation: Mapping[str, Any]
) -> None:
    paths.setdefault(f"/api/{app.name}{path}", {})[method] = dict(operation)


def _command(app: Application, endpoint: CommandEndpoint, shapes: Shapes) -> dict[str, Any]:
    form = CommandForm(app.name, endpoint)
    body = shapes.of(form.schema, without=form.in_path)
    shapes.known[f"{_title(endpoint.name)}Request"] = body
    on_paper = {"x-permission-on-paper": RECORDING} if "basis" in form.schema.fields else {}
    return {
        **_summary(endpoint.name, endpoint.summary, endpoint.permission),
        **on_paper,
        "parameters": [*_path(form, shapes), KEY, IF_MATCH, CORRELATION],
        "requestBody": _body(f"{_title(endpoint.name)}Request", _example(form.schema.fields, form.in_path)),
        "responses": {
            "200": _ok("Đã làm, hoặc vốn đã như vậy / done, or already so", "CommandAnswer", ANSWERED),
            "201": _ok("Đã tạo mới / created", "CommandAnswer", ANSWERED),
            **refusals(FOR_COMMANDS),
        },
    }


def _action(endpoint: ActionEndpoint, shapes: Shapes, given: Shapes) -> dict[str, Any]:
    form = ActionForm(endpoint)
    request, result = f"{_title(endpoint.name)}Request", f"{_title(endpoint.name)}Result"
    shapes.known[request] = shapes.of(form.schema, without=form.in_path)
    given.known[result] = given.of(schema_for(endpoint.result))
    operation = {
        **_summary(endpoint.name, endpoint.summary, endpoint.permission),
        "parameters": [*_path(form, shapes), CORRELATION],
        "requestBody": _body(request, _example(form.schema.fields, form.in_path)),
        "responses": {"200": _ok("Kết quả / the result", result), **refusals(FOR_ACTIONS)},
    }
    return operation if endpoint.permission or endpoint.signed_in else operation | {"security": []}


def _query(endpoint: QueryEndpoint, shapes: Shapes, given: Shapes) -> dict[str, Any]:
    form = QueryForm(endpoint)
    result = f"{_title(endpoint.name)}Result"
    item = given.of(schema_for(endpoint.result))
    given.known[result] = _paged(item) if endpoint.paged else item
    in_query = [
        {"name": name, "in": "query", "required": member.required, "schema": shapes.member(member)}
        for name, member in form.schema.fields.items()
        if name not in form.in_path
    ]
    after = [AFTER] if endpoint.views else []
    return {
        **_summary(endpoint.name, endpoint.summary, endpoint.permission),
        "parameters": [*_path(form, shapes), *in_query, *after, CORRELATION],
        "responses": {
            "200": _ok("Kết quả / the result", result, STALE if endpoint.views else {}),
            **refusals(FOR_QUERIES),
        },
    }


def _paged(item: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {"items": {"type": "array", "items": item}, "next": {"type": ["string", "null"]}},
        "required": ["items", "next"],
    }


def _summary(name: str, summary: Text, permission: str | None) -> dict[str, Any]:
    extra = {"x-permission": permission} if permission else {}
    return {"operationId": name, "summary": summary.vi, "description": summary.en, **extra}


def _body(schema: str, example: Mapping[str, Any]) -> dict[str, Any]:
    content = {"schema": {"$ref": PREFIX + schema}, "example": dict(example)}
    return {"required": bool(example), "content": {JSON: content}}


def _ok(description: str, schema: str, headers: Mapping[str, Any] | None = None) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "description": description,
        "content": {JSON: {"schema": {"$ref": PREFIX + schema}}},
    }
    return answer | ({"headers": dict(headers)} if headers else {})


def _path(form: CommandForm | ActionForm | QueryForm, shapes: Shapes) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "path", "required": True, "schema": shapes.member(form.schema.fields[name])}
        for name in form.in_path
    ]


def _titles() -> dict[int, list[str]]:
    titles: dict[int, list[str]] = {}
    for kind, status, title in KINDS:
        titles.setdefault(int(status), []).append(f"{title.vi} / {title.en} (`{_code(kind)}`)")
    for problem in (AWAY, INTERNAL):
        titles.setdefault(int(problem.status), []).append(
            f"{problem.title.vi} / {problem.title.en} (`{problem.code}`)"
        )
    return titles


def _code(kind: type[ExpectedError]) -> str:
    return kind.code


def _problem(status: int, titles: Iterable[str]) -> dict[str, Any]:
    shown = "; ".join(titles) or HTTPStatus(status).phrase
    headers = {name: {"schema": {"type": "string"}, "required": True} for name in SAID.get(status, ())}
    answer = {"description": shown, "content": {MEDIA_TYPE: {"schema": {"$ref": PREFIX + "Problem"}}}}
    return answer | ({"headers": headers} if headers else {})


def refusals(statuses: Iterable[int]) -> dict[str, Any]:
    """References to the problems of *statuses*."""
    return {str(status): {"$ref": f"#/components/responses/{status}"} for status in sorted(statuses)}


def _title(name: str) -> str:
    return "".join(part.capitalize() for part in name.replace("-", "_").split("_"))


def _example(members: Mapping[str, ma.Field[Any]], without: Iterable[str]) -> dict[str, Any]:
    left_out = set(without)
    return {name: sample(item) for name, item in members.items() if item.required and name not in left_out}


def sample(item: ma.Field[Any]) -> Any:
    """A value that *item* accepts."""
    for rule in item.validators:
        if choices := getattr(rule, "choices", None):
            return next(iter(choices))
    match item:
        case ma.Nested():
            return _example(item.schema.fields, ())
        case ma.List():
            return [sample(item.inner)]
        case ma.Dict():
            return {}
        case ma.Date():
            return date(2021, 3, 25).isoformat()
        case ma.Integer():
            return next(
                (rule.min for rule in item.validators if isinstance(rule, validate.Range) and rule.min), 1
            )
        case ma.Boolean():
            return True
        case ma.String():
            return "0" * 64 if str(item.name).endswith("sha256") else "ví dụ"
    return "2021-03-25T08:00:00.000Z"


def _header(
    name: str, vi: str, en: str, schema: Mapping[str, Any], *, required: bool = False
) -> dict[str, Any]:
    return {
        "name": name,
        "in": "header",
        "required": required,
        "description": f"{vi} / {en}",
        "schema": dict(schema),
    }


KEY = _header(
    "Idempotency-Key",
    "Khóa chống lặp: gửi lại cùng khóa và cùng nội dung nhận lại đúng câu trả lời cũ",
    "the same key with the same content gets the same answer again",
    {"type": "string", "pattern": r"^[\x21-\x7e]{1,128}$"},
    required=True,
)
IF_MATCH = _header(
    "If-Match",
    'Phiên bản hồ sơ người gửi đã thấy, ví dụ "7"',
    "the version the caller has seen",
    {"type": "string", "pattern": '^"(0|[1-9][0-9]{0,8})"$'},
)
CORRELATION = _header(
    "X-Correlation-Id",
    "Mã nối các việc cùng một câu chuyện",
    "one id through all services and events",
    {"type": "string"},
)
AFTER_PATTERN = "^[a-z0-9][a-z0-9-]{0,119}@(0|[1-9][0-9]{0,8})$"
AFTER = _header(
    "Sovang-After",
    "Chờ tới 2 giây cho danh sách đuổi kịp phiên bản này",
    "wait up to 2 s for the list to reach this version",
    {"type": "string", "pattern": AFTER_PATTERN, "examples": ["plan-1f0c7a2be3d4@2"]},
)
ANSWERED = {
    "ETag": {"description": "phiên bản / version", "schema": {"type": "string"}},
    "Sovang-Token": {
        "description": "giá trị cho Sovang-After / what Sovang-After takes",
        "schema": {"type": "string"},
    },
}
STALE = {
    "Sovang-Stale": {
        "description": "có khi danh sách chưa đuổi kịp / present when the list lags",
        "schema": {"type": "string", "enum": ["true"]},
    }
}
FEED: Mapping[str, Any] = {
    "operationId": "feed",
    "summary": "Lịch sử sự kiện đã đánh số, từng trang",
    "description": "The numbered history, page by page; for services. Full pages never change.",
    "x-permission": "service",
    "parameters": [
        {"name": "after", "in": "query", "schema": {"type": "integer", "minimum": 0, "default": 0}},
        {
            "name": "limit",
            "in": "query",
            "schema": {"type": "integer", "minimum": 1, "maximum": 1000, "default": 100},
        },
    ],
    "responses": {
        "200": {
            "description": "Một trang / one page",
            "content": {
                JSON: {
                    "schema": {
                        "type": "object",
                        "properties": {
                            "source": {"type": "string"},
                            "epoch": {"type": "string"},
                            "head": {"type": "integer"},
                            "events": {
                                "type": "array",
                                "items": {
                                    "type": "object",
                                    "properties": {
                                        "position": {"type": "integer"},
                                        "body": {"type": "string"},
                                    },
                                    "required": ["position", "body"],
                                },
                            },
                        },
                        "required": ["source", "epoch", "head", "events"],
                    }
                }
            },
        },
        **refusals(FOR_ALL),
    },
}

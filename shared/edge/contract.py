"""What other programs build on: the feed, the OpenAPI document and the JSON Schemas of events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from functools import cache
from typing import Any

from marshmallow import ValidationError, validate
from werkzeug.wrappers import Request, Response

from shared.access import Caller
from shared.edge.desk import Desk
from shared.edge.headers import call_of
from shared.edge.responses import PATH_VALUES, Answering, json_response
from shared.errors import Forbidden, NotFound
from shared.faults import invalid, invalid_shape
from shared.feed import text_of
from shared.json_schemas import event_schema
from shared.openapi import document
from shared.schemas import schema_for
from shared.tokens import SERVICE_ROLE
from shared.values import dataclass

LARGEST_PAGE = 1000
PUBLIC = {"Cache-Control": "public, max-age=300"}
CLOSED = "private, max-age=31536000, immutable"
OPEN = "no-store"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPage:
    """Which part of the history is asked for."""

    after: int = field(default=0, metadata={"validate": validate.Range(min=0)})
    limit: int = field(default=100, metadata={"validate": validate.Range(min=1, max=LARGEST_PAGE)})


def contract_routes(desk: Desk) -> list[tuple[str, str, Answering]]:
    """Path, name and answer of each."""
    name = desk.app.name
    return [
        (f"/api/{name}/feed", "feed", _feed(desk)),
        (f"/api/{name}/openapi.json", "openapi", _openapi(desk)),
        (f"/schemas/{name}/{{event}}/{{version}}", "schema", _schema(desk)),
    ]


def _feed(desk: Desk) -> Answering:
    def answer(request: Request, correlation_id: str) -> Response:
        _require_service(desk.signed_in(call_of(request, correlation_id)))
        page = page_of(request.args.items(multi=True))
        feed = desk.app.feed()
        epoch, head = feed.head()
        asked_for_more = page.after < head  # many ask for the head alone: no page is looked for then
        events = feed.after(page.after, page.limit) if asked_for_more else []
        body = {
            "source": feed.source,
            "epoch": events[0].epoch if events else epoch,
            "head": max([head, *(event.position for event in events[-1:])]),
            "events": [{"position": event.position, "body": text_of(event.body)} for event in events],
        }
        closed = len(events) == page.limit  # nothing can be added to it any more
        return json_response(body, {"Cache-Control": CLOSED if closed else OPEN, "Vary": "Authorization"})

    return answer


def _require_service(caller: Caller) -> None:
    if not any(grant.role == SERVICE_ROLE for grant in caller.grants):
        raise Forbidden(facts={"permission": "feed"})


def page_of(in_query: Iterable[tuple[str, str]]) -> FeedPage:
    """The page that the query's pairs ask for; raises InvalidInput."""
    given: dict[str, Any] = {}
    for name, text in in_query:
        if name in given:
            raise invalid([(name, "repeated")])
        given[name] = int(text) if text.isascii() and text.isdigit() and len(text) < 16 else text
    try:
        page: FeedPage = schema_for(FeedPage).load(given)
    except ValidationError as error:
        raise invalid_shape(error) from None
    return page


def _openapi(desk: Desk) -> Answering:
    @cache  # made when somebody asks: a start need not wait for it
    def described() -> Mapping[str, Any]:
        return document(desk.app)

    return lambda _request, _correlation_id: json_response(described(), PUBLIC)


def _schema(desk: Desk) -> Answering:
    catalogue = desk.app.catalogue

    def answer(request: Request, _correlation_id: str) -> Response:
        asked = request.environ[PATH_VALUES]
        kind = catalogue.by_name.get(asked["event"])
        if kind is not None and asked["version"] == str(kind.version):
            schema: Mapping[str, Any] | None = event_schema(catalogue, kind)
        else:
            schema = catalogue.former_schemas.get(f"{asked['event']}/{asked['version']}")
        if schema is None:
            raise NotFound
        response = json_response(schema, PUBLIC)
        response.content_type = "application/schema+json"
        return response

    return answer

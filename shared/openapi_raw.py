"""OpenAPI operations of raw routes: what comes and goes in a form of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from shared.openapi import CORRELATION, FOR_ALL, JSON, refusals
from shared.texts import Text

FOR_FILES = (*FOR_ALL, 404, 409)
ANY_BYTES = "application/octet-stream"
TEXT: Mapping[str, Any] = {"type": "string"}


def operation(
    name: str,
    summary: Text,
    permission: str,
    *,
    places: Sequence[str] = (),
    asked: Mapping[str, Text] | None = None,
    takes: Text | None = None,
    gives: Mapping[str, Mapping[str, Any]],
) -> dict[str, Any]:
    """
    The operation *name*: *places* of its path, texts *asked* in its query, bytes it *takes*, and what it *gives*.

    *gives* is the schema of a success by its media type; an empty schema for bytes.
    """
    described: dict[str, Any] = {
        "operationId": name,
        "summary": summary.vi,
        "description": summary.en,
        "x-permission": permission,
        "parameters": [*map(_place, places), *map(_question, (asked or {}).items()), CORRELATION],
        "responses": {
            "200": {
                "description": "Kết quả / the result",
                "content": {media: {"schema": dict(schema)} for media, schema in gives.items()},
            },
            **refusals(FOR_FILES),
        },
    }
    if takes is not None:
        described["requestBody"] = {
            "description": f"{takes.vi} / {takes.en}",
            "required": True,
            "content": {ANY_BYTES: {"schema": {"type": "string", "format": "binary"}}},
        }
    return described


def object_of(**members: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
    """A JSON answer: an object with just these *members*."""
    return {JSON: {"type": "object", "properties": dict(members), "required": list(members)}}


def _place(name: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": dict(TEXT)}


def _question(asked: tuple[str, Text]) -> dict[str, Any]:
    name, text = asked
    return {"name": name, "in": "query", "description": f"{text.vi} / {text.en}", "schema": dict(TEXT)}

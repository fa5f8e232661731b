"""A case in one document: what kind, since when, how it stands, what is counted in it, what it speaks of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from services.audit.application.told import READING, REFUSAL, Told, leaves, lengths, objects, own_fields
from services.audit.application.words import kind_of
from shared.clock import timestamp
from shared.messages import Json


def project_case(case: Json | None, name: str, told: Told) -> Json:
    """The document of the case *name* after *told*; an event that was numbered again changes nothing."""
    before = case or _opened(name)
    envelope = told.envelope
    if envelope.streamversion <= before["streams"].get(envelope.subject, 0):
        return before
    after = before | {"streams": before["streams"] | {envelope.subject: envelope.streamversion}}
    after["events"] = _counted(before["events"], envelope.type)
    if envelope.type == READING:
        return after
    return after | _dated(before, told) | _judged(before, told) | _measured(before, told, name)


def _opened(name: str) -> Json:
    empty: Json = {"kind": kind_of(name), "newest": -1, "first": None, "last": None, "recorded": None}
    tables = ("streams", "events", "refusals", "flags", "counts", "distinct", "values", "terms", "state")
    return (
        empty
        | {table: {} for table in tables}
        | {"unconfirmed": 0, "refs": [name.partition("-")[2]], "scopes": []}
    )


def _dated(before: Json, told: Told) -> Json:
    day = told.event.get("occurred_on")
    days = [one for one in (before["first"], before["last"], day) if isinstance(one, str)]
    return {
        "newest": told.position - 1,
        "first": min(days, default=None),
        "last": max(days, default=None),
        "recorded": timestamp(told.envelope.time),
    }


def _judged(before: Json, told: Told) -> Json:
    data, kind = told.event, told.envelope.type
    if kind == REFUSAL:
        return {"refusals": _counted(before["refusals"], str(data.get("code")))}
    flags = before["flags"]
    for broken in objects(data, "broken"):
        flags = _counted(flags, str(broken.get("code")))
    doubtful = any(rule.get("confirmed") is not True for rule in objects(data, "rules"))
    return {
        "flags": flags,
        "unconfirmed": before["unconfirmed"] + doubtful,
        "state": {"service": told.envelope.service, "type": kind},
    }


def _measured(before: Json, told: Told, case: str) -> Json:
    """
    What is counted, what the case speaks of, and who has a part in it.

    Anybody may act about a case in a stream of their own, such as a session: only the case's own stream says whose it is.
    """
    kind, fields = told.envelope.type, own_fields(told.event)
    ids = {name: item for name, item in fields.items() if name.endswith("_id") and isinstance(item, str)}
    numbers = {name: item for name, item in fields.items() if type(item) is int}
    refs = {value for path, value in leaves(fields) if isinstance(value, str) and _names(path)}
    return {
        "counts": _with(
            before["counts"], kind, {name: _sum(before, kind, name, n) for name, n in lengths(fields).items()}
        ),
        "distinct": _with(
            before["distinct"], kind, {name: _united(before, kind, name, one) for name, one in ids.items()}
        ),
        "values": _with(before["values"], kind, numbers),
        "terms": _with(before.get("terms", {}), kind, _terms(fields)),
        "refs": sorted({*before["refs"], *refs}),
        "scopes": sorted({*before["scopes"], *(refs if told.envelope.subject == case else ())}),
    }


def _terms(fields: Json) -> Json:
    """The numbers and days in the objects of each list that say their `kind`, such as what a plan asks for, by that kind."""
    found: Json = {}
    for name in fields:
        for item in objects(fields, name):
            numbers = {field: value for field, value in item.items() if type(value) is int}
            days = {field: value for field, value in item.items() if _is_day(value)}
            if (numbers or days) and isinstance(item.get("kind"), str):
                found.setdefault(name, {})[item["kind"]] = {"numbers": numbers, "days": days}
    return found


def _is_day(value: Any) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _names(path: str) -> bool:
    return path.endswith("_id") or path.startswith(("participants[", "successors["))


def _sum(before: Json, kind: str, name: str, length: int) -> int:
    return int(before["counts"].get(kind, {}).get(name, 0)) + length


def _united(before: Json, kind: str, name: str, one: str) -> list[str]:
    return sorted({*before["distinct"].get(kind, {}).get(name, []), one})


def _with(table: Mapping[str, Any], kind: str, changes: Json) -> Json:
    return {**table, kind: {**table.get(kind, {}), **changes}} if changes else dict(table)


def _counted(table: Mapping[str, int], name: str) -> Json:
    return {**table, name: table.get(name, 0) + 1}

"""Names of what events speak of by id: who registered it under which name, and what refers to whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from services.audit.application.folding import beginnings
from services.audit.application.told import Told, objects
from shared.codec import is_sealed
from shared.messages import Json

WORDS: Final = "_words"
"""Where the reader of personal names puts the beginnings of the opened name: the stored name stays sealed."""

_NAMED: Final = {
    "OrganisationRegistered": ("organisation_id", "name"),
    "PersonRegistered": ("person_id", "name"),
    "MovementLaunched": ("movement_id", "name"),
    "PlanDrafted": ("plan_id", "title"),
    "CouncilConstituted": ("council_id", "name"),
}
_REFERRING: Final = {
    "NominationOpened": ("nomination_id", "subject_id"),
    "DecisionIssued": ("award_id", "subject_id"),
    "AwardGranted": ("award_id", "subject_id"),
}
_LISTED: Final = {
    "PlanDrafted": ("recipients", "recipient_id", "name"),
    "RegistrationListSubmitted": ("models", "model_id", "subject_id"),
}


def scoped(plan_id: Any, own_id: Any) -> str:
    """The key of what is named within a plan only: its recipients and models."""
    return f"{plan_id}/{own_id}"


def names_in(told: Told) -> Iterator[str]:
    """The keys of the names that *told* gives or changes."""
    yield from (key for key, _ in _given(told))


def project_name(key: str, name: Json | None, told: Told) -> Json:
    """The document of *key* after *told*."""
    for given, content in _given(told):
        if given == key:
            return _joined(name, content)
    return name or {}


def _given(told: Told) -> Iterator[tuple[str, Json]]:
    data, kind = told.event, told.envelope.type
    if kind in _NAMED:
        yield from _named(told, *_NAMED[kind])
    if kind in _REFERRING:
        own, other = _REFERRING[kind]
        if isinstance(data.get(own), str):
            yield (
                data[own],
                {"kind": own.removesuffix("_id"), "refers": data.get(other), "form": data.get("form")},
            )
    if kind in _LISTED:
        yield from _listed(data, *_LISTED[kind])
    if kind == "PlanIssued" and isinstance(data.get("number"), str):
        yield str(data.get("plan_id")), {"number": data["number"], "words": beginnings(data["number"])}
    if kind == "SessionConvened":
        yield str(data.get("session_id")), {"kind": "session", "held_on": data.get("held_on")}


def _named(told: Told, own: str, field: str) -> Iterator[tuple[str, Json]]:
    data = told.event
    name, key = data.get(field), data.get(own)
    if not isinstance(key, str):
        return
    kind = own.removesuffix("_id")
    if is_sealed(name):
        where = f"{told.envelope.id}/{field}"
        yield key, {"kind": kind, "sealed": name, "where": where, "words": list(data.get(WORDS, []))}
    elif isinstance(name, str):
        yield key, {"kind": kind, "name": name, "words": beginnings(name)}


def _listed(data: Json, field: str, own: str, other: str) -> Iterator[tuple[str, Json]]:
    for item in objects(data, field):
        key = scoped(data.get("plan_id"), item.get(own))
        if other == "name":
            yield key, {"kind": own.removesuffix("_id"), "name": item.get("name"), "words": []}
        else:
            yield key, {"kind": own.removesuffix("_id"), "refers": item.get(other)}


def _joined(name: Json | None, content: Json) -> Json:
    before = name or {}
    words = sorted({*before.get("words", []), *content.get("words", [])})
    return {**before, **content, "words": words}

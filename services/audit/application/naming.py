"""Names of what events speak of by id: under which name it was registered, which it had since when, what refers to whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from services.audit.application.told import Told, objects, texts
from shared.codec import is_sealed
from shared.folding import beginnings
from shared.messages import Json

WORDS: Final = "_words"
"""Where the reader of personal names puts what the opened name is found under, marked: the name stays sealed."""

_NAMED: Final = {
    "OrganisationRegistered": ("organisation_id", "name"),
    "PersonRegistered": ("person_id", "name"),
    "MovementLaunched": ("movement_id", "name"),
    "BlocEstablished": ("bloc_id", "name"),
    "PlanDrafted": ("plan_id", "title"),
    "CouncilConstituted": ("council_id", "name"),
    "InitiativeProposed": ("initiative_id", "title"),
    "TaskAssigned": ("task_id", "content"),
    "ConferenceHeld": ("conference_id", "name"),
    "PersonCorrected": ("person_id", "name"),
}
_ERASED: Final = {"PersonErased": "person_id"}
"""What nobody may find by its name any more: the words go, the sealed name is unreadable by itself."""

_RESTRICTING: Final = {"PersonRestricted": True, "RestrictionLifted": False}
"""Whose name is told to those alone who may see it, and found by them alone, until that is lifted: the words stay."""

_CHANGING: Final[Mapping[str, Callable[[Json], Json]]] = {
    "OrganisationRenamed": lambda data: {
        "names": [_since(data, "name", data.get("name"))],
        "words": beginnings(str(data.get("name"))),
    },
    "OrganisationMoved": lambda data: {"parents": [_since(data, "parent", data.get("parent_id"))]},
    "OrganisationDissolved": lambda data: {
        "successors": texts(data, "successors"),
        "dissolved_on": data.get("since"),
    },
    "SuccessorNamed": lambda data: {"successors": [str(data.get("successor_id"))]},
}
"""What happens to an organisation changes what it is called, what it lies under, and who follows it."""

_REFERRING: Final = {
    "NominationOpened": ("nomination_id", "subject_id"),
    "ModelDetected": ("model_id", "subject_id"),
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
    if kind in _ERASED and isinstance(data.get(_ERASED[kind]), str):
        yield data[_ERASED[kind]], {"kind": _ERASED[kind].removesuffix("_id"), "erased": True}
    if kind in _RESTRICTING and isinstance(data.get("person_id"), str):
        yield data["person_id"], {"kind": "person", "restricted": _RESTRICTING[kind]}
    if kind in _CHANGING:
        yield from _changed(data, _CHANGING[kind])
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
        yield key, {"kind": kind, "name": name, "words": beginnings(name), **_begun(data, name)}


def _begun(data: Json, name: str) -> Json:
    """From which day on an organisation has its first name and its first place; nothing for all else."""
    if not isinstance(data.get("valid_from"), str):
        return {}
    first = {"since": data["valid_from"]}
    parent = data.get("parent_id")
    parents = [{**first, "parent": parent}] if isinstance(parent, str) else []
    return {"names": [{**first, "name": name}], **({"parents": parents} if parents else {})}


def _changed(data: Json, change: Callable[[Json], Json]) -> Iterator[tuple[str, Json]]:
    if isinstance(data.get("organisation_id"), str):
        yield data["organisation_id"], {"kind": "organisation", **change(data)}


def _since(data: Json, what: str, value: Any) -> Json:
    return {"since": str(data.get("since")), what: value}


def _listed(data: Json, field: str, own: str, other: str) -> Iterator[tuple[str, Json]]:
    for item in objects(data, field):
        key = scoped(data.get("plan_id"), item.get(own))
        if other == "name":
            yield key, {"kind": own.removesuffix("_id"), "name": item.get("name"), "words": []}
        else:
            yield key, {"kind": own.removesuffix("_id"), "refers": item.get(other)}


def _joined(name: Json | None, content: Json) -> Json:
    before = name or {}
    joined = {**before, **content}
    words = () if joined.get("erased") else (*before.get("words", []), *content.get("words", []))
    joined["words"] = sorted(set(words))
    for several, newest in (("names", "name"), ("parents", "parent")):
        if several in content:
            joined[several] = _dated(before, content[several], several, newest)
            joined[newest] = joined[several][-1][newest]
    if "successors" in content:
        joined["successors"] = list(dict.fromkeys([*before.get("successors", []), *content["successors"]]))
    return joined


def _dated(before: Json, added: list[Json], several: str, newest: str) -> list[Json]:
    """By the day from which it counts; what was kept without a day counts from the beginning."""
    undated = [{"since": "", newest: before[newest]}] if newest in before else []
    by_day = {one["since"]: one for one in [*before.get(several, undated), *added]}
    return [by_day[day] for day in sorted(by_day)]

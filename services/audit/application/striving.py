"""
What somebody strove for, folded from the ledger: the titles of a subject, an initiative, a task, a movement.

Each is found by body and year. Audit holds what was registered against what came of it itself: whoever inspects need not
believe the service that compares.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from services.audit.application.told import Told, objects
from services.audit.application.year_figures import place_of
from shared.messages import Json

FLAG_ON_RECORD: Final = "co_thi_dua"
"""On record one code stands for the flags (cờ thi đua) of every level; the award tells which it was."""

OF_AWARD: Final = "award-"
"""What the id of a fact begins with that came of an award given here."""

SUBJECTS: Final = ("individual", "collective")
"""The kinds of whoever has titles, as keys of documents begin."""

FIELDS: Final = (
    "kind",
    "id",
    "registered",
    "facts",
    "awards",
    "posts",
    "of",
    "applied",
    "recognised",
    "completed",
    "sort",
    "merged",
)
"""What a comparison reads of a document."""

Step = Callable[[Json], Json]
"""What an event changes in a document."""


def strivings_in(told: Told) -> Iterator[str]:
    """The keys of what *told* changes: `<kind>/<id>`."""
    yield from (key for key, _ in _steps(told))


def project_striving(key: str, striving: Json | None, told: Told) -> Json:
    """The document *key* after *told*; an event that was numbered again changes nothing."""
    before = striving or _opened(key)
    envelope = told.envelope
    if envelope.streamversion <= before["streams"].get(envelope.subject, 0):
        return before
    after = {**before, "streams": {**before["streams"], envelope.subject: envelope.streamversion}}
    for given, step in _steps(told, key):
        if given == key:
            after = step(after)
    return {**after, "places": sorted(_places(after))}


def home_in(striving: Json, year: int) -> str | None:
    """Where a subject is of in *year*: a collective of itself, a person where their last main position of that year was."""
    if striving["kind"] == "collective":
        subject: str = striving["id"]
        return subject
    main = [
        (since, organisation)
        for organisation, since, until in striving["posts"]
        if since < f"{year + 1}" and (until is None or until > f"{year}-01-01")
    ]
    return max(main)[1] if main else None


def held_in(striving: Json, year: int) -> Iterator[str]:
    """The titles of *year* on record, and FLAG_ON_RECORD for a flag that nothing tells the level of."""
    forms = dict(striving["awards"])
    for fact_id, code, of_year in striving["facts"]:
        if of_year == year:
            form = forms.get(fact_id.removeprefix(OF_AWARD)) if code == FLAG_ON_RECORD else None
            yield form or code


def _opened(key: str) -> Json:
    kind, _, own = key.partition("/")
    opened: Json = {"kind": kind, "id": own, "streams": {}}
    if kind == "initiative":
        return opened | {"of": [], "applied": False, "recognised": False}
    if kind == "task":
        return opened | {"of": [], "completed": False}
    if kind == "movement":
        return opened | {"of": [], "sort": None, "merged": False}
    return opened | {"registered": [], "facts": [], "awards": [], "posts": []}


def _places(striving: Json) -> Iterator[str]:
    if "of" in striving:
        yield from striving["of"]
        return
    for unit_id, year, _ in striving["registered"]:
        yield place_of(unit_id, year)
    for year in {year for _, _, year in striving["facts"]}:
        home = home_in(striving, year)
        if home is not None:
            yield place_of(home, year)


def _steps(told: Told, key: str | None = None) -> Iterator[tuple[str, Step]]:
    """
    Each change by the key of the document; none of an event that lacks what it should name.

    With *key* those of other documents may be left out: one event may name hundreds.
    """
    found = _TOLD.get(told.envelope.type)
    if found is None:
        return
    data = told.event
    if key is not None and "entries" in data:
        own = key.partition("/")[2]
        data = {**data, "entries": [one for one in objects(data, "entries") if one.get("subject_id") == own]}
    yield from found(data)


def _titles_registered(data: Json) -> Iterator[tuple[str, Step]]:
    if not _named(data, unit_id=str, year=int):
        return
    for entry in objects(data, "entries"):
        if _of_subject(entry, "kind") and _named(entry, title=str):
            yield _subject(entry["kind"], entry["subject_id"]), _added("registered", _claim(data, entry))


def _title_withdrawn(data: Json) -> Iterator[tuple[str, Step]]:
    if _of_subject(data, "kind") and _named(data, unit_id=str, year=int, title=str):
        claim = _claim(data, data)
        yield _subject(data["kind"], data["subject_id"]), _left("registered", lambda one: one != claim)


def _fact_recorded(data: Json) -> Iterator[tuple[str, Step]]:
    told = _of_subject(data, "subject_kind") and _named(data, fact_id=str, code=str, year=int)
    if told and (data.get("kind") == "title" or data["code"] == FLAG_ON_RECORD):
        fact = [data["fact_id"], data["code"], data["year"]]
        yield _subject(data["subject_kind"], data["subject_id"]), _added("facts", fact)


def _fact_withdrawn(data: Json) -> Iterator[tuple[str, Step]]:
    if _of_subject(data, "subject_kind") and _named(data, fact_id=str):
        left = _left("facts", lambda one: one[0] != data["fact_id"])
        yield _subject(data["subject_kind"], data["subject_id"]), left


def _award_granted(data: Json) -> Iterator[tuple[str, Step]]:
    """Only flags: every other form stands on record by its own name."""
    told = _of_subject(data, "subject_kind") and _named(data, award_id=str, form=str)
    if told and data["form"].startswith(FLAG_ON_RECORD):
        award = [data["award_id"], data["form"]]
        yield _subject(data["subject_kind"], data["subject_id"]), _added("awards", award)


def _person_registered(data: Json) -> Iterator[tuple[str, Step]]:
    if _named(data, person_id=str, organisation_id=str, position_since=str):
        post = [data["organisation_id"], data["position_since"], None]
        yield _subject("individual", data["person_id"]), lambda before: {**before, "posts": [post]}


def _position_changed(data: Json) -> Iterator[tuple[str, Step]]:
    """A main position ends the one before; one held beside it tells nothing of where somebody is judged."""
    if _named(data, person_id=str, organisation_id=str, since=str) and data.get("concurrent") is False:
        since, post = data["since"], [data["organisation_id"], data["since"], None]
        yield (
            _subject("individual", data["person_id"]),
            lambda before: {**before, "posts": [*_ended(before["posts"], since), post]},
        )


def _position_ended(data: Json) -> Iterator[tuple[str, Step]]:
    if _named(data, person_id=str, organisation_id=str, since=str):
        organisation, since = data["organisation_id"], data["since"]
        yield (
            _subject("individual", data["person_id"]),
            lambda before: {**before, "posts": _ended(before["posts"], since, organisation)},
        )


def _initiative_proposed(data: Json) -> Iterator[tuple[str, Step]]:
    if _named(data, initiative_id=str, unit_id=str, year=int):
        yield f"initiative/{data['initiative_id']}", _set(of=[place_of(data["unit_id"], data["year"])])


def _initiative_became(what: str) -> Callable[[Json], Iterator[tuple[str, Step]]]:
    def became(data: Json) -> Iterator[tuple[str, Step]]:
        if _named(data, initiative_id=str):
            yield f"initiative/{data['initiative_id']}", _set(**{what: True})

    return became


def _task_assigned(data: Json) -> Iterator[tuple[str, Step]]:
    if _named(data, task_id=str, assignee_id=str, occurred_on=str) and data["occurred_on"][:4].isdecimal():
        place = place_of(data["assignee_id"], int(data["occurred_on"][:4]))
        yield f"task/{data['task_id']}", _set(of=[place])


def _task_completed(data: Json) -> Iterator[tuple[str, Step]]:
    if _named(data, task_id=str):
        yield f"task/{data['task_id']}", _set(completed=True)


def _movement_launched(data: Json) -> Iterator[tuple[str, Step]]:
    """One of version 1 names no sort: it knew movements only."""
    told = _named(data, movement_id=str, issuer_id=str, occurred_on=str)
    if told and data["occurred_on"][:4].isdecimal():
        place = place_of(data["issuer_id"], int(data["occurred_on"][:4]))
        yield f"movement/{data['movement_id']}", _set(of=[place], sort=data.get("sort", "movement"))


def _movement_stands(*, itself: bool) -> Callable[[Json], Iterator[tuple[str, Step]]]:
    def stands(data: Json) -> Iterator[tuple[str, Step]]:
        if _named(data, movement_id=str):
            yield f"movement/{data['movement_id']}", _set(merged=not itself)

    return stands


_TOLD: Final[Mapping[str, Callable[[Json], Iterator[tuple[str, Step]]]]] = {
    "TitlesRegistered": _titles_registered,
    "TitleWithdrawn": _title_withdrawn,
    "FactRecorded": _fact_recorded,
    "FactWithdrawn": _fact_withdrawn,
    "AwardGranted": _award_granted,
    "PersonRegistered": _person_registered,
    "PositionChanged": _position_changed,
    "PositionEnded": _position_ended,
    "InitiativeProposed": _initiative_proposed,
    "InitiativeApplied": _initiative_became("applied"),
    "InitiativeRecognised": _initiative_became("recognised"),
    "TaskAssigned": _task_assigned,
    "TaskCompleted": _task_completed,
    "MovementLaunched": _movement_launched,
    "MovementMerged": _movement_stands(itself=False),
    "MovementMergeUndone": _movement_stands(itself=True),
}


def _named(data: Json, **wanted: type) -> bool:
    """Whether *data* has these fields, of these types: what another service writes is not taken on trust."""
    return all(type(data.get(name)) is kind for name, kind in wanted.items())


def _of_subject(data: Json, kind: str) -> bool:
    """Whether *data* names a person or a collective, its kind in the field *kind*."""
    return data.get(kind) in SUBJECTS and _named(data, subject_id=str)


def _subject(kind: str, subject_id: str) -> str:
    return f"{kind}/{subject_id}"


def _claim(where: Json, entry: Json) -> list[Any]:
    return [where["unit_id"], where["year"], entry["title"]]


def _set(**fields: Any) -> Step:
    return lambda before: {**before, **fields}


def _added(name: str, one: list[Any]) -> Step:
    return lambda before: {**before, name: [*(each for each in before[name] if each != one), one]}


def _left(name: str, fits: Callable[[list[Any]], bool]) -> Step:
    return lambda before: {**before, name: [each for each in before[name] if fits(each)]}


def _ended(posts: list[list[Any]], since: str, organisation: str | None = None) -> list[list[Any]]:
    """*posts* with those ended that are still held, in *organisation* if that is given."""
    return [
        [where, begun, since] if until is None and organisation in (None, where) else [where, begun, until]
        for where, begun, until in posts
    ]

"""The read model of records: who has which titles and ratings of which year, and of which body they were then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from services.nominations.application.changes import by_change
from services.nominations.domain.person import person
from services.nominations.domain.person_messages import PersonRegistered, PositionChanged, PositionEnded
from services.nominations.domain.person_states import Post, Serving
from services.nominations.domain.quota_names import ON_RECORD
from services.nominations.domain.record_messages import FactRecorded, FactWithdrawn
from shared.messages import Json, RecordedEvent
from shared.schemas import schema_for
from shared.views import View

OF_PEOPLE = PersonRegistered | PositionChanged | PositionEnded


def held(organisation_id: str, code: str, year: int) -> str:
    """How a row says that its subject has *code* of *year* as one of that body."""
    return f"{organisation_id}/{code}/{year}"


def record_keys(recorded: RecordedEvent[Any]) -> Iterable[str]:
    """One row per subject."""
    event = recorded.event
    if isinstance(event, OF_PEOPLE):
        return [f"individual/{event.person_id}"]
    if isinstance(event, FactRecorded | FactWithdrawn):
        return [f"{event.subject_kind}/{event.subject_id}"]
    return []


def project_record(row: Json | None, recorded: RecordedEvent[Any]) -> Json:
    """The subject after the event: `facts` as they were entered, `held` what they come to with the posts."""
    event = recorded.event
    after = row or {"subject_id": _subject(event), "facts": [], "posts": []}
    match event:
        case FactRecorded() if event.code in ON_RECORD:
            after = {**after, "facts": [*after["facts"], [event.fact_id, event.code, event.year]]}
        case FactWithdrawn():
            after = {**after, "facts": [one for one in after["facts"] if one[0] != event.fact_id]}
        case PersonRegistered() | PositionChanged() | PositionEnded():
            after = {**after, "posts": _posts(after["posts"], event)}
    return {**after, "held": sorted({*_held(after)})}


def body_in(posts: Sequence[Post], year: int) -> str | None:
    """Where somebody's last main position of *year* was: after a move, the new body judges; None where there was none."""
    first, after = date(year, 1, 1), date(year + 1, 1, 1)
    main = [
        post
        for post in posts
        if not post.concurrent and post.since < after and (post.until is None or first < post.until)
    ]
    return max(main, key=lambda post: post.since).organisation_id if main else None


def _held(row: Json) -> Iterator[str]:
    posts = _serving(row["posts"])
    for _, code, year in row["facts"]:
        collective = ON_RECORD[code] == "collective"
        body = row["subject_id"] if collective else body_in(posts.posts, year) if posts else None
        if body is not None:
            yield held(body, code, year)


def _subject(event: Any) -> str:
    subject: str = event.person_id if isinstance(event, OF_PEOPLE) else event.subject_id
    return subject


def _posts(posts: Sequence[Json], event: Any) -> Sequence[Json]:
    state = person.evolve(_serving(posts) or person.initial, event)
    assert isinstance(state, Serving)  # nothing of a person comes before the registration
    kept: Sequence[Json] = schema_for(Serving).dump(state)["posts"]
    return kept


def _serving(posts: Sequence[Json]) -> Serving | None:
    return schema_for(Serving).load({"posts": posts}) if posts else None


RECORDS = View(
    name="records", keys=record_keys, project=project_record, indexes=(*by_change(), ("held",)), form=2
)
VIEWS = (RECORDS,)

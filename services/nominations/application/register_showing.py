"""Organisations and people of the register as answers: pure."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from services.nominations.application.register_answers import Branch, PeopleAsked
from services.nominations.application.register_views import DISSOLVED, STANDING
from services.nominations.domain.organisation_states import Registered
from services.nominations.domain.person_messages import PersonRegistered
from services.nominations.domain.person_states import Post, Serving
from services.nominations.domain.subject_request_messages import PersonCorrected
from shared.asking import shown


def state_on(found: Registered, day: date | None) -> str:
    """Whether the organisation stands on *day*; without one, whether it still does."""
    if day is None:
        return STANDING if found.ended is None else DISSOLVED
    return DISSOLVED if found.gone_on(day) else STANDING if found.stands_on(day) else "not_begun"


def downward(
    of: tuple[str, Registered],
    children: Mapping[str, list[tuple[str, Registered]]],
    day: date,
    depth: int,
) -> Iterable[Branch]:
    """Each organisation, then what belongs to it by name."""
    own_id, state = of
    yield Branch(
        organisation_id=own_id,
        name=state.name_on(day),
        level=state.level,
        parent_id=state.parent_on(day),
        depth=depth,
    )
    for child in sorted(children.get(own_id, ()), key=lambda one: (one[1].name_on(day), one[0])):
        yield from downward(child, children, day, depth + 1)


def post_on(state: Serving, day: date | None) -> Post:
    """The main position of *day*; where there was none, the one held last."""
    if day is None:
        return state.main
    return next((post for post in state.posts_on(day) if not post.concurrent), state.main)


def present(post: Post) -> str | None:
    """The position if it is still held."""
    return post.position if post.until is None else None


def name_in_lists(state: Serving, events: Iterable[Any]) -> str | None:
    """What the person is called last, by their opened *events*; None for whoever is restricted or erased."""
    *_, called = (event.name for event in events if isinstance(event, PersonRegistered | PersonCorrected))
    return None if state.restricted or state.erased else shown(called)


def fits(state: Serving, asked: PeopleAsked, reached: Container[str] | None) -> bool:
    """Whether a position held on that day is one asked for, in an organisation that is reached."""
    held = state.posts_on(asked.on) if asked.on else [post for post in state.posts if post.until is None]
    return any(
        (asked.organisation_id is None or post.organisation_id == asked.organisation_id)
        and (asked.position is None or post.position == asked.position)
        and (reached is None or post.organisation_id in reached)
        for post in held or _last_if_now(state, asked)
    )


def _last_if_now(state: Serving, asked: PeopleAsked) -> Sequence[Post]:
    """Whoever left everywhere is still found where they served last, unless a day or a position is asked for."""
    return [state.main] if asked.on is None and asked.position is None else []

"""Persons (cá nhân) with the positions that decide which criteria apply to them; the name is sealed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import assert_never

from services.nominations.domain.dissolved import hindrance
from services.nominations.domain.person_messages import (
    ChangePosition,
    EndPosition,
    PersonCommand,
    PersonEvent,
    PersonRegistered,
    PositionChanged,
    PositionEnded,
    RegisterPerson,
)
from services.nominations.domain.person_states import Person, Post, Serving, Stranger
from services.nominations.domain.refusals import day_text, rejected
from services.nominations.domain.subject_request_messages import SubjectCommand, SubjectEvent
from services.nominations.domain.subject_requests import decide_subject, evolve_subject
from shared.acts import Act, BrokenRule
from shared.decider import Decider


def evolve(state: Person, event: PersonEvent) -> Person:
    """The person after *event*."""
    match state, event:
        case _, PersonRegistered():
            return Serving(posts=(_first(event),))
        case Serving(), PositionChanged(concurrent=concurrent):
            earlier = state.posts if concurrent else tuple(_ended(post, event.since) for post in state.posts)
            return replace(state, posts=(*earlier, _post(event)))
        case Serving(), PositionEnded(organisation_id=left, since=since):
            ended = tuple(
                replace(post, until=since) if _is_open(post, left) else post for post in state.posts
            )
            return replace(state, posts=ended)
        case Serving(), _ if isinstance(event, SubjectEvent):
            return evolve_subject(state, event)
        case _:  # a refusal changes nothing
            return state


def decide(command: PersonCommand, state: Person) -> Sequence[PersonEvent]:
    """What *command* brings about."""
    match command, state:
        case RegisterPerson(), _:
            return _register(command, state)
        case _, Stranger():
            raise rejected("person-unknown", person_id=command.person_id)
        case ChangePosition(), Serving():
            return _change(command, state)
        case EndPosition(), Serving():
            return _end(command, state)
        case _, Serving() if isinstance(command, SubjectCommand):
            return decide_subject(command, state)
        case unreachable:
            assert_never(unreachable)


def _register(command: RegisterPerson, state: Person) -> Sequence[PersonEvent]:
    asked = Post(
        organisation_id=command.organisation_id, position=command.position, since=command.position_since
    )
    if isinstance(state, Serving):
        if replace(state.posts[0], until=None) == asked:
            return []  # already so
        raise rejected("person-exists")
    if not command.organisation_known:
        raise rejected("unknown-organisation", organisation_id=command.organisation_id)
    case = f"person-{command.person_id}"
    against = hindrance(command.occurrence, case, "RegisterPerson", command.ground)
    return against.refusal or [
        PersonRegistered(
            act=_act(command, against.flags),
            person_id=command.person_id,
            name=command.name,
            organisation_id=command.organisation_id,
            position=command.position,
            position_since=command.position_since,
        )
    ]


def _change(command: ChangePosition, state: Serving) -> Sequence[PersonEvent]:
    asked = Post(
        organisation_id=command.organisation_id,
        position=command.position,
        since=command.since,
        concurrent=command.concurrent,
    )
    if asked in state.posts:
        return []  # already so
    if not command.organisation_known:
        raise rejected("unknown-organisation", organisation_id=command.organisation_id)
    _require_change(asked, command.occurrence.occurred_on, state)
    case = f"person-{command.person_id}"
    against = hindrance(command.occurrence, case, "ChangePosition", command.ground, begins=command.since)
    return against.refusal or [
        PositionChanged(
            act=_act(command, against.flags),
            person_id=command.person_id,
            organisation_id=command.organisation_id,
            position=command.position,
            since=command.since,
            concurrent=command.concurrent,
        )
    ]


def _require_change(asked: Post, day: date, state: Serving) -> None:
    """One main position after the other; beside it any number of others, none of them twice at a time."""
    if asked.since > day:
        raise rejected("change-ahead", since=day_text(asked.since))
    same = [post for post in state.posts if _place(post) == _place(asked)]
    if any(post.until is None or post.until > asked.since for post in same):
        raise rejected("position-held")
    if asked.concurrent:
        if state.position_on(asked.since) is None:
            raise rejected("position-needs-main", since=day_text(asked.since))
        return
    last = state.main.until or state.main.since
    if asked.since < last or asked.since == state.main.since:
        raise rejected("position-backwards", last=day_text(last))


def _end(command: EndPosition, state: Serving) -> Sequence[PersonEvent]:
    there = [post for post in state.posts if post.organisation_id == command.organisation_id]
    held = [post for post in there if post.until is None]
    if not held:
        if any(post.until == command.since for post in there):
            return []  # already so
        raise rejected("position-not-held")
    if command.since > command.occurrence.occurred_on:
        raise rejected("change-ahead", since=day_text(command.since))
    last = max(post.until or post.since for post in there)
    if command.since < last or any(command.since == post.since for post in held):
        raise rejected("position-backwards", last=day_text(last))
    return [
        PositionEnded(
            act=_act(command),
            person_id=command.person_id,
            organisation_id=command.organisation_id,
            since=command.since,
        )
    ]


def _place(post: Post) -> tuple[str, str]:
    return post.organisation_id, post.position


def _first(event: PersonRegistered) -> Post:
    return Post(organisation_id=event.organisation_id, position=event.position, since=event.position_since)


def _post(event: PositionChanged) -> Post:
    return Post(
        organisation_id=event.organisation_id,
        position=event.position,
        since=event.since,
        concurrent=event.concurrent,
    )


def _ended(post: Post, since: date) -> Post:
    """The main position ends where another one begins; what is held beside it goes on."""
    return post if post.concurrent or post.until is not None else replace(post, until=since)


def _is_open(post: Post, organisation_id: str) -> bool:
    return post.organisation_id == organisation_id and post.until is None


def _act(command: PersonCommand, broken: Sequence[BrokenRule] = ()) -> Act:
    return command.occurrence.act(f"person-{command.person_id}", broken=broken)


person: Decider[PersonCommand, Person, PersonEvent] = Decider(
    initial=Stranger(), evolve=evolve, decide=decide
)

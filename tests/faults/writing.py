"""Commits that no client asked for, appended through the store by a newer program of nominations."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from datetime import date
from typing import Any

from services.nominations.adapters.catalogue import CATALOGUE, SERVICE
from services.nominations.domain.consolidation_messages import ListSent
from shared.acts import Act
from shared.eventstore import CommandMark, Proposal
from shared.eventstore.mongo import MongoEventStore
from shared.ids import new_id
from shared.messages import CommandContext
from shared.platform import Platform, open_platform
from tests.faults.ground import Ground
from tests.faults.newer import CaseShelved, newer

ACTOR = "system:shelving"
DAY = date(2021, 3, 1)


def new_subject() -> str:
    """A stream of its own, which is its own case."""
    return f"shelf-{new_id()}"


def shelved(subject: str) -> CaseShelved:
    """An event of a type that nobody else knows."""
    return CaseShelved(act=_act(subject), shelf="kho lưu trữ")


def sent_anew(subject: str) -> ListSent:
    """An event that notifications reads, but in a version that it does not."""
    return ListSent(act=_act(subject), plan_id=subject, recipient="nobody", chosen=(), sent_on=DAY)


def write(ground: Ground, subject: str, events: Sequence[Any]) -> None:
    """Each of *events* as one commit at the end of *subject*. Raises SovangError, PyMongoError."""
    with (
        closing(open_platform(ground.system.settings, ground.database.uri)) as platform,
        closing(MongoEventStore(platform.database(SERVICE))) as store,
    ):
        for event in events:
            _append(platform, store, subject, event)


def _append(platform: Platform, store: MongoEventStore, subject: str, event: Any) -> None:
    head, now = store.read(subject).head, platform.clock()
    context = CommandContext(
        actor=ACTOR,
        actor_role="system",
        correlation_id=new_id(),
        causation_id=f"command:{new_id()}",
        key=new_id(),
        fingerprint="",
    )
    bodies = platform.codec(newer(CATALOGUE)).encode([event], head, context, now)
    store.append(head, Proposal(new_id(), CommandMark(ACTOR, context.key, ""), now, bodies))


def _act(subject: str) -> Act:
    return Act(case=subject, occurred_on=DAY, basis="system")

"""Answers to questions about emulation (thi đua)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from services.nominations.application import emulation_answers as answers
from services.nominations.application.bloc_queries import BlocQueries
from services.nominations.application.carrying_queries import CarryingQueries
from services.nominations.application.emulation_histories import review_stream
from services.nominations.application.histories import Histories
from services.nominations.application.meeting_queries import MeetingQueries
from services.nominations.application.outcome_queries import OutcomeQueries
from services.nominations.application.report_queries import ReportQueries
from services.nominations.application.striving_queries import StrivingQueries
from services.nominations.application.task_queries import TaskQueries
from services.nominations.application.title_keeping import KeptTitles
from services.nominations.domain.review_messages import MovementReviewed
from services.nominations.domain.spelling import Likeness, likeness
from shared.access import Caller, Permissions
from shared.asking import item_of, opened, page, reach, shown
from shared.codec import Codec
from shared.endpoints import Page
from shared.errors import NotFound
from shared.eventstore import EventStore
from shared.lineage import Reach
from shared.lineage_rows import all_in
from shared.messages import Json
from shared.reading import ViewReader
from shared.rules import RuleBook
from shared.values import dataclass

Ask = Callable[[Any, Caller], Any]


@dataclass(frozen=True, slots=True)
class EmulationQueries:
    """What may be asked of this part."""

    known: Histories
    store: EventStore
    codec: Codec
    permissions: Permissions
    views: Mapping[str, ViewReader]
    rules: RuleBook
    kept_titles: KeptTitles

    def table(self) -> Mapping[str, Ask]:
        """Each query by name."""
        own = (self.known, self.store, self.codec, self.permissions, self.views)
        tasks, meetings = TaskQueries(*own), MeetingQueries(*own)
        return {
            **CarryingQueries(self.known, self.views).table(),
            **BlocQueries(self.known, self.views).table(),
            **tasks.table(),
            **ReportQueries(self.known, self.store, self.codec, self.permissions).table(),
            **meetings.table(),
            **StrivingQueries(*own, self.rules).table(),
            **OutcomeQueries(*own, self.kept_titles).table(),
            "movement-reviews": self.reviews,
            "movement-likes": self.likes,
        }

    def likes(self, asked: answers.OneMovement, _caller: Caller) -> answers.LikeMovements:
        """Movements of the same sort, standing for themselves, that are written like this one or one of its aliases."""
        rows = self.views["movements"]
        own = rows.get(asked.movement_id)
        if own is None:
            raise NotFound
        names = (own["name"], *own["aliases"])
        others = all_in(rows, {"sort": own["sort"], "merged_into": None})
        found = [
            item_of(answers.LikeMovement, {**row, "likeness": alike})
            for row in others
            if row["movement_id"] != asked.movement_id and (alike := _alike(names, row))
        ]
        found.sort(key=lambda one: (one.likeness != "same", one.name))
        return answers.LikeMovements(movement_id=asked.movement_id, like=tuple(found))

    def reviews(self, asked: answers.ReviewsAsked, caller: Caller) -> Page:
        """The reviews of a movement, the latest first, each with its lessons for whoever reaches the organisation."""
        only: Json = {"movement_id": asked.movement_id}
        if asked.organisation_id:
            only["organisation_id"] = asked.organisation_id
        reached = reach(caller, "movement.review.read", self.permissions)
        found = page(self.views["reviews"], only, asked, sort="-held_on")
        return Page([*map(partial(self._review, reached), found.items)], found.next)

    def _review(self, reached: Reach | None, row: Json) -> answers.ReviewItem:
        item = item_of(answers.ReviewItem, {**row, "lessons": None})
        if reached is not None and item.organisation_id not in reached:
            return item
        events = opened(self.store, self.codec, review_stream(item.movement_id, item.organisation_id))
        return replace(item, lessons=next(shown(event.lessons) for event in events if _is(event, item)))


def _is(event: MovementReviewed, item: answers.ReviewItem) -> bool:
    return (event.kind, event.period_from, event.period_to) == (item.kind, item.period_from, item.period_to)


def _alike(names: Sequence[str], row: Json) -> Likeness | None:
    """How alike two movements are by the names they are known by: `same` before `near`."""
    found = {likeness(one, other) for one in names for other in (row["name"], *row["aliases"])}
    return "same" if "same" in found else "near" if "near" in found else None

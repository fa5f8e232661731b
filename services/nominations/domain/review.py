"""Reviews of a movement (sơ kết, tổng kết phong trào thi đua): one stream per movement and organisation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import assert_never

from services.nominations.domain.movement import Launched, NotLaunched
from services.nominations.domain.order import out_of_order
from services.nominations.domain.refusals import day_text, rejected
from services.nominations.domain.review_messages import MovementReviewed, ReviewKind, ReviewMovement
from shared.decider import Decider
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One review: over which period, and the day it was held."""

    kind: ReviewKind
    period_from: date
    period_to: date
    held_on: date

    def same_occasion(self, other: Review) -> bool:
        """Whether both look back on the same period in the same way."""
        return (self.kind, self.period_from, self.period_to) == (
            other.kind,
            other.period_from,
            other.period_to,
        )


Reviews = tuple[Review, ...]


def evolve(state: Reviews, event: MovementReviewed) -> Reviews:
    """The organisation's reviews of the movement after *event*."""
    return (*state, _review(event))


def decide(command: ReviewMovement, state: Reviews) -> Sequence[MovementReviewed]:
    """Each period is reviewed once in each way, after it began, after the movement was launched."""
    asked = _review(command)
    for review in state:
        if review == asked:
            return []  # already so
        if review.same_occasion(asked):
            raise rejected("review-exists", held_on=day_text(review.held_on))
    if not command.organisation_known:
        raise rejected("unknown-organisation", organisation_id=command.organisation_id)
    match command.movement:
        case NotLaunched():
            raise rejected("movement-not-found")
        case Launched() as movement:
            return [_reviewed(command, movement)]
        case unreachable:
            assert_never(unreachable)


def _reviewed(command: ReviewMovement, movement: Launched) -> MovementReviewed:
    if command.period_to < command.period_from:
        raise rejected("review-period-reversed")
    if command.held_on < command.period_from:
        raise rejected("review-before-period", period_from=day_text(command.period_from))
    if command.held_on > command.occurrence.occurred_on:
        raise rejected("review-not-held", held_on=day_text(command.held_on))
    broken = []
    if command.held_on < movement.launched_on:
        launched_on = day_text(movement.launched_on)
        broken = [out_of_order(command, "review-before-launch", launched_on=launched_on)]
    return MovementReviewed(
        act=command.occurrence.act(f"movement-{command.movement_id}", broken=broken),
        movement_id=command.movement_id,
        organisation_id=command.organisation_id,
        kind=command.kind,
        period_from=command.period_from,
        period_to=command.period_to,
        held_on=command.held_on,
        lessons=command.lessons,
    )


def _review(told: MovementReviewed | ReviewMovement) -> Review:
    return Review(
        kind=told.kind, period_from=told.period_from, period_to=told.period_to, held_on=told.held_on
    )


review: Decider[ReviewMovement, Reviews, MovementReviewed] = Decider(initial=(), evolve=evolve, decide=decide)

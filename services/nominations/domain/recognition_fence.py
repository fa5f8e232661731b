"""
The fence of a recognition: one place per subject, field and year, taken by the model recognised first.

Two models of one subject in two fields have two places; in the same field and year the second finds it taken. What was
done on paper is flagged and kept here beside the first.
"""

from __future__ import annotations

from collections.abc import Sequence

from shared.acts import Act
from shared.decider import Decider
from shared.errors import LostRace
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognitionEntered:
    """A model took the place of its subject for the year in its field."""

    act: Act
    model_id: str
    subject_id: str
    field: str
    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterRecognition:
    """Take the place; `alone` says that it was judged to be free."""

    act: Act
    model_id: str
    subject_id: str
    field: str
    year: int
    alone: bool


@dataclass(frozen=True, slots=True)
class Place:
    """The models that took the place, in order; rightly at most one."""

    models: tuple[str, ...] = ()


def evolve(state: Place, event: RecognitionEntered) -> Place:
    """The place after *event*."""
    return Place((*state.models, event.model_id))


def decide(command: EnterRecognition, state: Place) -> Sequence[RecognitionEntered]:
    """Take the place; raises LostRace when it was judged to be free and another came first."""
    if command.model_id in state.models:
        return []  # already so
    if command.alone and state.models:
        raise LostRace
    return [
        RecognitionEntered(
            act=command.act,
            model_id=command.model_id,
            subject_id=command.subject_id,
            field=command.field,
            year=command.year,
        )
    ]


recognition_place: Decider[EnterRecognition, Place, RecognitionEntered] = Decider(
    initial=Place(), evolve=evolve, decide=decide
)

"""The histories of exemplary models (điển hình tiên tiến): the models, the places of their recognitions, the yearly lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from services.nominations.domain.model import ModelCommand, model
from services.nominations.domain.model_states import Model
from services.nominations.domain.recognition_fence import EnterRecognition, Place, recognition_place
from services.nominations.domain.recognition_messages import ModelRecognised
from services.nominations.domain.yearly_list import YearlyList, case_of, yearly_list
from services.nominations.domain.yearly_list_messages import YearlyListCommand
from shared.application import Handlers
from shared.fencing import Fence
from shared.folding import words_of
from shared.handling import CommandHandler, Folded
from shared.ids import derived_id, is_stream, stream
from shared.values import dataclass


def registered_model_id(plan_id: str, unit_id: str, entry: str) -> str:
    """The id that the model *entry* of a unit's list has once it is taken up: one model, one history."""
    return derived_id("model", plan_id, unit_id, entry)


def place_stream(subject_id: str, year: int, field: str) -> str:
    """The fence stream of a subject's recognition in a field and year, however the field is spelled."""
    return stream("recognition", derived_id(subject_id, str(year), *words_of(field)))


@dataclass(frozen=True, slots=True)
class ModelHistories:
    """One handler per decider of this part; it keeps the folds of its streams."""

    models: CommandHandler[ModelCommand, Model]
    places: CommandHandler[EnterRecognition, Place]
    yearly_lists: CommandHandler[YearlyListCommand, YearlyList]

    def model(self, model_id: str) -> Model:
        """The model, Undetected when there is none of that id."""
        name = f"model-{model_id}"
        return self.models.load(name).state if is_stream(name) else model.initial

    def taken_by(self, subject_id: str, year: int, field: str) -> str | None:
        """The model by which the subject is recognised for the year in the field."""
        return next(iter(self.places.load(place_stream(subject_id, year, field)).state.models), None)

    def yearly_list(self, organisation_id: str, year: int) -> Folded[YearlyList]:
        """The organisation's list of the year with its head."""
        return self.yearly_lists.load(case_of(organisation_id, year))


def model_histories(handlers: Handlers) -> ModelHistories:
    """A handler for each decider of this part; a model is recognised together with its place."""
    places = handlers.of(recognition_place)
    return ModelHistories(
        models=handlers.fenced(model, Fence(places, recognition_place, beside_recognition)),
        places=places,
        yearly_lists=handlers.of(yearly_list),
    )


def beside_recognition(events: Sequence[Any]) -> tuple[str, EnterRecognition] | None:
    """What is written beside a recognition."""
    found = next((event for event in events if isinstance(event, ModelRecognised)), None)
    if found is None:
        return None
    command = EnterRecognition(
        act=found.act,
        model_id=found.model_id,
        subject_id=found.subject_id,
        field=found.field,
        year=found.year,
        alone=all(flag.code != "recognised-already" for flag in found.act.broken),
    )
    return place_stream(found.subject_id, found.year, found.field), command

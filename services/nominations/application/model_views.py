"""The read model of exemplary models (điển hình tiên tiến), a pure function of what was there and what happened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, get_args

from services.nominations.application.changes import by_change
from services.nominations.application.honour_views import HONOURS, field_key
from services.nominations.application.model_histories import registered_model_id
from services.nominations.application.yearly_list_views import YEARLY_LISTS
from services.nominations.domain.care_messages import (
    Care,
    ModelNurtured,
    ModelReplicated,
    ModelSummedUp,
    RoadmapSet,
)
from services.nominations.domain.detection_messages import Detection, ModelDetected, ResponsibleHeadNamed
from services.nominations.domain.honour_messages import Honoured
from services.nominations.domain.model_states import STAGES
from services.nominations.domain.recognition_messages import ModelRecognised, Recognition
from services.nominations.domain.registration_messages import RegisteredModel, RegistrationListSubmitted
from services.nominations.domain.roadmap import first_done, may_be_overdue, overdue
from shared.folding import heads
from shared.messages import Json, RecordedEvent
from shared.views import View

REGISTERED = "registered"
"""Where a model stands that is on a unit's list and was not taken up yet."""

ORDER = (REGISTERED, *STAGES)
ENTERS: dict[type[Any], str] = {
    ModelDetected: "detected",
    ModelNurtured: "nurtured",
    ModelSummedUp: "summed_up",
    ModelReplicated: "replicated",
}
"""The stage that each event brings a model to, unless it has come further."""

LEADING = ("subject_id", "scopes", "field_key", "heads", "years", "may_be_overdue", "stage")
"""What rows are found by, the one that leads to fewest first."""

OF_MODELS: tuple[type[Any], ...] = get_args(Detection | Care | Honoured | Recognition)


def model_keys(recorded: RecordedEvent[Any]) -> Iterable[str]:
    """One row per model, from its registration on if it was registered."""
    event = recorded.event
    if isinstance(event, RegistrationListSubmitted):
        return [_id_of(event, model) for model in event.models]
    return [event.model_id] if isinstance(event, OF_MODELS) else []


def project_model(key: str, row: Json | None, recorded: RecordedEvent[Any]) -> Json | None:
    """What of the model is open, and how far it has come."""
    event = recorded.event
    day = event.act.occurred_on.isoformat()
    match event:
        case RegistrationListSubmitted():
            found = next(model for model in event.models if _id_of(event, model) == key)
            return row or _listed(key, event, found, day)
        case ModelDetected():
            row = {**(row or _fresh()), **_detected(event)}
        case ResponsibleHeadNamed() if row:
            row = {**row, "head": event.person_id}
        case ModelRecognised() if row:
            row = {**row, "years": sorted({*row["years"], event.year})}
        case RoadmapSet() if row and "roadmap" in row:
            row = _stepped({**row, "roadmap": [[one.step, one.due_on.isoformat()] for one in event.steps]})
        case ModelNurtured(step=str()) if row and "roadmap" in row:
            row = _stepped({**row, "worked": [*row["worked"], [event.step, day]]})
    if row is None:
        return None
    stage = max(row["stage"], ENTERS.get(type(event), REGISTERED), key=ORDER.index)
    return {**row, "stage": stage, "last_on": max(row["last_on"], day)}


def overdue_of(row: Json, on: date) -> tuple[str, ...]:
    """The steps of the road-map of *row* that are overdue on the day *on*; none of one of an older form, which keeps no road-map."""
    return overdue(_days(row.get("roadmap", ())), first_done(_days(row.get("worked", ()))), on)


def _stepped(row: Json) -> Json:
    """The row with what its list is asked for: whether a step may be overdue at all."""
    may_be = may_be_overdue(_days(row["roadmap"]), first_done(_days(row["worked"])))
    return {**row, "may_be_overdue": may_be}


def _days(pairs: Iterable[Sequence[str]]) -> Iterable[tuple[str, date]]:
    return ((step, date.fromisoformat(day)) for step, day in pairs)


def _id_of(event: RegistrationListSubmitted, model: RegisteredModel) -> str:
    return registered_model_id(event.plan_id, event.unit_id, model.model_id)


def _fresh() -> Json:
    return {
        "stage": REGISTERED,
        "years": [],
        "head": None,
        "last_on": "",
        "entry": None,
        "plan_id": None,
        "roadmap": [],
        "worked": [],
        "may_be_overdue": False,
    }


def _listed(key: str, event: RegistrationListSubmitted, model: RegisteredModel, day: str) -> Json:
    return {
        **_fresh(),
        "model_id": key,
        "plan_id": event.plan_id,
        "entry": model.model_id,
        "organisation_id": None,
        **_whose(event.unit_id, model.kind, model.subject_id, model.field),
        "movement_id": model.movement_id,
        "head": model.head_id,
        "scopes": [event.unit_id],
        "last_on": day,
    }


def _detected(event: ModelDetected) -> Json:
    return {
        "model_id": event.model_id,
        "organisation_id": event.organisation_id,
        **_whose(event.unit_id, event.subject_kind, event.subject_id, event.field),
        "movement_id": event.movement_id,
        "scopes": sorted({event.unit_id, event.organisation_id}),
    }


def _whose(unit_id: str, kind: str, subject_id: str, field: str) -> Json:
    return {
        "unit_id": unit_id,
        "subject_kind": kind,
        "subject_id": subject_id,
        "field": field,
        "field_key": field_key(field),
        "heads": heads(field),
    }


MODELS = View(
    name="models",
    keys=model_keys,
    project_for=project_model,
    indexes=by_change(*LEADING),
    form=4,
)
VIEWS = (MODELS, HONOURS, YEARLY_LISTS)

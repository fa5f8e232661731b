"""The read models of exemplary models (điển hình tiên tiến), each a pure function of what was there and what happened."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, get_args

from services.nominations.application.changes import by_change
from services.nominations.application.model_histories import registered_model_id
from services.nominations.domain.care_messages import Care, ModelNurtured, ModelReplicated, ModelSummedUp
from services.nominations.domain.detection_messages import Detection, ModelDetected, ResponsibleHeadNamed
from services.nominations.domain.honour_messages import CommendationProposed, ExternalAwardRecorded, Honoured
from services.nominations.domain.model_states import STAGES
from services.nominations.domain.nomination_messages import NominationConcluded, NominationOpened
from services.nominations.domain.recognition_messages import ModelRecognised, Recognition
from services.nominations.domain.registration_messages import RegisteredModel, RegistrationListSubmitted
from shared.folding import heads, words_of
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

LEADING = ("subject_id", "scopes", "field_key", "heads", "years", "stage")
"""What rows are found by, the one that leads to fewest first."""

OF_MODELS: tuple[type[Any], ...] = get_args(Detection | Care | Honoured | Recognition)


def field_key(field: str) -> str:
    """A field of work in one form, whatever its spelling."""
    return " ".join(words_of(field))


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
    if row is None:
        return None
    stage = max(row["stage"], ENTERS.get(type(event), REGISTERED), key=ORDER.index)
    return {**row, "stage": stage, "last_on": max(row["last_on"], day)}


def honour_keys(recorded: RecordedEvent[Any]) -> Iterable[str]:
    """One row per recognition, award by a body outside, and dossier."""
    match recorded.event:
        case ModelRecognised(model_id=model_id, year=year):
            return [f"recognition/{model_id}/{year}"]
        case ExternalAwardRecorded():
            return [f"outside/{recorded.envelope.id}"]
        case CommendationProposed() | NominationOpened() | NominationConcluded():
            return [f"own/{recorded.event.nomination_id}"]
    return []


def project_honour(row: Json | None, recorded: RecordedEvent[Any]) -> Json:
    """Who was honoured, in which year and field, by whom; `counted` once both model and award are there."""
    after = {**(row or {"counted": False, "model_id": None, "granted": False}), **_honour(recorded.event)}
    return {**after, "counted": after["granted"] and after["model_id"] is not None}


def _honour(event: Any) -> Json:
    match event:
        case ModelRecognised():
            return {
                "what": "recognition",
                "issuer": event.organisation_id,
                "award": None,
                **_of_model(event),
                "granted": not event.act.broken,  # what paper says against a rule is on record and counts for nothing
                "year": event.year,
            }
        case ExternalAwardRecorded():
            return {
                "what": "outside",
                "issuer": event.issuer,
                "award": event.award,
                **_of_model(event),
                "granted": True,
                "year": event.dated.year,
            }
        case NominationOpened():
            return {
                "what": "own",
                "issuer": event.organisation_id,
                "award": event.form,
            }
        case CommendationProposed():
            return _of_model(event)
        case _:
            return {"granted": event.outcome == "awarded", "year": event.act.occurred_on.year}


def _of_model(event: ModelRecognised | ExternalAwardRecorded | CommendationProposed) -> Json:
    return {
        "model_id": event.model_id,
        "subject_kind": event.subject_kind,
        "field": event.field,
        "field_key": field_key(event.field),
        "unit_id": event.unit_id,
        "organisation_id": event.organisation_id,
        "scopes": sorted({event.unit_id, event.organisation_id}),
    }


def _id_of(event: RegistrationListSubmitted, model: RegisteredModel) -> str:
    return registered_model_id(event.plan_id, event.unit_id, model.model_id)


def _fresh() -> Json:
    return {"stage": REGISTERED, "years": [], "head": None, "last_on": "", "entry": None, "plan_id": None}


def _listed(key: str, event: RegistrationListSubmitted, model: RegisteredModel, day: str) -> Json:
    return {
        **_fresh(),
        "model_id": key,
        "plan_id": event.plan_id,
        "entry": model.model_id,
        "organisation_id": None,
        **_whose(event.unit_id, model.kind, model.subject_id, model.field),
        "movement_id": model.movement_id,
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
    form=3,
)
HONOURS = View(name="honours", keys=honour_keys, project=project_honour, indexes=by_change(), form=2)
VIEWS = (MODELS, HONOURS)

"""The read model of what exemplary models (điển hình tiên tiến) were honoured with, a pure function of what was there and what happened."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from services.nominations.application.changes import by_change
from services.nominations.domain.honour_messages import CommendationProposed, ExternalAwardRecorded
from services.nominations.domain.nomination_messages import NominationConcluded, NominationOpened
from services.nominations.domain.recognition_messages import ModelRecognised
from shared.folding import words_of
from shared.messages import Json, RecordedEvent
from shared.views import View


def field_key(field: str) -> str:
    """A field of work in one form, whatever its spelling."""
    return " ".join(words_of(field))


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


HONOURS = View(name="honours", keys=honour_keys, project=project_honour, indexes=by_change(), form=2)

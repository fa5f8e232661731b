"""An exemplary model (điển hình tiên tiến) and its history: one stream each, from being detected to being replicated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from services.nominations.domain import honours, recognition
from services.nominations.domain import model_care as care
from services.nominations.domain import model_detection as detection
from services.nominations.domain.care_messages import (
    Care,
    Caring,
    ModelNurtured,
    ModelReplicated,
    ModelSummedUp,
    NurtureModel,
    ReplicateModel,
    RoadmapSet,
    SetRoadmap,
    SumUpModel,
)
from services.nominations.domain.detection_messages import (
    Detecting,
    Detection,
    DetectModel,
    ModelDetected,
    NameResponsibleHead,
    ResponsibleHeadNamed,
    TakeUpModel,
)
from services.nominations.domain.honour_messages import (
    CommendationProposed,
    ExternalAwardRecorded,
    Honoured,
    Honouring,
    ModelPublicised,
    ProposeCommendation,
    PublicationWithdrawn,
    PubliciseModel,
    RecordExternalAward,
    WithdrawPublication,
)
from services.nominations.domain.judging import decision_of, judgement_of
from services.nominations.domain.model_states import Detected, Model, SummedUp, Undetected, further, steps_of
from services.nominations.domain.recognition_messages import (
    DecideRecognition,
    JudgeRecognition,
    ModelRecognised,
    Recognising,
    Recognition,
    RecognitionDecided,
    RecognitionJudged,
)
from services.nominations.domain.refusals import rejected
from shared.acts import ActRefused
from shared.decider import Decider

ModelEvent = Detection | Care | Honoured | Recognition | ActRefused
ModelCommand = Detecting | Caring | Honouring | Recognising


def evolve(state: Model, event: ModelEvent) -> Model:
    """The model after *event*."""
    if isinstance(event, ModelDetected):
        return Detected(
            model_id=event.model_id,
            subject=detection.subject_of(event, event.registered_as),
            detected_on=event.act.occurred_on,
        )
    return state if isinstance(state, Undetected) else _after(state, event)


def _after(state: Detected, event: ModelEvent) -> Detected:
    match event:
        case ResponsibleHeadNamed():
            return replace(state, head=event.person_id)
        case RoadmapSet():
            return replace(state, roadmap=steps_of(event.steps))
        case ModelNurtured():
            done = (*state.nurtured, care.activity_of(event, event.act.occurred_on))
            return replace(state, stage=further(state, "nurtured"), nurtured=done)
        case ModelSummedUp():
            summed_up = (*state.summed_up, _summed_up(event))
            return replace(state, stage=further(state, "summed_up"), summed_up=summed_up)
        case ModelReplicated():
            return replace(
                state,
                stage=further(state, "replicated"),
                replicated_on=event.act.occurred_on,
                confirmations=care.confirmed_by(event.confirmations),
            )
        case RecognitionJudged():
            review = (event.movement_id, event.kind, event.reviewed_on)
            judgement = judgement_of(event.act.occurred_on, review, event.outcome, event.lines)
            return replace(state, judgements={**state.judgements, event.year: judgement})
        case RecognitionDecided():
            judgement = replace(state.judgements[event.year], decided=decision_of(event))
            return replace(state, judgements={**state.judgements, event.year: judgement})
        case ModelRecognised():
            return replace(state, recognised=(*state.recognised, event.year))
        case ModelPublicised() | PublicationWithdrawn() | ExternalAwardRecorded() | CommendationProposed():
            return honours.after(state, event)
        case _:  # a refusal changes nothing
            return state


def decide(command: ModelCommand, state: Model) -> Sequence[ModelEvent]:
    """What *command* brings about."""
    match command, state:
        case DetectModel(), _:
            return detection.detect(command, state)
        case TakeUpModel(), _:
            return detection.take_up(command, state)
        case _, Undetected():
            raise rejected("model-not-found")
        case ((JudgeRecognition() | DecideRecognition()), Detected()):
            return recognition.recognise(command, state)
        case (
            (PubliciseModel() | WithdrawPublication() | RecordExternalAward() | ProposeCommendation()),
            Detected(),
        ):
            return honours.honour(command, state)
        case NameResponsibleHead(), Detected():
            return detection.name_head(command, state)
        case ((SetRoadmap() | NurtureModel() | SumUpModel() | ReplicateModel()), Detected()):
            return care.care_for(command, state)
        case unreachable:
            assert_never(unreachable)


def _summed_up(event: ModelSummedUp) -> SummedUp:
    return SummedUp(
        movement_id=event.movement_id,
        kind=event.kind,
        reviewed_on=event.reviewed_on,
        period=(event.period_from, event.period_to) if event.period_from and event.period_to else None,
    )


model: Decider[ModelCommand, Model, ModelEvent] = Decider(initial=Undetected(), evolve=evolve, decide=decide)

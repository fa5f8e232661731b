"""Where the commands of exemplary models (điển hình tiên tiến) go."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.nominations.application.histories import Histories
from services.nominations.application.looking_up import Lookups
from services.nominations.application.model_filling import ModelFilling
from services.nominations.application.model_histories import registered_model_id
from services.nominations.application.model_lists import ListFilling
from services.nominations.application.register_commands import Bodies
from services.nominations.domain.care_messages import NurtureModel, ReplicateModel, SetRoadmap, SumUpModel
from services.nominations.domain.criteria import Evaluate
from services.nominations.domain.detection_messages import DetectModel, NameResponsibleHead, TakeUpModel
from services.nominations.domain.honour_messages import (
    ProposeCommendation,
    PubliciseModel,
    RecordExternalAward,
    WithdrawPublication,
)
from services.nominations.domain.recognition_messages import DecideRecognition, JudgeRecognition
from services.nominations.domain.yearly_list import case_of
from services.nominations.domain.yearly_list_messages import (
    PrepareYearlyList,
    RecordYearlyListDelivery,
    SendYearlyList,
)
from shared.application import Route
from shared.ids import stream
from shared.rules import RuleBook


def model_routes(
    known: Histories, rules: RuleBook, people: Lookups, evaluate: Evaluate, bodies: Bodies
) -> Mapping[type[Any], Route[Any]]:
    """Each command class of this part with its stream and handler."""
    fill = ModelFilling(known, rules, people, evaluate, bodies)
    lists = ListFilling(known, people.awarded_on)
    models, yearly = known.exemplary.models, known.exemplary.yearly_lists
    return {
        DetectModel: Route(models, _model, fill.detect),
        TakeUpModel: Route(models, _taken_up, fill.take_up),
        NameResponsibleHead: Route(models, _model, fill.head),
        SetRoadmap: Route(models, _model),
        NurtureModel: Route(models, _model, fill.nurture),
        SumUpModel: Route(models, _model, fill.sum_up),
        ReplicateModel: Route(models, _model, fill.replicate),
        PubliciseModel: Route(models, _model),
        WithdrawPublication: Route(models, _model),
        RecordExternalAward: Route(models, _model),
        ProposeCommendation: Route(models, _model, fill.propose),
        JudgeRecognition: Route(models, _model, fill.judge),
        DecideRecognition: Route(models, _model, fill.decide),
        PrepareYearlyList: Route(yearly, _yearly, lists.prepare),
        SendYearlyList: Route(yearly, _yearly),
        RecordYearlyListDelivery: Route(yearly, _yearly),
    }


def _model(command: Any) -> str:
    return stream("model", command.model_id)


def _taken_up(command: TakeUpModel) -> str:
    stream("plan", command.plan_id)
    return stream("model", registered_model_id(command.plan_id, command.unit_id, command.entry))


def _yearly(command: Any) -> str:
    return case_of(command.organisation_id, command.year)

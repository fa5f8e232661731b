"""What is known around a case, and what happened in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from services.notifications.domain.happenings import ActRefused
from services.notifications.domain.known import ModelFacts, NominationFacts, PlanFacts

DAY = date(2021, 3, 26)
PLAN = PlanFacts(
    title="Kế hoạch 2021-2025",
    organisation_id="so",
    participants=("u1", "u2"),
)
NOMINATION = NominationFacts(
    unit_id="u1", organisation_id="so", form="giay_khen", subject_kind="individual", subject_id="ng1"
)
NAMES = {"so": "Sở Công Thương", "u1": "Phòng Công nghiệp", "u2": "Phòng Thương mại", "ban": "Ban TĐKT"}


class Knowing:
    """One plan, one nomination, some names."""

    def __init__(self, **nomination):
        self._nomination = replace(NOMINATION, **nomination)

    def plan(self, plan_id):
        assert plan_id == "p1"
        return PLAN

    def nomination(self, nomination_id):
        assert nomination_id == "n1"
        return self._nomination

    def model(self, model_id):
        assert model_id == "m1"
        subject = self._nomination
        return ModelFacts(unit_id="u1", subject_kind=subject.subject_kind, subject_id=subject.subject_id)

    def name(self, organisation_id):
        return NAMES[organisation_id]


def of_plan(kind, **values):
    return kind(case="plan-p1", occurred_on=DAY, plan_id="p1", **values)


def of_nomination(kind, **values):
    return kind(case="nomination-n1", occurred_on=DAY, nomination_id="n1", **values)


def of_model(kind, **values):
    return kind(case="model-m1", occurred_on=DAY, model_id="m1", responsible="user:truong", **values)


def refused(case):
    return ActRefused(case=case, occurred_on=DAY, asked="ChooseModels", code="selection-quota")

"""A happening with what is known around it: what the table of notices reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from services.notifications.domain.happenings import (
    DecisionIssued,
    Happening,
    NominationSubmitted,
    OfNomination,
    OfPlan,
    PlanIssued,
    RegistrationListSubmitted,
)
from services.notifications.domain.known import Known, NominationFacts, PlanFacts
from shared.texts import Text

FORMS: Mapping[str, Text] = {
    "giay_khen": Text("giấy khen", "certificate of commendation"),
    "bang_khen": Text("bằng khen", "certificate of merit"),
}
SUBJECTS: Mapping[str, Text] = {
    "individual": Text("một cá nhân của {unit}", "a person of {unit}"),
    "collective": Text("tập thể {subject}", "the collective {subject}"),
}
"""Persons are named in their case alone; a notice says where they serve."""

OF_THE_UNIT = Text("một cá nhân của đơn vị", "a person of the unit")
"""The same in a sentence that has named the unit."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What happened, who did it, and what is known."""

    happening: Happening
    actor: str
    known: Known

    @property
    def plan(self) -> PlanFacts:
        """The plan it is about."""
        assert isinstance(self.happening, OfPlan)
        return self.known.plan(self.happening.plan_id)

    @property
    def nomination(self) -> NominationFacts:
        """The nomination it is about."""
        assert isinstance(self.happening, OfNomination)
        return self.known.nomination(self.happening.nomination_id)

    def words(self) -> Mapping[str, str]:
        """What fills the places of a sentence, by name; `_vi` and `_en` where the languages differ."""
        match self.happening:
            case OfPlan():
                return self._plan_words()
            case OfNomination():
                return self._nomination_words()
            case _:
                return self._case_words()

    def _plan_words(self) -> Mapping[str, str]:
        words = {"plan": self.plan.title, "organisation": self.known.name(self.plan.organisation_id)}
        match self.happening:
            case PlanIssued(number=number):
                words["number"] = number or "…"
            case RegistrationListSubmitted(unit_id=unit_id):
                words["unit"] = self.known.name(unit_id)
        return words

    def _nomination_words(self) -> Mapping[str, str]:
        facts = self.nomination
        names = {"unit": self.known.name(facts.unit_id)}
        if facts.subject_kind == "collective":
            names["subject"] = self.known.name(facts.subject_id)
        subject, form = SUBJECTS[facts.subject_kind].fill(names), FORMS[facts.form]
        whom = subject if facts.subject_kind == "collective" else OF_THE_UNIT
        words = {
            "unit": names["unit"],
            "subject_vi": subject.vi,
            "subject_en": subject.en,
            "whom_vi": whom.vi,
            "whom_en": whom.en,
            "form_vi": form.vi,
            "form_en": form.en,
        }
        match self.happening:
            case DecisionIssued(number=number):
                words["number"] = number
            case NominationSubmitted(round=number):
                words["round"] = str(number)
        return words

    def _case_words(self) -> Mapping[str, str]:
        kind, _, identity = self.happening.case.partition("-")
        match kind:
            case "plan":
                title = self.known.plan(identity).title
                return {"case_vi": f"kế hoạch “{title}”", "case_en": f"the plan “{title}”"}
            case "nomination":
                unit = self.known.name(self.known.nomination(identity).unit_id)
                return {
                    "case_vi": f"hồ sơ đề nghị khen thưởng của {unit}",
                    "case_en": f"the nomination of {unit}",
                }
            case _:
                return {"case_vi": "hệ thống", "case_en": "the system"}

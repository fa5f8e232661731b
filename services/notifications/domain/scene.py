"""A happening with what is known around it: what the table of notices reads."""

from __future__ import annotations

from collections.abc import Mapping

from services.notifications.domain.happenings import (
    ActRefused,
    AwardCancelled,
    AwardCorrected,
    DecisionIssued,
    Happening,
    InitiativeRecognised,
    NominationSubmitted,
    OfNomination,
    OfPlan,
    OrganisationDissolved,
    PlanIssued,
    RegistrationListSubmitted,
    TaskAssigned,
)
from services.notifications.domain.known import Known, ModelFacts, NominationFacts, PlanFacts
from services.notifications.domain.model_happenings import (
    ModelRecognised,
    OfModel,
    RecognitionDecided,
    YearlyListSent,
)
from shared.errors import NotFound
from shared.texts import Text
from shared.values import dataclass

FORMS: Mapping[str, Text] = {
    "giay_khen": Text("giấy khen", "certificate of commendation"),
    "bang_khen": Text("bằng khen", "certificate of merit"),
    "lao_dong_tien_tien": Text("danh hiệu Lao động tiên tiến", "title Lao động tiên tiến (advanced worker)"),
    "cstd_co_so": Text(
        "danh hiệu Chiến sĩ thi đua cơ sở", "title Chiến sĩ thi đua cơ sở (grass-roots emulation soldier)"
    ),
    "cstd_tinh": Text(
        "danh hiệu Chiến sĩ thi đua Bộ, ban, ngành, tỉnh",
        "title Chiến sĩ thi đua of a ministry or province (emulation soldier)",
    ),
    "cstd_toan_quoc": Text(
        "danh hiệu Chiến sĩ thi đua toàn quốc",
        "title Chiến sĩ thi đua toàn quốc (national emulation soldier)",
    ),
    "tap_the_lao_dong_tien_tien": Text(
        "danh hiệu Tập thể lao động tiên tiến", "title Tập thể lao động tiên tiến (advanced collective)"
    ),
    "tap_the_lao_dong_xuat_sac": Text(
        "danh hiệu Tập thể lao động xuất sắc", "title Tập thể lao động xuất sắc (excellent collective)"
    ),
    "co_thi_dua_tinh": Text(
        "Cờ thi đua của Bộ, ban, ngành, tỉnh", "emulation flag of a ministry or province"
    ),
    "co_thi_dua_chinh_phu": Text("Cờ thi đua của Chính phủ", "emulation flag of the Government"),
}
SUBJECTS: Mapping[str, Text] = {
    "individual": Text("một cá nhân của {unit}", "a person of {unit}"),
    "collective": Text("tập thể {subject}", "the collective {subject}"),
}
"""Persons are named in their case alone; a notice says where they serve."""

OF_THE_UNIT = Text("một cá nhân của đơn vị", "a person of the unit")
"""The same in a sentence that has named the unit."""

UNDRAFTED: Mapping[str, str] = {
    "case_vi": "việc soạn dự thảo kế hoạch",
    "case_en": "the drafting of a plan",
}
"""What a refused draft is called: it leaves no plan that could be named."""


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

    @property
    def model(self) -> ModelFacts:
        """The exemplary model it is about."""
        assert isinstance(self.happening, OfModel)
        return self.known.model(self.happening.model_id)

    def words(self) -> Mapping[str, str]:
        """What fills the places of a sentence, by name; `_vi` and `_en` where the languages differ."""
        match self.happening:
            case OfPlan():
                return self._plan_words()
            case OfNomination():
                return self._nomination_words()
            case TaskAssigned() as given:
                return {"assigner": self.known.name(given.assigner_id), "task": given.content, **_due(given)}
            case InitiativeRecognised(recognised_by=recogniser, number=number):
                return {"recogniser": self.known.name(recogniser), "number": number}
            case OfModel():
                return self._model_words()
            case YearlyListSent(organisation_id=organisation_id, year=year):
                return {"organisation": self.known.name(organisation_id), "year": str(year)}
            case OrganisationDissolved() as dissolved:
                return self._dissolution_words(dissolved)
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
            case DecisionIssued(number=number) | AwardCancelled(number=number):
                words["number"] = number
            case AwardCorrected(document_number=number):
                words["number"] = number
            case NominationSubmitted(round=number):
                words["round"] = str(number)
        return words

    def _model_words(self) -> Mapping[str, str]:
        whom = self._of(self.model)
        words = {"model_vi": whom.vi, "model_en": whom.en}
        match self.happening:
            case RecognitionDecided(year=year) | ModelRecognised(year=year):
                words["year"] = str(year)
        return words

    def _of(self, facts: ModelFacts) -> Text:
        """Whom a model is about: a collective by its name, a person by where they serve."""
        names = {"unit": self.known.name(facts.unit_id)}
        if facts.subject_kind == "collective":
            names["subject"] = self.known.name(facts.subject_id)
        return SUBJECTS[facts.subject_kind].fill(names)

    def _dissolution_words(self, dissolved: OrganisationDissolved) -> Mapping[str, str]:
        day, names = dissolved.since, ", ".join(self.known.name(one) for one in dissolved.successors)
        return {
            "organisation": self.known.name(dissolved.organisation_id),
            "since": f"{day.day}/{day.month}/{day.year}",
            "successors_vi": names or "chưa có tổ chức",
            "successors_en": names or "nobody yet",
        }

    def _case_words(self) -> Mapping[str, str]:
        if isinstance(self.happening, ActRefused) and self.happening.asked == "DraftPlan":
            return UNDRAFTED
        try:
            return self._words_of_case()
        except NotFound:  # refused before there was a case
            return {"case_vi": "hệ thống", "case_en": "the system"}

    def _words_of_case(self) -> Mapping[str, str]:
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
            case "model":
                whom = self._of(self.known.model(identity))
                return {"case_vi": f"điển hình {whom.vi}", "case_en": f"the model {whom.en}"}
            case _:
                return {"case_vi": "hệ thống", "case_en": "the system"}


def _due(task: TaskAssigned) -> Mapping[str, str]:
    """Until when, in the words of a notice; empty where the plan says nothing."""
    if task.due_before is not None:
        day = task.due_before
        text = f"{day.day}/{day.month}/{day.year}"
        return {"due_vi": f", trước ngày {text}", "due_en": f", before {text}"}
    if task.due_text is not None:
        return {"due_vi": f", thời hạn: {task.due_text}", "due_en": f", due: {task.due_text}"}
    return {"due_vi": "", "due_en": ""}

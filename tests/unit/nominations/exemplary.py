"""What is done with exemplary models, as commands; and the course in which each happens at least once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from services.nominations.adapters.cel import CelEvaluate
from services.nominations.adapters.rules import rule_book
from services.nominations.domain.care_messages import (
    Confirmation,
    Evidence,
    NurtureModel,
    ReplicateModel,
    RoadmapStep,
    SetRoadmap,
    SumUpModel,
)
from services.nominations.domain.criteria import CriteriaSet, Fact
from services.nominations.domain.detection_messages import DetectModel, NameResponsibleHead, TakeUpModel
from services.nominations.domain.fact_names import ATTESTED
from services.nominations.domain.honour_messages import (
    ProposeCommendation,
    PubliciseModel,
    RecordExternalAward,
    WithdrawPublication,
)
from services.nominations.domain.person_messages import RegisterPerson
from services.nominations.domain.person_states import Post, Serving
from services.nominations.domain.recognition_messages import (
    DecideRecognition,
    JudgeRecognition,
    Settled,
    StatedFact,
)
from services.nominations.domain.review import Review
from services.nominations.domain.yearly_list_messages import (
    PrepareYearlyList,
    RecordYearlyListDelivery,
    SendYearlyList,
)
from shared.rules import RuleBook
from tests.unit.nominations.builders import done

DIGEST = "b" * 64
HELD = date(2023, 7, 14)
JUDGED = date(2023, 7, 20)
HCM = "học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh"
RULES = rule_book().at(["Sở Công Thương Hà Tĩnh"])
"""As they are in force at the department whose plan has the criteria."""

UNCONFIRMED = RuleBook(
    tuple(
        replace(rule, confirmed=False) if isinstance(rule.values, CriteriaSet) else rule
        for rule in RULES.rules
    ),
    RULES.names,
)
"""The same criteria as if nobody had read them in an official text."""

REVIEW = Review(kind="interim", period_from=date(2023, 1, 1), period_to=date(2023, 6, 30), held_on=HELD)


def detect(**changes) -> DetectModel:
    command = DetectModel(
        model_id="x1",
        subject_kind="individual",
        subject_id="s1",
        unit_id="u1",
        organisation_id="so",
        field=HCM,
        source="inspection",
        detected_by="Đoàn kiểm tra số 5",
        account="Giải quyết hồ sơ trước hạn nhiều năm liền",
        occurrence=done(date(2022, 3, 1)),
        subject_known=True,
        rules=RULES,
    )
    return replace(command, **changes)


def head(**changes) -> NameResponsibleHead:
    command = NameResponsibleHead(
        model_id="x1",
        person_id="t1",
        occurrence=done(date(2022, 3, 5)),
        serving=Serving(posts=(Post(organisation_id="u1", position="head", since=date(2020, 1, 1)),)),
        responsible="user:truong",
        rules=RULES,
    )
    return replace(command, **changes)


def roadmap(*days: date, **changes) -> SetRoadmap:
    due = days or (date(2022, 6, 30), date(2022, 12, 31))
    steps = tuple(
        RoadmapStep(step=f"b{number}", due_on=day, content=f"Bước {number}")
        for number, day in enumerate(due, start=1)
    )
    command = SetRoadmap(model_id="x1", steps=steps, occurrence=done(date(2022, 3, 10)))
    return replace(command, **changes)


def nurture(**changes) -> NurtureModel:
    command = NurtureModel(
        model_id="x1",
        activity="Tập huấn kỹ năng giải quyết hồ sơ",
        step="b1",
        evidence=(Evidence(sha256=DIGEST, title="Giấy mời tập huấn"),),
        occurrence=done(date(2022, 6, 1)),
        rules=RULES,
    )
    return replace(command, **changes)


def sum_up(**changes) -> SumUpModel:
    command = SumUpModel(
        model_id="x1",
        movement_id="mv",
        reviewed_by="so",
        kind="interim",
        reviewed_on=HELD,
        result="Giảm một nửa thời gian giải quyết",
        lessons="Phân công rõ việc",
        occurrence=done(HELD),
        reviews=(REVIEW,),
        movement_known=True,
        rules=RULES,
    )
    return replace(command, **changes)


def replicate(*criteria: str, **changes) -> ReplicateModel:
    confirmed = tuple(
        Confirmation(criterion=one, confirmed_by="t1", sha256=DIGEST, note="Đã kiểm tra")
        for one in (criteria or ("typical", "spreading", "impact"))
    )
    command = ReplicateModel(
        model_id="x1",
        confirmations=confirmed,
        scope="toàn Sở",
        occurrence=done(date(2023, 9, 1)),
        rules=RULES,
    )
    return replace(command, **changes)


def stated(**facts) -> tuple[StatedFact, ...]:
    def one(name, value):
        kind = "truth" if isinstance(value, bool) else "number" if isinstance(value, int) else "texts"
        return StatedFact(name=name, origin="quyết định 12/QĐ-UBND ngày 2/1/2023", **{kind: value})

    return tuple(one(name, value) for name, value in facts.items())


def on_record(**facts) -> tuple[Fact, ...]:
    """What documents on record tell: of *facts*, those that no paper attests in words."""
    told = ((name, value) for name, value in facts.items() if name not in ATTESTED)
    return tuple(Fact(name=name, value=value, origin="record@1") for name, value in told)


def attested(**facts) -> tuple[StatedFact, ...]:
    """The others of *facts*, stated."""
    return stated(**{name: value for name, value in facts.items() if name in ATTESTED})


EXEMPLARY = {
    "exemplary_conduct": True,
    "chosen_from_movement": True,
    "hcm_model": True,
    "hcm_honoured": True,
    "office_culture": True,
}
OF_POSITION = {"bang_khen_tinh": 2, "bang_khen_bo": 0, "cstd_co_so": 0}
OF_COLLECTIVE = {
    "outstanding_achievement": True,
    "leads_movements": True,
    "united": True,
    "exemplary_conduct": True,
    "charity": True,
    "typical_in_reform": True,
    "always_excellent": True,
    "bang_khen_tinh_in_period": 2,
    "ratings_in_period": ("excellent", "good"),
    "disciplined_members_in_period": 0,
}


def judge(told=None, **changes) -> JudgeRecognition:
    """By what is *told*: attestations are stated, the rest is on record."""
    told = EXEMPLARY | OF_POSITION if told is None else told
    command = JudgeRecognition(
        model_id="x1",
        year=2023,
        movement_id="mv",
        kind="interim",
        reviewed_on=HELD,
        facts=attested(**told),
        on_record=on_record(**told),
        occurrence=done(JUDGED),
        category="staff",
        evaluate=CelEvaluate(),
        rules=UNCONFIRMED,
    )
    return replace(command, **changes)


def settle(*criteria: str, verdict: str = "met", **changes) -> DecideRecognition:
    command = DecideRecognition(
        model_id="x1",
        year=2023,
        decision="recognised",
        settled=tuple(Settled(criterion=one, verdict=verdict, reason="Đã đối chiếu") for one in criteria),
        reason="Hội đồng thống nhất",
        occurrence=done(JUDGED),
        rules=RULES,
    )
    return replace(command, **changes)


def publicise(**changes) -> PubliciseModel:
    command = PubliciseModel(
        model_id="x1",
        publication_id="d1",
        channel="website",
        place="https://socongthuong.backan.gov.vn/dien-hinh",
        from_on=date(2023, 8, 1),
        occurrence=done(date(2023, 8, 1)),
    )
    return replace(command, **changes)


def outside_award(**changes) -> RecordExternalAward:
    command = RecordExternalAward(
        model_id="x1",
        award="Giấy khen",
        issuer="Đảng ủy các cơ quan tỉnh",
        number="15-QĐ/ĐU",
        dated=date(2023, 5, 19),
        occurrence=done(date(2023, 5, 19)),
    )
    return replace(command, **changes)


def prepare(*models: str, **changes) -> PrepareYearlyList:
    command = PrepareYearlyList(
        organisation_id="so",
        year=2023,
        recipient="ban",
        models=models or ("x1",),
        occurrence=done(date(2023, 12, 20)),
    )
    return replace(command, **changes)


def everything(context):
    """All of it once, from a registered model and from one that an inspection detected."""
    member = RegisterPerson(
        person_id="t1",
        name="Trưởng phòng Một",
        organisation_id="u1",
        position="head",
        position_since=date(2020, 1, 1),
        occurrence=done(),
    )
    context.do(member, role="administrator")
    taken_up = TakeUpModel(
        plan_id="p1",
        unit_id="u2",
        entry="m2",
        detected_by="Trưởng phòng",
        account="Tận tụy",
        occurrence=done(),
    )
    context.do(taken_up, role="unit_clerk")
    context.do(detect(), role="unit_clerk")
    cared_for(context)
    context.do(publicise())
    withdrawn = WithdrawPublication(
        model_id="x1", publication_id="d1", reason="Hết đợt", occurrence=done(date(2023, 12, 1))
    )
    context.do(withdrawn)
    context.do(outside_award())
    context.do(ProposeCommendation(model_id="x1", nomination_id="n1", occurrence=done(HELD)))
    # the record has other counts than are stated, so that a person must settle n5
    context.do(judge(facts=stated(**(EXEMPLARY | OF_POSITION))))
    context.do(settle("n5"), role="director")
    context.do(prepare())
    context.do(SendYearlyList(organisation_id="so", year=2023, occurrence=done(date(2023, 12, 25))))
    delivered = RecordYearlyListDelivery(
        organisation_id="so",
        year=2023,
        delivered_on=date(2023, 12, 27),
        receipt="Sổ công văn",
        occurrence=done(date(2023, 12, 27)),
    )
    context.do(delivered)


LINES = ("ii2-conduct", "ii2-movement", "n1", "n2", "n5")


def cared_for(context):
    """A head named, a road-map set, nurtured, summed up and replicated; each once."""
    for command in (head(), roadmap(), nurture(), sum_up(), replicate()):
        context.do(command)

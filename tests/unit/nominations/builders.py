"""The Hà Tĩnh plan and those who carry it out, as commands and events."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from services.nominations.adapters.rules import rule_book
from services.nominations.domain.consolidation_messages import (
    Candidate,
    ConsolidateList,
    ListConsolidated,
    UnitList,
)
from services.nominations.domain.nomination_messages import DocumentAttached, OpenNomination
from services.nominations.domain.obligation import Obligation
from services.nominations.domain.opening import opened
from services.nominations.domain.plan import plan as plan_decider
from services.nominations.domain.plan_messages import (
    DraftPlan,
    ParentPlan,
    PlanDrafted,
    PlanIssued,
    Recipient,
)
from services.nominations.domain.registration_messages import RegisteredModel, SubmitRegistrationList
from services.nominations.domain.rules import Belonging, DocumentForm, RequiredDocuments
from shared.acts import Occurrence, PaperAct, RuleUse
from shared.rules import DatedRule, RuleBook
from shared.separation import Separation

CASE = "plan-p1"
TITLE = "Kế hoạch số 12/KH-SCT ngày 20/1/2021"
DUE = date(2021, 3, 25)
SEND_BEFORE = date(2021, 3, 30)

FORM = DatedRule(
    id="document-form",
    version=1,
    kind="document_form",
    valid_from=date(2020, 3, 5),
    citation="Điều 8",
    confirmed=False,
    values=DocumentForm(marks=("number", "date")),
)
DOCUMENTS = DatedRule(
    id="documents",
    version=1,
    kind="required_documents",
    applies={"form": "giay_khen", "commendation_type": "timely"},
    valid_from=date(2017, 10, 1),
    citation="Nghị định 91/2017/NĐ-CP",
    confirmed=False,
    values=RequiredDocuments(documents=("submission", "achievement_report")),
)
DUTIES = tuple(rule for rule in rule_book().rules if isinstance(rule.values, Separation | Belonging))
RULES = RuleBook((FORM, DOCUMENTS, *DUTIES))


def done(day: date = date(2021, 3, 15)) -> Occurrence:
    return Occurrence(occurred_on=day, basis="simulated")


def on_paper(day: date = date(2021, 3, 15)) -> Occurrence:
    paper = PaperAct(
        number="15/DS", dated=day, received_on=day, scan_sha256="a" * 64, signatory="Giám đốc", reason="giấy"
    )
    return Occurrence(occurred_on=day, basis="document", document=paper)


def plan_rule(rule: str, part: str) -> RuleUse:
    return RuleUse(rule=rule, citation=f"{TITLE}, {part}" if part else TITLE, confirmed=True)


OBLIGATIONS = (
    Obligation(kind="model_from_movement", citation="mục I.3"),
    Obligation(kind="register_models", citation="mục IV.1", minimum=1, maximum=2, due_before=DUE),
    Obligation(kind="select_models", citation="mục IV.1", minimum=4, maximum=5, due_before=SEND_BEFORE),
)


def draft(**changes) -> DraftPlan:
    plan = DraftPlan(
        plan_id="p1",
        title="Kế hoạch xây dựng điển hình tiên tiến",
        organisation_id="so",
        period_from=2021,
        period_to=2025,
        parent=ParentPlan(number="06/KH-UBND", dated=date(2021, 1, 11), issuer="UBND tỉnh"),
        obligations=OBLIGATIONS,
        recipients=(Recipient(recipient_id="r1", name="HĐ"), Recipient(recipient_id="r2", name="Sở")),
        participants=("u1", "u2", "u3"),
        occurrence=done(date(2021, 1, 14)),
    )
    return replace(plan, **changes)


def drafted(**changes) -> PlanDrafted:
    (event,) = plan_decider.decide(draft(**changes), plan_decider.initial)
    return event


def issued(**changes) -> PlanIssued:
    event = PlanIssued(
        act=done(date(2021, 1, 20)).act(CASE),
        plan_id="p1",
        number="12/KH-SCT",
        dated=date(2021, 1, 20),
        signatory_role="director",
    )
    return replace(event, **changes)


def plan_state(*obligations: Obligation):
    return plan_decider.fold([drafted(obligations=obligations or OBLIGATIONS), issued()])


def model(number: int = 1, **changes) -> RegisteredModel:
    entry = RegisteredModel(
        model_id=f"m{number}", kind="individual", subject_id=f"s{number}", movement_id="mv", field="toàn diện"
    )
    return replace(entry, **changes)


def submit(count: int = 1, **changes) -> SubmitRegistrationList:
    command = SubmitRegistrationList(
        plan_id="p1",
        unit_id="u1",
        models=tuple(model(number + 1) for number in range(count)),
        occurrence=done(),
        plan=plan_state(),
        launched_movements=("mv",),
    )
    return replace(command, **changes)


def unit_list(unit: str, *models: RegisteredModel) -> UnitList:
    return UnitList(unit_id=unit, registration=f"registration-{unit}@1", models=models)


def consolidate(**changes) -> ConsolidateList:
    command = ConsolidateList(
        plan_id="p1",
        occurrence=done(date(2021, 3, 25)),
        plan=plan_state(),
        lists=(unit_list("u1", model(1)), unit_list("u2", model(2), model(3))),
    )
    return replace(command, **changes)


def candidate(unit: str, entry: RegisteredModel) -> Candidate:
    return Candidate(
        model_id=entry.model_id,
        unit_id=unit,
        kind=entry.kind,
        subject_id=entry.subject_id,
        movement_id=entry.movement_id,
        registration=f"registration-{unit}@1",
    )


def consolidated(**changes) -> ListConsolidated:
    event = ListConsolidated(
        act=done(date(2021, 3, 25)).act(CASE, [plan_rule("plan-selection/1", "mục IV.1")]),
        plan_id="p1",
        organisation_id="so",
        candidates=(candidate("u1", model(1)), candidate("u2", model(2)), candidate("u2", model(3))),
        missing_units=("u3",),
        minimum=4,
        maximum=5,
        send_before=SEND_BEFORE,
        reading="strict",
        citation=f"{TITLE}, mục IV.1",
    )
    return replace(event, **changes)


def open_nomination(**changes) -> OpenNomination:
    command = OpenNomination(
        nomination_id="n1",
        subject_kind="individual",
        subject_id="s1",
        unit_id="u1",
        organisation_id="so",
        form="giay_khen",
        commendation_type="timely",
        achievement_id="sang-kien",
        achievement="Rút ngắn thời gian",
        basis_citation="Kế hoạch 12/KH-SCT, mục V.2",
        occurrence=done(date(2021, 5, 10)),
        subject_known=True,
    )
    return replace(command, **changes)


def nomination_opened(**changes):
    return opened(open_nomination(**changes))


def attached(kind: str = "submission", sha256: str = "a" * 64) -> DocumentAttached:
    return DocumentAttached(
        act=done(date(2021, 5, 10)).act("nomination-n1"),
        nomination_id="n1",
        document_kind=kind,
        sha256=sha256,
        title="Tờ trình",
    )

"""One award cycle as this context sees it: every command once, every event at least once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from services.nominations.adapters.foreign import AwardGranted, ModelsSelected
from services.nominations.application.account_book import Account
from services.nominations.domain.account_messages import (
    DecidingDocument,
    DisableAccount,
    EnableAccount,
    GiveGrant,
    NotePassword,
    RevokeGrant,
)
from services.nominations.domain.appraisal_messages import NameAppraisingUnit
from services.nominations.domain.consolidation_messages import ConsolidateList, SendList
from services.nominations.domain.eligibility_messages import AssessEligibility
from services.nominations.domain.importing_messages import (
    AbandonImport,
    AcceptImport,
    CompleteImport,
    RefusedRows,
)
from services.nominations.domain.movement import LaunchMovement
from services.nominations.domain.nomination_messages import (
    AttachDocument,
    PutToCouncil,
    ReceiveForAppraisal,
    ReturnNomination,
    SubmitNomination,
)
from services.nominations.domain.organisation_messages import (
    DissolveOrganisation,
    MoveOrganisation,
    NameSuccessor,
    RegisterOrganisation,
    RenameOrganisation,
)
from services.nominations.domain.person_messages import ChangePosition, EndPosition, RegisterPerson
from services.nominations.domain.plan_messages import (
    AttachToPlan,
    IssuePlan,
    RecordDelivery,
    SendPlan,
    WithdrawPlanFile,
)
from services.nominations.domain.record_messages import RecordFact, WithdrawFact
from services.nominations.domain.registration_messages import SubmitRegistrationList
from services.nominations.domain.subject_request_messages import (
    AnswerSubjectRequest,
    LiftRestriction,
    ReceiveSubjectRequest,
)
from shared.access import Caller, Grant
from shared.errors import Rejected
from shared.messages import Envelope, RecordedEvent
from tests.unit.nominations import emulation, exemplary
from tests.unit.nominations.bodies import RESOLUTION
from tests.unit.nominations.bodies import register as register_body
from tests.unit.nominations.builders import done, draft, model, on_paper, open_nomination
from tests.unit.nominations.dossier_course import dossiers

UNITS = ("u1", "u2", "u3")
CALLED = {"so": "Sở Công Thương Hà Tĩnh"}
"""The department whose own criteria of recognition are on file."""


def foreign(event, event_id):
    """An event of the awards context, as read here."""
    envelope = Envelope(
        id=event_id,
        source="//sovang.localhost/demo/awards",
        type=type(event).__name__,
        schema_version=1,
        subject="selection-x",
        time=None,
        streamversion=1,
        previous="0" * 64,
        actor="user:chair",
        actorrole="council_chair",
        correlationid="c-9",
        causationid="command:9",
    )
    return RecordedEvent(envelope=envelope, event=event)


def selected(chosen=("m1", "m2"), basis="simulated"):
    event = ModelsSelected(occurred_on=date(2021, 3, 26), basis=basis, plan_id="p1", chosen=chosen)
    return foreign(event, "e-selected")


def granted():
    event = AwardGranted(
        occurred_on=date(2021, 5, 24),
        basis="simulated",
        nomination_id="n1",
        award_id="n1",
        organisation_id="so",
        form="giay_khen",
        subject_kind="individual",
        subject_id="s1",
        number="76/QĐ-SCT",
        dated=date(2021, 5, 24),
    )
    return foreign(event, "e-granted")


def register(context):
    for name, level in (("so", "department"), ("ban", "board"), *((unit, "unit") for unit in UNITS)):
        context.do(
            RegisterOrganisation(
                organisation_id=name,
                name=CALLED.get(name, f"Tổ chức {name}"),
                level=level,
                valid_from=date(2021, 1, 1),
                occurrence=done(),
            ),
            role="administrator",
        )
    for number, unit in enumerate(UNITS, start=1):
        context.do(
            RegisterPerson(
                person_id=f"s{number}",
                name=f"Người thứ {number}",
                organisation_id=unit,
                position="staff",
                position_since=date(2020, 1, 1),
                occurrence=done(),
            ),
            role="administrator",
        )
    context.do(
        LaunchMovement(
            movement_id="mv",
            name="Văn hóa công sở",
            issuer_id="so",
            issuer_level="department",
            launched_on=date(2021, 1, 5),
            occurrence=done(),
        ),
        role="director",
    )


def ask_about_data(context):
    """Each kind of request of a person about their own data, granted."""
    day = done(date(2021, 10, 4))
    context.do(
        RegisterPerson(
            person_id="s9",
            name="Người thứ chín",
            organisation_id="u3",
            position="staff",
            position_since=date(2020, 1, 1),
            occurrence=done(),
        ),
        role="administrator",
    )
    for number, kind in enumerate(("view", "correct", "restrict", "erase")):
        named = {"person_id": "s9", "request_id": f"y{number}", "occurrence": day}
        context.do(ReceiveSubjectRequest(kind=kind, received_on=date(2021, 10, 4), **named))
        name = "Người thứ chín, đúng" if kind == "correct" else None
        granted = AnswerSubjectRequest(outcome="granted", reason="Đúng quy định", name=name, **named)
        context.do(granted, role="director")
    context.do(LiftRestriction(person_id="s9", occurrence=day), role="director")


def reorganise(context):
    """What becomes of organisations and people: another name, another place, two merged into a third; a career."""
    day, after = done(date(2021, 7, 1)), {"since": date(2021, 7, 1), "resolution": RESOLUTION}
    for name in ("cu", "cu-hai", "moi"):
        context.do(register_body(name, occurrence=day), role="administrator")
    commands = (
        RenameOrganisation(organisation_id="cu", name="Sở cũ đổi tên", occurrence=day, **after),
        MoveOrganisation(organisation_id="cu-hai", parent_id="cu", occurrence=day, **after),
        DissolveOrganisation(
            organisation_id="cu-hai",
            successors=(),
            since=date(2021, 9, 1),
            resolution=RESOLUTION,
            occurrence=done(date(2021, 9, 1)),
        ),
        NameSuccessor(
            organisation_id="cu-hai",
            successor_id="moi",
            resolution=RESOLUTION,
            occurrence=done(date(2021, 9, 1)),
        ),
        DissolveOrganisation(
            organisation_id="cu",
            successors=("moi",),
            since=date(2021, 9, 1),
            resolution=RESOLUTION,
            occurrence=done(date(2021, 9, 1)),
        ),
        ChangePosition(
            person_id="s3", organisation_id="u3", position="head", since=date(2021, 7, 1), occurrence=day
        ),
        ChangePosition(
            person_id="s3",
            organisation_id="moi",
            position="staff",
            since=date(2021, 7, 1),
            concurrent=True,
            occurrence=day,
        ),
        EndPosition(
            person_id="s3", organisation_id="u3", since=date(2021, 9, 1), occurrence=done(date(2021, 9, 1))
        ),
    )
    for command in commands:
        context.do(command, role="administrator")


def issue(context):
    context.do(draft())
    command = IssuePlan(
        plan_id="p1", dated=date(2021, 1, 20), signatory_role="director", occurrence=done(date(2021, 1, 20))
    )
    refused(context, command)
    context.do(replace(command, number="12/KH-SCT"), role="director")
    for sha256 in ("b" * 64, "c" * 64):
        context.do(AttachToPlan(plan_id="p1", title="12-KH-SCT.pdf", sha256=sha256, occurrence=done()))
    context.do(WithdrawPlanFile(plan_id="p1", sha256="b" * 64, reason="Nhầm tệp", occurrence=done()))
    context.do(SendPlan(plan_id="p1", recipient_id="r1", occurrence=done()))
    context.do(
        RecordDelivery(
            plan_id="p1", recipient_id="r1", delivered_on=date(2021, 1, 22), receipt="Sổ", occurrence=done()
        )
    )


def consolidate(context, basis="simulated"):
    for unit, numbers in (("u1", (1,)), ("u2", (2, 3))):
        occurrence = done() if unit == "u1" else on_paper(date(2021, 3, 26))
        models = tuple(model(number) for number in numbers)
        context.do(
            SubmitRegistrationList(plan_id="p1", unit_id=unit, models=models, occurrence=occurrence),
            role="unit_clerk",
        )
    context.do(ConsolidateList(plan_id="p1", occurrence=done(date(2021, 3, 25))))
    context.policies.when_models_selected_note_selection(selected(basis=basis))
    context.do(SendList(plan_id="p1", recipient="ban", occurrence=done(date(2021, 3, 29))))


def nominate(context):
    day = done(date(2021, 5, 10))
    context.do(open_nomination(), role="unit_clerk")
    attach = AttachDocument(
        nomination_id="n1", document_kind="submission", sha256="a" * 64, title="Tờ trình", occurrence=day
    )
    context.do(attach, role="unit_clerk")
    context.do(SubmitNomination(nomination_id="n1", occurrence=day), role="unit_clerk")
    context.do(ReturnNomination(nomination_id="n1", by="user:lan", reason="Thiếu báo cáo", occurrence=day))
    context.do(replace(attach, document_kind="achievement_report", title="Báo cáo"), role="unit_clerk")
    context.do(SubmitNomination(nomination_id="n1", occurrence=day), role="unit_clerk")
    context.do(ReceiveForAppraisal(nomination_id="n1", by="user:lan", occurrence=day))
    context.do(PutToCouncil(nomination_id="n1", by="user:lan", council_id="c1", occurrence=day))
    context.policies.when_award_granted_conclude_nomination(granted())


def apart(context):
    """A dossier of the unit that a clerk of that unit is to appraise; the director names another one, which does."""
    day, case = done(date(2021, 5, 10)), {"nomination_id": "n2"}
    grants = {"cuc": (("unit_clerk", "u2"), ("office", "so")), "an": (("office", "u1"),)}
    for account, held in grants.items():
        context.book.add(Account(username=account, name=account, password=None))
        for role, scope in held:
            given = GiveGrant(account=account, grant_id=f"{account}-{role}", role=role, scope=scope)
            context.do(given, role="administrator")
    clerk = {"actor": "user:cuc", "role": "unit_clerk"}
    context.do(open_nomination(**case, unit_id="u2", achievement_id="viec-khac"), **clerk)
    for number, kind in enumerate(("submission", "achievement_report")):
        digest = str(number) * 64
        context.do(
            AttachDocument(**case, document_kind=kind, sha256=digest, title="T", occurrence=day), **clerk
        )
    context.do(SubmitNomination(**case, occurrence=day), **clerk)
    refused(context, ReceiveForAppraisal(**case, by="user:cuc", occurrence=day))
    name = NameAppraisingUnit(**case, unit_id="u1", reason="Phòng Hai đề nghị", occurrence=day)
    context.do(name, actor="user:quang", role="director")
    context.do(ReceiveForAppraisal(**case, by="user:an", occurrence=day), actor="user:an")
    know(context)
    context.do(AssessEligibility(**case, by="user:an", occurrence=day), actor="user:an")
    context.do(PutToCouncil(**case, council_id="c1", by="user:an", occurrence=day), actor="user:an")


def know(context):
    """Two facts are recorded of the person proposed; one was wrong."""
    day, subject = done(date(2021, 5, 10)), {"subject_kind": "individual", "subject_id": "s1"}
    attested = RecordFact(
        fact_id="f1",
        **subject,
        kind="attestation",
        code="outstanding_achievement",
        year=2021,
        document_number="Báo cáo 12/BC-SCT",
        dated=date(2021, 4, 28),
        occurrence=day,
    )
    context.do(attested)
    context.do(replace(attested, fact_id="f2", kind="title", code="cstd_tinh", year=2020))
    context.do(WithdrawFact(**subject, fact_id="f2", reason="Ghi nhầm danh hiệu", occurrence=day))


def entitle(context, until=RevokeGrant):
    """An account is given a role, stopped and opened again, and the role is taken back; *until* the command of a class."""
    context.book.add(Account(username="lan.so", name="Lan", password=None))
    decision = DecidingDocument(number="7/QĐ-SCT", dated=date(2021, 1, 4))
    give = GiveGrant(
        account="lan.so",
        grant_id="g1",
        role="office",
        scope="so",
        begins_on=date(2021, 1, 5),
        ends_on=date(2021, 12, 31),
        person_id="s1",
        decision=decision,
    )
    commands = (
        give,
        DisableAccount(account="lan.so", decision=decision),
        EnableAccount(account="lan.so", decision=decision),
        RevokeGrant(account="lan.so", grant_id="g1", decision=decision),
    )
    for command in commands:
        context.do(command, role="administrator")
        if isinstance(command, until):
            return


def administer(context):
    """Two administer the whole realm, one of them no longer."""
    decision = DecidingDocument(number="8/QĐ-SCT", dated=date(2021, 1, 4))
    for name in ("quan.tri", "thay.the"):
        context.book.add(Account(username=name, name=name, password=None))
        grant = GiveGrant(
            account=name, grant_id=f"a-{name}", role="administrator", scope="*", decision=decision
        )
        context.do(grant, role="administrator")
    context.do(NotePassword(account="quan.tri", own=False), role="administrator")
    context.do(NotePassword(account="quan.tri", own=True), actor="user:quan.tri", role="account_holder")
    withdrawn = RevokeGrant(account="quan.tri", grant_id="a-quan.tri", decision=decision)
    context.do(withdrawn, actor="user:thay.the", role="administrator")


def take_out(context):
    """An inspector takes a file out of the dossier."""
    inspector = Caller(actor="user:quynh", name="Quỳnh", grants=(Grant("inspector", "*"),))
    context.readers.note("n1", "a" * 64, inspector, role="inspector", correlation_id="c-1")


def bring_in(context):
    """Two rows of a file are registered, one became impossible since."""
    day = done(date(2021, 1, 6))
    refused_rows = (RefusedRows(sheet="organisations", code="organisation-exists", rows="4"),)
    for command, actor in (
        (
            AcceptImport(import_id="i1", file_sha256="c" * 64, organisations=2, people=1, occurrence=day),
            "user:lan",
        ),
        (
            CompleteImport(import_id="i1", registered=2, refused=refused_rows, occurrence=day),
            "system:when_import_accepted_register_rows",
        ),
        (
            AbandonImport(import_id="i2", attempt=1, occurrence=day),
            "system:when_file_is_left_abandon_import",
        ),
    ):
        context.bring(command, actor=actor)


def report(context):
    """A plan that asks for reports; a unit sends one, and a supplement."""
    context.do(draft(plan_id="bc", obligations=(emulation.REPORT,)))
    issue = IssuePlan(
        plan_id="bc",
        number="13/KH-SCT",
        dated=date(2021, 1, 20),
        signatory_role="director",
        occurrence=done(date(2021, 1, 20)),
    )
    context.do(issue, role="director")
    context.do(emulation.report(plan_id="bc"), role="unit_clerk")
    context.do(emulation.report(plan_id="bc", number="31/BC-PCN"), role="unit_clerk")


def refused(context, command):
    """Do what a rule refuses; gives the answer."""
    try:
        context.do(command)
    except Rejected as answer:
        return answer
    raise AssertionError("it was not refused")


def whole(context):
    register(context)
    issue(context)
    consolidate(context)
    nominate(context)
    entitle(context)
    administer(context)
    return context


def everything(context):
    """The cycle, and all else that happens in this context."""
    apart(whole(context))
    emulation.everything(context)
    exemplary.everything(context)
    take_out(context)
    bring_in(context)
    dossiers(context)
    reorganise(context)
    ask_about_data(context)
    report(context)
    return context

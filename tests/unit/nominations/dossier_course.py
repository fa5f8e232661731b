"""Dossiers beside their plain course: drafts, holds, objections, consultation, publication, the way up and down."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from services.nominations.adapters.foreign import VoteClosed
from services.nominations.domain.achievement_messages import DescribeAchievement, ReassignAchievement, Subject
from services.nominations.domain.consulting_messages import (
    AskOpinion,
    ClosePublication,
    GiveOpinion,
    PublishNomination,
)
from services.nominations.domain.drafting_messages import AskSupplement, SaveDraft, WithdrawNomination
from services.nominations.domain.forwarding_messages import (
    DeclineNomination,
    ForwardUpward,
    ReceiveForwarded,
    RecordExternalAnswer,
    ReturnDown,
)
from services.nominations.domain.holding_messages import (
    ConcludeObjection,
    HoldNomination,
    OpenVerification,
    ReceiveObjection,
    ReleaseNomination,
)
from services.nominations.domain.nomination_messages import (
    AttachDocument,
    PutToCouncil,
    ReceiveForAppraisal,
    SubmitNomination,
)
from tests.unit.nominations.builders import done, on_paper, open_nomination

DAY = date(2021, 5, 10)
TODAY = done(DAY)
CASE = {"nomination_id": "n3", "occurrence": TODAY}

DESCRIBE = DescribeAchievement(
    achievement_id="tt3",
    unit_id="u1",
    kind="merit",
    subjects=(Subject(kind="individual", subject_id="s1"),),
    period_from=date(2020, 1, 1),
    period_to=date(2020, 12, 31),
    description="Rút ngắn thời gian giải quyết thủ tục",
    occurrence=TODAY,
)
DRAFT = SaveDraft(
    **CASE,
    subject_kind="individual",
    subject_id="s1",
    form="giay_khen",
    commendation_type="timely",
    basis_citation="Kế hoạch 12/KH-SCT, mục V.2",
    achievement="Rút ngắn một nửa thời gian",
)
WITHDRAW = WithdrawNomination(**CASE, reason="Đề nghị lại theo đợt")
SUPPLEMENT = AskSupplement(
    **CASE, documents=("meeting_minutes",), due_on=date(2021, 5, 20), reason="Thiếu biên bản họp"
)
HOLD = HoldNomination(
    **CASE,
    hold_id="tam-dung-1",
    opened_on=DAY,
    cause="inspection",
    body="Thanh tra tỉnh",
    reference="15/QĐ-TTr",
)
RELEASE = ReleaseNomination(
    **CASE, hold_id="tam-dung-1", released_on=date(2021, 5, 12), ground="Kết luận 20/KL-TTr: không vi phạm"
)
OBJECT = ReceiveObjection(**CASE, objection_id="kn-1", received_on=DAY, channel="post", kind="complaint")
VERIFY = OpenVerification(
    **CASE, objection_id="kn-1", cause="complaint", body="Thanh tra Sở", reference="03/TB-TTr"
)
CONCLUDE_OBJECTION = ConcludeObjection(
    **CASE, objection_id="kn-1", founded=False, ground="Kết luận 05/KL: không có cơ sở"
)
ASK = AskOpinion(
    **CASE, consultation_id="hy-1", body="Phòng Hai", organisation_id="u2", due_on=date(2021, 5, 20)
)
ANSWER = GiveOpinion(**CASE, consultation_id="hy-1", opinion="agree", remarks="Đồng ý khen thưởng")
PUBLISH = PublishNomination(
    **CASE, publication_id="cb-1", place="Trang thông tin của Sở", from_on=date(2021, 5, 1), to_on=DAY
)
CLOSE = ClosePublication(**CASE, publication_id="cb-1", ground="Không có ý kiến sau 10 ngày")
FORWARD = ForwardUpward(
    **CASE,
    from_id="so",
    to_id="ban",
    number="31/TTr-SCT",
    dated=DAY,
    signatory_role="director",
    signatory="Giám đốc Sở",
)
RECEIVE_ABOVE = ReceiveForwarded(**CASE, organisation_id="ban")
RETURN_DOWN = ReturnDown(**CASE, from_id="ban", reason="Danh sách chưa ký")
OUTSIDE = replace(FORWARD, to_id=None, body="Bộ Nội vụ", number="32/TTr-SCT")
GRANTED = RecordExternalAnswer(nomination_id="n3", answer="granted", occurrence=on_paper(DAY))
DECLINE = DeclineNomination(**CASE, reason="Chưa đủ tiêu chuẩn")


def vote_closed(nomination_id="n3", *, passed=True):
    from tests.unit.nominations.course import foreign  # noqa: PLC0415  # the course plays this one

    event = VoteClosed(occurred_on=DAY, basis="simulated", nomination_id=nomination_id, passed=passed)
    return foreign(event, f"e-counted-{nomination_id}")


def submitted(context, nomination_id, achievement_id):
    """A whole dossier of the first unit, submitted."""
    case = {"nomination_id": nomination_id}
    context.do(open_nomination(**case, achievement_id=achievement_id), role="unit_clerk")
    for number, kind in enumerate(("submission", "achievement_report")):
        attach = AttachDocument(
            **case, document_kind=kind, sha256=str(number) * 64, title="T", occurrence=TODAY
        )
        context.do(attach, role="unit_clerk")
    context.do(SubmitNomination(**case, occurrence=TODAY), role="unit_clerk")


def received(context, nomination_id, achievement_id):
    """The same, received for appraisal."""
    submitted(context, nomination_id, achievement_id)
    context.do(ReceiveForAppraisal(nomination_id=nomination_id, by="user:lan", occurrence=TODAY))


def appraised(context):
    """A dossier that was saved, received, supplemented, held, objected to, asked about and published."""
    context.do(DESCRIBE, role="unit_clerk")
    context.do(open_nomination(nomination_id="n3", achievement_id="tt3"), role="unit_clerk")
    context.do(DRAFT, role="unit_clerk")
    for number, kind in enumerate(("submission", "achievement_report")):
        attach = AttachDocument(**CASE, document_kind=kind, sha256=str(number) * 64, title="T")
        context.do(attach, role="unit_clerk")
    context.do(SubmitNomination(**CASE), role="unit_clerk")
    context.do(ReceiveForAppraisal(**CASE, by="user:lan"))
    context.do(SUPPLEMENT)
    minutes = AttachDocument(**CASE, document_kind="meeting_minutes", sha256="c" * 64, title="Biên bản")
    context.do(minutes, role="unit_clerk")
    for command in (HOLD, RELEASE, OBJECT, VERIFY, CONCLUDE_OBJECTION, ASK, ANSWER, PUBLISH, CLOSE):
        context.do(command)


def up_and_back(context):
    """The same dossier goes up one level, comes back, leaves the realm, and is granted there."""
    appraised(context)
    context.do(PutToCouncil(**CASE, by="user:lan", council_id="c1"))
    context.policies.when_vote_closed_note_council_result(vote_closed())
    context.do(FORWARD)
    context.do(RECEIVE_ABOVE, role="board")
    context.do(RETURN_DOWN, role="board")
    context.do(OUTSIDE)
    context.do(replace(GRANTED, answer="received"))
    context.do(GRANTED)


def contested(context):
    """Two dossiers of one achievement: a person settles which goes on; both are withdrawn. A third one is declined."""
    from tests.unit.nominations.course import refused  # noqa: PLC0415  # the course plays this one

    submitted(context, "n4", "tt4")
    context.do(open_nomination(nomination_id="n5", achievement_id="tt4"), role="unit_clerk")
    refused(context, SubmitNomination(nomination_id="n5", occurrence=TODAY))
    moved = ReassignAchievement(
        achievement_id="tt4", nomination_id="n5", reason="Thay hồ sơ trước", occurrence=TODAY
    )
    context.do(moved, role="director")
    context.do(SubmitNomination(nomination_id="n5", occurrence=TODAY), role="unit_clerk")
    for name in ("n4", "n5"):
        context.do(replace(WITHDRAW, nomination_id=name), role="unit_clerk")
    received(context, "n6", "tt6")
    context.do(replace(DECLINE, nomination_id="n6"), role="director")


def dossiers(context):
    """All of it."""
    up_and_back(context)
    contested(context)
    return context

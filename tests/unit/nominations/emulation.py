"""What happens around movements, tasks, titles and initiatives, as commands; and the course in which each happens once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from services.nominations.domain.bloc_messages import ChangeBlocMembers, EstablishBloc
from services.nominations.domain.bloc_states import established_by
from services.nominations.domain.conference_messages import Attendee, HoldConference, Presentation, Report
from services.nominations.domain.initiative_messages import (
    ApplyInitiative,
    CertifyReach,
    ProposeInitiative,
    RecogniseInitiative,
)
from services.nominations.domain.movement import Launched, LaunchMovement
from services.nominations.domain.movement_messages import (
    MergeMovement,
    NoteMovementAlias,
    TieMovement,
    UndoMerge,
)
from services.nominations.domain.obligation import Obligation
from services.nominations.domain.organisation_messages import RegisterOrganisation
from services.nominations.domain.pledge_messages import SignPledge
from services.nominations.domain.report_messages import SubmitReport
from services.nominations.domain.review_messages import ReviewMovement
from services.nominations.domain.task_messages import AddEvidence, AssignTask, CompleteTask
from services.nominations.domain.title_messages import RegisteredTitle, RegisterTitles, WithdrawTitle
from services.nominations.domain.uptake import TakeUpMovement
from tests.unit.nominations.builders import done, plan_state

HELD = date(2023, 7, 14)
LAUNCHED = Launched(name="Văn hóa công sở", issuer_id="so", launched_on=date(2021, 1, 5))
REPORT = Obligation(kind="report", citation="mục IV.4", due_before=date(2023, 7, 1))
TITLE = RegisteredTitle(kind="individual", subject_id="s1", title="cstd_co_so")


def review(**changes) -> ReviewMovement:
    command = ReviewMovement(
        movement_id="mv",
        organisation_id="so",
        kind="interim",
        period_from=date(2023, 1, 1),
        period_to=date(2023, 6, 30),
        held_on=HELD,
        lessons="Phát hiện điển hình ngay từ đầu năm",
        occurrence=done(HELD),
        movement=LAUNCHED,
        organisation_known=True,
    )
    return replace(command, **changes)


def take_up(**changes) -> TakeUpMovement:
    command = TakeUpMovement(
        movement_id="mv",
        organisation_id="u1",
        since=date(2021, 2, 1),
        occurrence=done(),
        movement=LAUNCHED,
        organisation_known=True,
    )
    return replace(command, **changes)


def pledge(**changes) -> SignPledge:
    command = SignPledge(
        pledge_id="gu1",
        scope="between_units",
        organisation_id="so",
        bloc_id="kt",
        year=2021,
        parties=("u1", "u2"),
        signed_on=date(2021, 2, 20),
        content="Hoàn thành xuất sắc nhiệm vụ",
        occurrence=done(),
        bloc=BLOC,
        organisation_known=True,
    )
    return replace(command, **changes)


def establish(**changes) -> EstablishBloc:
    command = EstablishBloc(
        bloc_id="kt",
        organisation_id="so",
        name="Khối thi đua Kinh tế – Kỹ thuật",
        members=("u1", "u2"),
        head_id="u1",
        from_year=2021,
        number="15/QĐ-SCT",
        dated=date(2021, 1, 15),
        occurrence=done(date(2021, 1, 15)),
    )
    return replace(command, **changes)


def change(**changes) -> ChangeBlocMembers:
    """A year later the third unit is in the place of the first."""
    command = ChangeBlocMembers(
        bloc_id="kt",
        members=("u2", "u3"),
        head_id="u2",
        from_year=2022,
        number="16/QĐ-SCT",
        dated=date(2021, 12, 20),
        occurrence=done(date(2021, 12, 20)),
    )
    return replace(command, **changes)


BLOC = established_by(establish())
"""As pledges meet it."""


def conference(**changes) -> HoldConference:
    """S001: 14/5/2020, one report, three presentations; who presented is invented."""
    command = HoldConference(
        conference_id="hn1",
        organisation_id="so",
        name="Hội nghị điển hình tiên tiến giai đoạn 2015 – 2020",
        held_on=date(2020, 5, 14),
        attendees=(
            Attendee(role="Giám đốc", body="Sở Công Thương"),
            Attendee(role="Trưởng khối", body="Khối thi đua Kinh tế – Kỹ thuật"),
            Attendee(role="Đại diện", body="Ban Thi đua, khen thưởng tỉnh", person_id="s1"),
        ),
        reports=(Report(title="Kết quả phong trào thi đua yêu nước 2015-2020", given_by="Văn phòng Sở"),),
        presentations=tuple(
            Presentation(person_id=f"s{number}", topic=f"Tham luận {number}") for number in (1, 2, 3)
        ),
        agreed="Phương hướng, mục tiêu, giải pháp giai đoạn 2020-2025",
        occurrence=done(),
        organisation_known=True,
    )
    return replace(command, **changes)


def propose(**changes) -> ProposeInitiative:
    command = ProposeInitiative(
        initiative_id="i1",
        title="Vận dụng Microsoft Office Excel vào công tác tổng hợp",
        authors=("s1",),
        unit_id="u1",
        year=2020,
        occurrence=done(date(2020, 2, 1)),
        unit_known=True,
    )
    return replace(command, **changes)


def apply(**changes) -> ApplyInitiative:
    command = ApplyInitiative(
        initiative_id="i1",
        since=date(2020, 3, 1),
        sha256="b" * 64,
        benefit="Giảm một nửa thời gian tổng hợp",
        occurrence=done(date(2020, 6, 1)),
    )
    return replace(command, **changes)


def recognise(**changes) -> RecogniseInitiative:
    command = RecogniseInitiative(
        initiative_id="i1",
        level="department",
        recognised_by="so",
        number="88/QĐ-SCT",
        dated=date(2020, 11, 20),
        sha256="c" * 64,
        occurrence=done(date(2020, 11, 20)),
        registered_level="department",
    )
    return replace(command, **changes)


def certify(**changes) -> CertifyReach:
    command = CertifyReach(
        initiative_id="i1",
        level="province",
        certified_by="tinh",
        number="15/XN-UBND",
        dated=date(2020, 12, 20),
        sha256="d" * 64,
        occurrence=done(date(2020, 12, 20)),
        registered_level="province",
    )
    return replace(command, **changes)


def register_titles(**changes) -> RegisterTitles:
    command = RegisterTitles(
        unit_id="u1", year=2021, entries=(TITLE,), occurrence=done(date(2021, 2, 10)), unit_known=True
    )
    return replace(command, **changes)


def assign(**changes) -> AssignTask:
    command = AssignTask(
        task_id="t1",
        plan_id="p1",
        assigner_id="so",
        assignee_id="u1",
        content="Tổng hợp báo cáo gửi Ban Thi đua, khen thưởng tỉnh",
        citation="mục V.2",
        due_before=date(2021, 6, 30),
        occurrence=done(date(2021, 2, 1)),
        plan_known=True,
        plan_title="Kế hoạch số 12/KH-SCT ngày 20/1/2021",
        plan_owner="so",
    )
    return replace(command, **changes)


def evidence(**changes) -> AddEvidence:
    command = AddEvidence(
        task_id="t1",
        number="45/BC-SCT",
        dated=date(2021, 6, 20),
        sha256="e" * 64,
        title="Báo cáo sáu tháng",
        occurrence=done(date(2021, 6, 20)),
    )
    return replace(command, **changes)


def complete(day: date = date(2021, 6, 29), **changes) -> CompleteTask:
    command = CompleteTask(
        task_id="t1",
        completed_on=day,
        occurrence=done(day),
        plan_title="Kế hoạch số 12/KH-SCT ngày 20/1/2021",
    )
    return replace(command, **changes)


def report(**changes) -> SubmitReport:
    command = SubmitReport(
        plan_id="p1",
        unit_id="u1",
        number="30/BC-PCN",
        dated=date(2023, 6, 20),
        sha256="f" * 64,
        occurrence=done(date(2023, 6, 26)),
        plan=plan_state(REPORT),
    )
    return replace(command, **changes)


def province(context):
    context.do(
        RegisterOrganisation(
            organisation_id="tinh",
            name="UBND tỉnh",
            level="province",
            valid_from=date(2019, 1, 1),
            occurrence=done(),
        ),
        role="administrator",
    )


def launched(context, movement_id, name, **other):
    command = LaunchMovement(
        movement_id=movement_id,
        name=name,
        issuer_id="so",
        issuer_level="department",
        launched_on=date(2021, 1, 5),
        occurrence=done(date(2021, 1, 5)),
        **other,
    )
    context.do(command, role="director")


def everything(context):
    """All of it once, after the department, its plan p1 and the movement mv."""
    province(context)
    launched(context, "mv2", "Văn hoá công sở")
    launched(context, "hcm", "Học tập và làm theo tấm gương đạo đức Hồ Chí Minh", sort="campaign")
    for command in (
        NoteMovementAlias(movement_id="mv", alias="Thực hiện văn hóa công sở", occurrence=done()),
        TieMovement(movement_id="mv", campaign_id="hcm", target="Chỉ số cải cách", occurrence=done()),
        MergeMovement(movement_id="mv2", into_id="mv", reason="Cùng tên", occurrence=done()),
        UndoMerge(movement_id="mv2", reason="Nhầm", occurrence=done()),
        take_up(),
        review(),
        establish(),
        change(),
        pledge(),
        conference(),
        assign(),
        evidence(),
        complete(),
        propose(),
        apply(),
        recognise(),
        certify(),
        register_titles(),
        WithdrawTitle(
            unit_id="u1",
            year=2021,
            kind="individual",
            subject_id="s1",
            title="cstd_co_so",
            reason="Đăng ký nhầm",
            occurrence=done(),
        ),
    ):
        context.do(command)

"""What is offered on dossiers beside their plain course."""

from __future__ import annotations

from collections.abc import Sequence

from services.nominations.application import dossier_answers as answers
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
from shared.endpoints import CommandEndpoint, QueryEndpoint
from shared.texts import Text

ONE = "/nominations/{nomination_id}"
OBJECTION = f"{ONE}/objections/{{objection_id}}"

COMMANDS: Sequence[CommandEndpoint] = (
    CommandEndpoint(
        name="save-draft",
        path=f"{ONE}/draft",
        command=SaveDraft,
        permission="nomination.supplement",
        summary=Text("Lưu hồ sơ đang soạn", "Save the dossier as it stands"),
    ),
    CommandEndpoint(
        name="withdraw-nomination",
        path=f"{ONE}/withdraw",
        command=WithdrawNomination,
        permission="nomination.supplement",
        summary=Text("Rút hồ sơ, nêu lý do", "Withdraw the dossier with a reason"),
    ),
    CommandEndpoint(
        name="ask-supplement",
        path=f"{ONE}/supplements",
        command=AskSupplement,
        permission="nomination.return",
        summary=Text("Yêu cầu bổ sung tài liệu", "Ask the unit for documents"),
    ),
    CommandEndpoint(
        name="hold-nomination",
        path=f"{ONE}/holds/{{hold_id}}",
        command=HoldNomination,
        permission="nomination.hold",
        summary=Text("Tạm dừng hồ sơ, nêu nguyên nhân", "Put the dossier on hold, with the cause"),
    ),
    CommandEndpoint(
        name="release-nomination",
        path=f"{ONE}/holds/{{hold_id}}/release",
        command=ReleaseNomination,
        permission="nomination.hold",
        summary=Text("Chấm dứt tạm dừng, nêu căn cứ", "End a hold on a ground"),
    ),
    CommandEndpoint(
        name="receive-objection",
        path=OBJECTION,
        command=ReceiveObjection,
        permission="nomination.hold",
        summary=Text("Ghi nhận kiến nghị về hồ sơ", "Note an objection to the dossier"),
    ),
    CommandEndpoint(
        name="open-verification",
        path=f"{OBJECTION}/verification",
        command=OpenVerification,
        permission="nomination.hold",
        summary=Text("Chuyển xác minh kiến nghị; hồ sơ tạm dừng", "Have an objection verified; this holds"),
    ),
    CommandEndpoint(
        name="conclude-objection",
        path=f"{OBJECTION}/conclusion",
        command=ConcludeObjection,
        permission="nomination.hold",
        summary=Text("Ghi kết luận về kiến nghị", "Note how an objection was concluded"),
    ),
    CommandEndpoint(
        name="ask-opinion",
        path=f"{ONE}/consultations/{{consultation_id}}",
        command=AskOpinion,
        permission="nomination.consult",
        summary=Text("Lấy ý kiến hiệp y", "Ask a body for its opinion"),
    ),
    CommandEndpoint(
        name="give-opinion",
        path=f"{ONE}/consultations/{{consultation_id}}/answer",
        command=GiveOpinion,
        permission="nomination.advise",
        summary=Text("Trả lời hiệp y", "Answer a consultation"),
    ),
    CommandEndpoint(
        name="publish-nomination",
        path=f"{ONE}/publications/{{publication_id}}",
        command=PublishNomination,
        permission="nomination.consult",
        summary=Text("Đăng công khai lấy ý kiến", "Publish the dossier for comment"),
    ),
    CommandEndpoint(
        name="close-publication",
        path=f"{ONE}/publications/{{publication_id}}/close",
        command=ClosePublication,
        permission="nomination.consult",
        summary=Text("Kết thúc đăng công khai", "Close a publication"),
    ),
    CommandEndpoint(
        name="forward-upward",
        path=f"{ONE}/forward",
        command=ForwardUpward,
        permission="nomination.forward",
        summary=Text("Trình hồ sơ lên cấp trên kèm tờ trình", "Forward the dossier upward with its letter"),
        scope="from_id",
    ),
    CommandEndpoint(
        name="receive-forwarded",
        path=f"{ONE}/levels/{{organisation_id}}/receive",
        command=ReceiveForwarded,
        permission="nomination.forward",
        summary=Text("Cấp trên tiếp nhận hồ sơ", "A higher level receives the dossier"),
        scope="organisation_id",
    ),
    CommandEndpoint(
        name="return-down",
        path=f"{ONE}/levels/{{from_id}}/return",
        command=ReturnDown,
        permission="nomination.forward",
        summary=Text("Trả hồ sơ về cấp dưới, nêu lý do", "Give the dossier back to the level below"),
        scope="from_id",
    ),
    CommandEndpoint(
        name="record-external-answer",
        path=f"{ONE}/external-answer",
        command=RecordExternalAnswer,
        permission="nomination.forward",
        summary=Text("Ghi văn bản trả lời của cơ quan ngoài hệ thống", "Enter what a body outside answered"),
    ),
    CommandEndpoint(
        name="decline-nomination",
        path=f"{ONE}/decline",
        command=DeclineNomination,
        permission="nomination.decline",
        summary=Text("Quyết định không khen thưởng", "Decide not to commend"),
    ),
)

QUERIES: Sequence[QueryEndpoint] = (
    QueryEndpoint(
        name="dossier",
        path=f"{ONE}/dossier",
        params=answers.OneDossier,
        result=answers.DossierHistoryItem,
        permission="nomination.read",
        summary=Text("Diễn biến của một hồ sơ", "All that happened to one dossier"),
    ),
    QueryEndpoint(
        name="list-dossiers",
        path="/dossiers",
        params=answers.DossiersAsked,
        result=answers.DossierItem,
        permission="nomination.read",
        summary=Text("Danh sách hồ sơ", "Dossiers"),
        paged=True,
        views=("dossiers",),
    ),
    QueryEndpoint(
        name="dossier-counts",
        path="/dossiers/counts",
        params=answers.DossierCountsAsked,
        result=answers.DossierCountsItem,
        permission="nomination.read",
        summary=Text(
            "Số hồ sơ theo tình trạng, hình thức, năm, đơn vị",
            "Counts of dossiers by state, form, year and unit",
        ),
        views=("dossiers",),
    ),
    QueryEndpoint(
        name="office-inbox",
        path="/organisations/{organisation_id}/inbox",
        params=answers.InboxAsked,
        result=answers.WaitItem,
        permission="nomination.read",
        summary=Text("Việc đang chờ một cơ quan", "What waits for an organisation"),
        paged=True,
        views=("dossiers",),
    ),
)

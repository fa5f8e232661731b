"""Every code this context refuses with, and the sentence a person reads for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from services.nominations.domain import (
    carrying_refusals,
    eligibility_refusals,
    emulation_refusals,
    file_refusals,
    import_refusals,
    model_refusals,
    register_refusals,
    striving_refusals,
    subject_refusals,
)
from services.nominations.domain.dossier_refusals import DOSSIER_SENTENCES
from shared.errors import InvalidInput, Rejected
from shared.texts import Text

SENTENCES: Mapping[str, Text] = {
    **eligibility_refusals.SENTENCES,
    **carrying_refusals.SENTENCES,
    **emulation_refusals.SENTENCES,
    **striving_refusals.SENTENCES,
    **model_refusals.SENTENCES,
    **register_refusals.SENTENCES,
    **subject_refusals.SENTENCES,
    # acts that a rule refuses: events of the case
    "plan-number-missing": Text(
        "Kế hoạch chưa có số nên chưa thể ban hành.", "The plan has no number yet and cannot be issued."
    ),
    "plan-date-missing": Text(
        "Kế hoạch chưa ghi ngày tháng nên chưa thể ban hành.",
        "The plan has no date yet and cannot be issued.",
    ),
    "registration-quota": Text(
        "Danh sách đăng ký có {given} điển hình; mỗi đơn vị chọn từ {minimum} đến {maximum}.",
        "The list registers {given} models; each unit selects {minimum} to {maximum}.",
    ),
    "registration-late": Text(
        "Danh sách đăng ký gửi ngày {sent_on} là quá hạn; ngày cuối cùng còn nhận là {last_day}.",
        "The list was sent on {sent_on}, which is late; the last day it is accepted is {last_day}.",
    ),
    "model-without-movement": Text(
        "Có {count} điển hình không gắn với phong trào thi đua nào đã phát động.",
        "{count} of the models come from no movement that has been launched.",
    ),
    "model-without-head": Text(
        "Có {count} điển hình không nêu người đứng đầu chịu trách nhiệm.",
        "{count} of the models name no head who answers for them.",
    ),
    "sent-after-deadline": Text(
        "Danh sách gửi ngày {sent_on} là quá hạn; ngày cuối cùng còn được gửi là {last_day}.",
        "The list was sent on {sent_on}, which is late; the last day to send it is {last_day}.",
    ),
    "documents-missing": Text("Hồ sơ còn thiếu: {missing}.", "The dossier lacks: {missing_en}."),
    "own-case-needs-person": Text(
        "Hồ sơ do chính đơn vị thẩm định đề nghị ({unit_id}); cần Giám đốc giao đơn vị khác thẩm định.",
        "The unit that would appraise the dossier proposes it ({unit_id}); the director must name another one.",
    ),
    "other-unit-appraises": Text(
        "Hồ sơ này đã được giao cho {unit_id} thẩm định.", "This dossier was given to {unit_id} to appraise."
    ),
    # requests that do not fit the case as it stands: answered only
    "organisation-exists": Text(
        "Tổ chức này đã được ghi với nội dung khác.",
        "This organisation is already registered with other content.",
    ),
    "person-exists": Text(
        "Người này đã được ghi với nội dung khác.", "This person is already registered with other content."
    ),
    "movement-exists": Text(
        "Phong trào này đã được ghi với nội dung khác.",
        "This movement is already recorded with other content.",
    ),
    "issuer-level-differs": Text(
        "Cơ quan phát động được ghi nhận ở cấp khác.", "The issuer is registered at another level."
    ),
    "unknown-organisation": Text(
        "Không có tổ chức nào mang mã {organisation_id}.", "There is no organisation {organisation_id}."
    ),
    "plan-exists": Text(
        "Kế hoạch này đã được lập với nội dung khác.", "This plan is already drafted with other content."
    ),
    "plan-not-found": Text("Không có kế hoạch này.", "There is no such plan."),
    "plan-already-issued": Text(
        "Kế hoạch đã được ban hành với số hoặc ngày khác.",
        "The plan is already issued under another number or date.",
    ),
    "plan-not-issued": Text("Kế hoạch chưa được ban hành.", "The plan is not issued yet."),
    "plan-file-unknown": Text(
        "Kế hoạch không có tệp đính kèm mang mã băm này.", "No file of this digest goes with the plan."
    ),
    "plan-period-reversed": Text(
        "Giai đoạn của kế hoạch kết thúc trước khi bắt đầu.", "The plan's period ends before it begins."
    ),
    "obligation-twice": Text("Nhiệm vụ {kind} được nêu hai lần.", "The obligation {kind} is named twice."),
    "obligation-range": Text(
        "Nhiệm vụ {kind} có số tối thiểu lớn hơn số tối đa hoặc số âm.",
        "The obligation {kind} has a minimum above its maximum, or a negative number.",
    ),
    "obligation-incomplete": Text(
        "Kế hoạch không nêu đủ số lượng cho nhiệm vụ {kind}.", "The plan does not say how many for {kind}."
    ),
    "recipient-twice": Text(
        "Nơi nhận {recipient_id} được nêu hai lần.", "The recipient {recipient_id} is named twice."
    ),
    "participant-twice": Text("Đơn vị {unit_id} được nêu hai lần.", "The unit {unit_id} is named twice."),
    "unknown-recipient": Text(
        "Kế hoạch không có nơi nhận {recipient_id}.", "The plan has no recipient {recipient_id}."
    ),
    "plan-not-sent": Text(
        "Kế hoạch chưa được gửi đến nơi nhận {recipient_id}.", "The plan was not sent to {recipient_id} yet."
    ),
    "unit-not-participant": Text(
        "Đơn vị này không thuộc đối tượng thực hiện kế hoạch.", "This unit does not take part in the plan."
    ),
    "unknown-subject": Text(
        "Chưa có cá nhân hoặc tập thể mang mã {subject_id}.", "There is no person or collective {subject_id}."
    ),
    "model-twice": Text(
        "Một điển hình được nêu hai lần trong danh sách.", "A model is named twice in the list."
    ),
    "registration-already-submitted": Text(
        "Đơn vị đã gửi một danh sách đăng ký khác.", "The unit has already submitted another list."
    ),
    "nothing-registered": Text("Chưa đơn vị nào gửi danh sách đăng ký.", "No unit has submitted a list yet."),
    "already-consolidated": Text(
        "Danh sách đã được tổng hợp trước khi có thay đổi này.",
        "The lists were consolidated before this change.",
    ),
    "not-consolidated": Text("Danh sách chưa được tổng hợp.", "The lists are not consolidated yet."),
    "selection-already-noted": Text(
        "Đã ghi nhận một kết quả lựa chọn khác.", "Another selection is already noted."
    ),
    "chosen-not-candidate": Text(
        "Kết quả lựa chọn có điển hình không nằm trong danh sách tổng hợp.",
        "The selection holds a model that is not on the consolidated list.",
    ),
    "selection-not-noted": Text(
        "Hội đồng chưa lựa chọn nên chưa thể gửi danh sách.",
        "The council has not selected yet; the list cannot be sent.",
    ),
    "list-already-sent": Text(
        "Danh sách đã được gửi đến nơi nhận khác.", "The list is already sent to another recipient."
    ),
    "nomination-exists": Text(
        "Hồ sơ đề nghị này đã được mở với nội dung khác.",
        "This nomination is already open with other content.",
    ),
    "nomination-not-found": Text("Không có hồ sơ đề nghị này.", "There is no such nomination."),
    "nomination-not-open": Text(
        "Hồ sơ đang ở bước khác nên đơn vị không thể bổ sung.",
        "The dossier is at another step; the unit cannot add to it.",
    ),
    "nomination-not-submitted": Text(
        "Hồ sơ chưa được trình hoặc đã qua bước này.",
        "The nomination is not submitted, or is past this step.",
    ),
    "appraisal-over": Text("Hồ sơ đã qua bước thẩm định.", "The dossier is past its appraisal."),
    "appraiser-proposes": Text(
        "Đơn vị được giao thẩm định thuộc chính đơn vị đề nghị.",
        "The unit named to appraise is, or is part of, the one that proposes.",
    ),
    "nomination-not-received": Text(
        "Hồ sơ chưa được tiếp nhận thẩm định.", "The nomination is not received for appraisal yet."
    ),
    "nomination-at-other-council": Text(
        "Hồ sơ đã được trình một hội đồng khác.", "The nomination was put to another council."
    ),
    "nomination-not-at-council": Text(
        "Hồ sơ chưa được trình hội đồng.", "The nomination has not been put to a council."
    ),
    "awarded-and-elsewhere": Text(
        "Hồ sơ được {organisation_id} khen thưởng khi đã rời cấp ấy, nay ở {holder}. Nếu quyết định đứng vững: cấp trên "
        "trả hồ sơ lại rồi xử lý lại sự kiện này; nếu không: thu hồi quyết định rồi bỏ sự kiện này.",
        "{organisation_id} awarded the nomination when it had left that level; it is at {holder}. If the decision stands: "
        "let the level above give the dossier back, then replay this event; if not: revoke the decision, then drop this event.",
    ),
    "awarded-and-withdrawn": Text(
        "Hồ sơ được khen thưởng khi đơn vị đã rút. Hồ sơ đã rút không mở lại: nếu quyết định đứng vững thì lập hồ sơ mới, "
        "nếu không thì thu hồi quyết định; sau đó bỏ sự kiện này.",
        "The nomination was awarded when its unit had withdrawn it. A withdrawn dossier is not opened again: if the decision "
        "stands, enter a new dossier, if not, revoke the decision; then drop this event.",
    ),
    "nomination-already-concluded": Text(
        "Hồ sơ đã kết thúc với kết quả khác.", "The nomination is already concluded otherwise."
    ),
    "account-unknown": Text("Không có tài khoản {account}.", "There is no account {account}."),
    "decision-needed": Text(
        "Phải nêu số và ngày của văn bản quyết định.", "The deciding document's number and date are needed."
    ),
    "role-unknown": Text("Không có vai trò {role}.", "There is no role {role}."),
    "person-unknown": Text("Không có người nào mang mã {person_id}.", "There is no person {person_id}."),
    "term-backwards": Text("Thời hạn kết thúc trước khi bắt đầu.", "The term ends before it begins."),
    "last-administrator": Text(
        "Đây là quyền quản trị toàn hệ thống cuối cùng hoặc có thời hạn dài nhất; hãy cấp quyền ấy cho người khác trước.",
        "This is the last grant to administer the whole system, or the one that lasts longest; give it to somebody else first.",
    ),
    "grant-unknown": Text("Tài khoản không có lần cấp quyền này.", "The account has no such grant."),
    **file_refusals.SENTENCES,
    **import_refusals.SENTENCES,
    **DOSSIER_SENTENCES,
}

MALFORMED_DIGEST = Text(
    "phải là SHA-256, 64 chữ số thập lục phân thường", "must be a SHA-256 of 64 lower-case hex digits"
)
MALFORMED_ID = Text(
    "chỉ gồm chữ thường không dấu, chữ số và gạch nối", "lower-case letters, digits and hyphens only"
)


def rejected(code: str, citation: str = "", **facts: str) -> Rejected:
    """The answer for *code*; every code has its sentence above."""
    return Rejected(code, SENTENCES[code], citation=citation, facts=facts)


def malformed(field: str, fault: Text) -> InvalidInput:
    """The answer for a field whose text has the wrong form."""
    return InvalidInput(fields={field: fault})


def day_text(day: date) -> str:
    """A day as Vietnamese documents write it: 25/3/2021."""
    return f"{day.day}/{day.month}/{day.year}"

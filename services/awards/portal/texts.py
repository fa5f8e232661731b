"""Every fixed word of these pages, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from shared.portal.form_texts import FORM_TEXTS
from shared.portal.texts import COMMON
from shared.texts import Text

TEXTS: Final[Mapping[str, Text]] = {
    **COMMON,
    **FORM_TEXTS,
    "tagline": Text("Khen thưởng", "Commendation"),
    "not_found_text": Text(
        "Không có phần thưởng hoặc trang này, hoặc tài khoản không được xem.",
        "There is no such award or page, or this account may not see it.",
    ),
    "forbidden": Text("Không có quyền", "Not permitted"),
    "forbidden_text": Text("Tài khoản này không có quyền làm việc này.", "This account may not do that."),
    "to_start": Text("Về danh sách phần thưởng", "Back to the awards"),
    "awards": Text("Phần thưởng", "Awards"),
    "award": Text("Phần thưởng", "Award"),
    "state": Text("Tình trạng", "State"),
    "any_state": Text("Tất cả", "All"),
    "state_decided": Text("đã có quyết định, chưa tặng", "decided, not granted"),
    "state_granted": Text("đã tặng, chưa trao", "granted, not handed over"),
    "state_presented": Text("đã trao", "handed over"),
    "state_declined": Text("người được khen từ chối nhận", "refused by whoever it was for"),
    "state_cancelled": Text("đã bị hủy bỏ", "cancelled"),
    "decline": Text("Ghi nhận việc từ chối nhận", "Record that it was refused"),
    "done_decline": Text("Đã ghi nhận việc từ chối nhận.", "It is on record that the award was refused."),
    "declined_on": Text("Ngày từ chối", "Refused on"),
    "reason": Text("Lý do", "Reason"),
    "correct": Text("Đính chính quyết định", "Correct the decision"),
    "done_correct": Text("Đã đính chính quyết định.", "The decision is corrected."),
    "correction_number": Text("Số văn bản đính chính", "Number of the correcting document"),
    "correction_dated": Text("Ngày văn bản đính chính", "Its day"),
    "right_number": Text("Số đúng của quyết định", "Right number of the decision"),
    "right_dated": Text("Ngày đúng của quyết định", "Right day of the decision"),
    "right_hint": Text(
        "Để trống phần không sai; hình thức và người được khen không đính chính được.",
        "Left empty where it was right; form and recipient cannot be corrected.",
    ),
    "corrected_what": Text("Nội dung đính chính", "What is corrected"),
    "corrections": Text("Đính chính", "Corrections"),
    "before": Text("trước đó", "before"),
    "cancel": Text("Hủy bỏ quyết định khen thưởng", "Cancel the award"),
    "done_cancel": Text("Đã hủy bỏ quyết định khen thưởng.", "The award is cancelled."),
    "cancelled": Text("Hủy bỏ", "Cancellation"),
    "cancel_number": Text("Số quyết định hủy bỏ", "Number of the cancelling decision"),
    "cancel_dated": Text("Ngày quyết định hủy bỏ", "Its day"),
    "cancelled_for": Text("Căn cứ hủy bỏ", "Ground"),
    "recover": Text("Ghi nhận việc thu hồi", "Record what came back"),
    "done_recover": Text("Đã ghi nhận việc thu hồi.", "It is on record that it came back."),
    "recover_what": Text("Thu hồi", "What came back"),
    "recovered_on": Text("Ngày thu hồi", "Came back on"),
    "recovered_by": Text("Biên bản, văn bản thu hồi", "Document of it"),
    "recovered": Text("đã thu hồi ngày", "came back on"),
    "not_recovered": Text("CHƯA thu hồi", "NOT back yet"),
    "filter": Text("Lọc", "Filter"),
    "no_awards": Text("Không có phần thưởng nào như vậy.", "There is no such award."),
    "next_page": Text("Trang sau", "Next page"),
    "decision": Text("Quyết định", "Decision"),
    "decision_of": Text("ngày", "of"),
    "individual": Text("cá nhân", "individual"),
    "collective": Text("tập thể", "collective"),
    "names_away": Text(
        "Không lấy được tên từ danh mục, hoặc tài khoản không được xem; mã được ghi thay.",
        "Some names are not to be had at the moment, or not for this account; the codes stand in their place.",
    ),
    "people_away": Text(
        "Không lấy được danh sách người để chọn người trao. Tải lại trang sau ít phút, hoặc ghi nhận mà không nêu người trao: sau đó không bổ sung được.",
        "Whom to choose from is not to be had at the moment. Load the page again in a few minutes, or go on without: it cannot be added later.",
    ),
    "present": Text("Ghi nhận việc trao", "Record that it was handed over"),
    "done_present": Text("Đã ghi nhận việc trao.", "It is on record that the award was handed over."),
    "presented_on": Text("Ngày trao", "Handed over on"),
    "place": Text("Nơi trao", "Place"),
    "presenter": Text("Người trao", "Handed over by"),
    "presenter_hint": Text(
        "Người của cơ quan quyết định; để trống nếu người khác trao.",
        "Somebody of the body that decided; left empty where it was somebody else.",
    ),
    "not_told": Text("không ghi", "not told"),
    "erased": Text("[đã xóa]", "[erased]"),
    "dossier": Text("Hồ sơ đề nghị", "The dossier"),
    "history": Text("Lịch sử hồ sơ", "The history of the case"),
}

"""The fixed words of the page about a dossier's course."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from shared.texts import Text

COURSE_TEXTS: Final[Mapping[str, Text]] = {
    "course": Text("Tạm dừng, lấy ý kiến, trình cấp trên", "Holds, consultations, way upward"),
    "course_empty": Text("Chưa có việc nào.", "Nothing so far."),
    "holds": Text("Tạm dừng hồ sơ", "Holds"),
    "hold": Text("Tạm dừng hồ sơ", "Put the dossier on hold"),
    "hold_cause": Text("Nguyên nhân tạm dừng", "Cause of the hold"),
    "hold_body": Text("Cơ quan đang xử lý vụ việc", "Body that handles the matter"),
    "hold_reference": Text("Số, ký hiệu văn bản hoặc vụ việc", "Reference of the matter"),
    "hold_opened_on": Text("Tạm dừng từ ngày", "On hold from"),
    "hold_released_on": Text("Chấm dứt từ ngày", "Ends on"),
    "hold_stands": Text("ĐANG TẠM DỪNG", "ON HOLD"),
    "hold_over": Text("đã chấm dứt", "ended"),
    "release": Text("Chấm dứt tạm dừng", "End the hold"),
    "ground": Text("Căn cứ, lý do", "Ground"),
    "objections": Text("Kiến nghị, khiếu nại, tố cáo", "Objections"),
    "objections_note": Text(
        "Hệ thống không lưu danh tính người kiến nghị và nội dung; cơ quan xử lý lưu.",
        "Who objects and what they say is kept by the body that handles it, not here.",
    ),
    "objection": Text("Ghi nhận kiến nghị", "Note an objection"),
    "objection_received_on": Text("Ngày nhận", "Received on"),
    "channel": Text("Kênh tiếp nhận", "Channel"),
    "objection_complaint": Text("khiếu nại", "complaint"),
    "objection_denunciation": Text("tố cáo", "denunciation"),
    "objection_press": Text("báo chí nêu", "press report"),
    "objection_remark": Text("ý kiến góp ý", "remark"),
    "objection_state_received": Text("đã nhận", "received"),
    "objection_state_verifying": Text("đang xác minh", "being verified"),
    "objection_state_founded": Text("có cơ sở", "founded"),
    "objection_state_unfounded": Text("không có cơ sở", "unfounded"),
    "verification": Text("Chuyển xác minh (hồ sơ tạm dừng)", "Have it verified (this holds the dossier)"),
    "conclusion": Text("Ghi kết luận", "Note the conclusion"),
    "founded": Text("Kiến nghị có cơ sở", "The objection is founded"),
    "consultations": Text("Lấy ý kiến hiệp y", "Consultations"),
    "consultation": Text("Lấy ý kiến một cơ quan", "Ask a body for its opinion"),
    "asked_body": Text("Cơ quan được hỏi", "Body that is asked"),
    "body_hint": Text(
        "Chọn tên được gợi ý nếu cơ quan đó dùng hệ thống này; nếu không, ghi tên cơ quan.",
        "Choose a suggested name if that body uses this system; if it does not, write its name.",
    ),
    "answer_due_on": Text("Hạn trả lời", "To be answered by"),
    "due_hint": Text(
        "Để trống thì lấy hạn theo quy định đã xác nhận, nếu có.",
        "Left empty, a confirmed rule sets the day, if there is one.",
    ),
    "asked_on": Text("Ngày hỏi", "Asked on"),
    "opinion": Text("Ý kiến", "Opinion"),
    "opinion_give": Text("Trả lời hiệp y", "Answer the consultation"),
    "opinion_waits": Text("chưa trả lời", "not answered"),
    "remarks": Text("Nội dung ý kiến", "Remarks"),
    "publications": Text("Đăng công khai lấy ý kiến", "Publication for comment"),
    "publication": Text("Ghi nhận việc đăng công khai", "Note a publication"),
    "published_at": Text("Nơi đăng", "Where"),
    "from_on": Text("Từ ngày", "From"),
    "to_on": Text("Đến hết ngày", "To the end of"),
    "publication_runs": Text("đang đăng", "running"),
    "publication_closed": Text("đã kết thúc", "ended"),
    "publication_settled": Text(
        "thời hạn do người có trách nhiệm xác định", "its length was settled by a person"
    ),
    "closing": Text("Kết thúc đăng công khai", "Close the publication"),
    "closing_hint": Text(
        "Bắt buộc khi quy định về số ngày chưa được xác nhận.",
        "Needed where no confirmed rule says how many days.",
    ),
    "way": Text("Trình cấp trên", "Way upward"),
    "way_from": Text("Nơi trình", "From"),
    "way_to": Text("Nơi nhận", "To"),
    "letter": Text("Tờ trình", "Submission letter"),
    "letter_number": Text("Số tờ trình", "Letter's number"),
    "letter_dated": Text("Ngày tờ trình", "Letter's date"),
    "letter_role": Text("Chức vụ người ký", "Signatory's office"),
    "leg_sent": Text("đã trình, chưa tiếp nhận", "sent, not yet received"),
    "leg_received": Text("đã tiếp nhận", "received"),
    "leg_returned": Text("bị trả lại", "returned"),
    "leg_granted": Text("được khen thưởng", "granted"),
    "leg_declined": Text("không được khen thưởng", "declined"),
    "forward": Text("Trình hồ sơ lên cấp trên", "Forward the dossier upward"),
    "forward_to": Text("Cơ quan nhận dùng hệ thống này", "Recipient that uses this system"),
    "forward_hint": Text(
        "Để trống cả hai ô thì trình cơ quan cấp trên trực tiếp.",
        "With both left empty it goes to the organisation right above.",
    ),
    "forward_body": Text("Hoặc cơ quan ngoài hệ thống", "Or a body outside"),
    "forward_body_hint": Text(
        "Bộ, cơ quan Đảng… trả lời bằng văn bản giấy.", "A ministry, a party body; it answers on paper."
    ),
    "arrival": Text("Tiếp nhận hồ sơ cấp dưới trình", "Receive what was forwarded"),
    "back": Text("Trả hồ sơ về cấp dưới", "Give the dossier back to the level below"),
    "answer": Text("Ghi văn bản trả lời của cơ quan ngoài hệ thống", "Enter what the body outside answered"),
    "decline": Text("Quyết định không khen thưởng", "Decide not to commend"),
    "done_held": Text("Đã tạm dừng hồ sơ.", "The dossier is on hold."),
    "done_released": Text("Đã chấm dứt tạm dừng.", "The hold is ended."),
    "done_objection": Text("Đã ghi nhận kiến nghị.", "The objection is noted."),
    "done_verifying": Text(
        "Đã chuyển xác minh; hồ sơ tạm dừng.", "It is being verified; the dossier is on hold."
    ),
    "done_settled": Text("Đã ghi kết luận.", "The conclusion is noted."),
    "done_consulted": Text("Đã lấy ý kiến.", "The body is asked."),
    "done_opinion": Text("Đã ghi ý kiến trả lời.", "The answer is noted."),
    "done_published": Text("Đã ghi nhận việc đăng công khai.", "The publication is noted."),
    "done_closed": Text("Đã kết thúc đăng công khai.", "The publication is closed."),
    "done_forwarded": Text("Đã trình hồ sơ lên cấp trên.", "The dossier is forwarded."),
    "done_arrived": Text("Đã tiếp nhận hồ sơ.", "The dossier is received."),
    "done_back": Text("Đã trả hồ sơ về cấp dưới.", "The dossier is given back."),
    "done_answered": Text("Đã ghi văn bản trả lời.", "The answer is entered."),
    "done_declined": Text("Đã quyết định không khen thưởng.", "It is decided not to commend."),
}
"""By their key."""

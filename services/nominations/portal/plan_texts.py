"""The fixed words of the pages about plans, registration lists and consolidation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from shared.texts import Text

PLAN_TEXTS: Final[Mapping[str, Text]] = {
    "plans": Text("Kế hoạch và danh sách đăng ký", "Plans and registration lists"),
    "no_plans": Text("Chưa có kế hoạch nào.", "There is no plan yet."),
    "plan": Text("Kế hoạch", "Plan"),
    "plan_new": Text("Soạn dự thảo kế hoạch", "Draft a plan"),
    "plan_draft": Text("Lưu dự thảo", "Save the draft"),
    "plan_title": Text("Tên kế hoạch", "Title"),
    "period_from": Text("Giai đoạn từ năm", "Period from"),
    "period_to": Text("đến năm", "to"),
    "parent_plan": Text("Thực hiện văn bản cấp trên", "Document of the level above"),
    "parent_issuer": Text("Cơ quan ban hành", "Issuer"),
    "choose_office": Text("Chọn cơ quan của kế hoạch:", "Choose whose plan it is:"),
    "no_offices": Text(
        "Tài khoản này không soạn kế hoạch cho cơ quan nào.", "This account drafts plans for nobody."
    ),
    "duty_model_from_movement": Text("Điển hình phải từ phong trào", "Models must come from a movement"),
    "duty_model_head": Text(
        "Nêu người đứng đầu chịu trách nhiệm về từng điển hình", "A head answers for each model"
    ),
    "duty_register_models": Text("Đăng ký điển hình (mỗi đơn vị)", "Registration of models (each unit)"),
    "duty_select_models": Text("Lựa chọn điển hình (Hội đồng)", "Selection of models (the council)"),
    "duty_report": Text("Báo cáo (mỗi đơn vị)", "Report (each unit)"),
    "duty_citation": Text("Mục trong kế hoạch", "Place in the plan"),
    "duty_minimum": Text("Ít nhất", "At least"),
    "duty_maximum": Text("Nhiều nhất", "At most"),
    "duty_due_before": Text("Trước ngày", "Before"),
    "recipients_hint": Text("Mỗi nơi nhận một dòng.", "One a line."),
    "participants": Text("Đơn vị thực hiện", "Units that take part"),
    "done_drafted": Text(
        "Đã lưu dự thảo. Kế hoạch có hiệu lực khi được ban hành.",
        "The draft is saved. The plan counts once it is issued.",
    ),
    "attachments": Text("Tệp đính kèm", "Files that go with it"),
    "attachment_title": Text("Tên tệp", "What the file is called"),
    "attachment_digest": Text("Mã băm SHA-256", "SHA-256"),
    "attach_to_plan": Text("Ghi nhận tệp đính kèm", "Note a file"),
    "attach_means": Text(
        "Chỉ mã băm của tệp được giữ lại; ai có tệp đều so được với mã băm này. Tệp đã ghi nhận thì tên cũ giữ nguyên.",
        "Only the file's digest is kept; whoever has the file can compare it. A file that is noted keeps its first name.",
    ),
    "done_plan_file": Text("Đã ghi nhận tệp đính kèm.", "The file is noted."),
    "detach": Text("Hủy ghi nhận tệp", "Take the file back"),
    "done_plan_file_withdrawn": Text("Đã hủy ghi nhận tệp.", "The file is taken back."),
    "plan_number": Text("Số", "Number"),
    "plan_not_issued": Text("chưa ban hành", "not issued"),
    "plan_drafted": Text("Kế hoạch này chưa được ban hành.", "This plan is not issued yet."),
    "dated": Text("ngày", "dated"),
    "period": Text("Giai đoạn", "Period"),
    "unit": Text("Đơn vị", "Unit"),
    "list": Text("Danh sách đăng ký", "Registration list"),
    "lists": Text("Danh sách đăng ký của các đơn vị", "The units' registration lists"),
    "list_none": Text("chưa gửi", "not sent"),
    "list_submitted": Text("đã gửi", "sent"),
    "models_count": Text("điển hình", "models"),
    "register_title": Text("Đăng ký điển hình tiên tiến", "Registration of exemplary models"),
    "register_lead": Text(
        "Ghi mỗi điển hình một dòng; tên gõ có dấu hay không dấu đều được nhận ra.",
        "One model a row; names are recognised with or without diacritics.",
    ),
    "register_quota": Text("Số điển hình mỗi đơn vị", "Models per unit"),
    "register_before": Text("Gửi trước ngày", "To be sent before"),
    "register_until": Text("Hạn cuối", "To be sent by"),
    "register_done": Text("Đã gửi danh sách đăng ký.", "The list is sent."),
    "register_stands": Text(
        "Danh sách này đã gửi và được giữ nguyên.", "This list was sent and stands as it is."
    ),
    "row": Text("Điển hình", "Model"),
    "row_subject": Text("Cá nhân, tập thể", "Person or collective"),
    "row_kind": Text("Cá nhân hay tập thể", "Individual or collective"),
    "row_kind_hint": Text("Để trống: theo danh mục", "Left empty: as on record"),
    "row_movement": Text("Phong trào thi đua", "Emulation movement"),
    "row_field": Text("Lĩnh vực", "Field of work"),
    "row_field_hint": Text("ví dụ: toàn diện", "for example: toàn diện (all-round)"),
    "row_head": Text("Người đứng đầu chịu trách nhiệm", "Head who answers for it"),
    "row_head_hint": Text(
        "Người đứng đầu của đơn vị, kế hoạch đòi hỏi phải nêu.", "A head of the unit; the plan asks for one."
    ),
    "row_code": Text("Tên gọi tắt", "Short name"),
    "row_code_hint": Text(
        "chữ không dấu, số, gạch nối; để trống thì hệ thống tự đặt",
        "unaccented letters, digits, hyphens; made here when left empty",
    ),
    "add_row": Text("Thêm một dòng", "Add a row"),
    "send_list": Text("Gửi danh sách", "Send the list"),
    "paste_title": Text("Dán từ Excel", "Paste from Excel"),
    "paste_label": Text("Các ô sao chép từ Excel", "Cells copied from Excel"),
    "paste_hint": Text(
        "Thứ tự cột: cá nhân hoặc tập thể; loại (cá nhân, tập thể); phong trào; lĩnh vực; tên gọi tắt; người đứng đầu chịu trách nhiệm. Chưa gửi đi đâu: các ô được xếp vào các dòng bên trên để xem lại.",
        "Order of columns: person or collective; kind (cá nhân, tập thể); movement; field; short name; head who answers for it. Nothing is sent: the cells are put into the rows above to look at.",
    ),
    "paste": Text("Xếp vào các dòng", "Put into rows"),
    "recipients": Text("Nơi nhận kế hoạch", "Recipients of the plan"),
    "recipient_not_sent": Text("chưa gửi", "not sent"),
    "recipient_sent": Text("đã gửi", "sent"),
    "recipient_delivered": Text("đã nhận", "received"),
    "recipient": Text("Nơi nhận", "Recipient"),
    "mark_sent": Text("Ghi đã gửi", "Note as sent"),
    "mark_delivered": Text("Ghi đã nhận", "Note as received"),
    "delivered_on": Text("Ngày nhận", "Received on"),
    "receipt": Text("Căn cứ đã nhận (sổ công văn, ký nhận)", "What shows it (register, signature)"),
    "act_for": Text("Ghi nhận việc gửi, nhận", "Note sending and delivery"),
    "consolidation": Text("Tổng hợp danh sách trình Hội đồng", "The list for the council"),
    "consolidate": Text("Tổng hợp danh sách", "Consolidate the lists"),
    "consolidate_means": Text(
        "Gom danh sách các đơn vị đã gửi để trình Hội đồng lựa chọn. Sau khi tổng hợp, danh sách không đổi nữa.",
        "Gathers the lists that were sent for the council to select from. Once gathered, the list does not change.",
    ),
    "not_consolidated": Text("Chưa tổng hợp.", "Not consolidated yet."),
    "consolidation_consolidated": Text(
        "đã tổng hợp, chờ Hội đồng lựa chọn", "consolidated, waits for the council"
    ),
    "consolidation_selected": Text("Hội đồng đã lựa chọn", "the council has selected"),
    "consolidation_sent": Text("đã gửi danh sách lên trên", "the list was sent upward"),
    "candidates": Text("Điển hình được tổng hợp", "Models on the list"),
    "candidate_chosen": Text("được chọn", "selected"),
    "candidate_not_chosen": Text("không được chọn", "not selected"),
    "candidate_waits": Text("chờ lựa chọn", "waits"),
    "missing_units": Text("Đơn vị chưa gửi danh sách", "Units that sent no list"),
    "select_between": Text("Hội đồng chọn", "The council selects"),
    "send_before": Text("Gửi lên trên trước ngày", "To be sent upward before"),
    "send_until": Text("Hạn gửi lên trên", "To be sent upward by"),
    "send_upward": Text("Gửi danh sách được chọn", "Send the selected models"),
    "send_to": Text("Gửi đến", "Send to"),
    "sent_to": Text("Đã gửi đến", "Sent to"),
    "done_sent": Text("Đã ghi nhận việc gửi.", "The sending is on record."),
    "done_delivered": Text("Đã ghi nhận nơi nhận đã nhận.", "The delivery is on record."),
    "done_consolidated": Text("Đã tổng hợp danh sách.", "The lists are consolidated."),
    "done_sent_upward": Text("Đã gửi danh sách được chọn.", "The selected models are sent."),
}

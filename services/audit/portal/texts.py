"""Every fixed word of these pages, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from shared.portal.texts import COMMON
from shared.texts import Text

TEXTS: Final[Mapping[str, Text]] = {
    **COMMON,
    "tagline": Text("Cổng kiểm tra thi đua, khen thưởng", "Inspection of emulation and commendation"),
    "username": Text("Tên đăng nhập", "User name"),
    "password": Text("Mật khẩu", "Password"),
    "sign_in_first": Text("Đăng nhập để xem hồ sơ.", "Sign in to read cases."),
    "sign_in_failed": Text(
        "Tên đăng nhập hoặc mật khẩu không đúng. Hãy kiểm tra rồi thử lại.",
        "The user name or the password is wrong. Check both and try again.",
    ),
    "sign_in_slowly": Text(
        "Sai quá nhiều lần; hãy đợi một phút rồi thử lại.", "Too many failures; wait a minute and try again."
    ),
    "sign_in_away": Text(
        "Chưa đăng nhập được vì dịch vụ tài khoản đang gián đoạn. Hãy thử lại sau ít phút.",
        "Signing in is not possible at the moment. Try again in a few minutes.",
    ),
    "find_title": Text("Tìm hồ sơ", "Find a case"),
    "find_label": Text("Tên kế hoạch, đơn vị, cá nhân, phong trào hoặc số văn bản", "Name or number"),
    "find_hint": Text(
        "Gõ có dấu hay không dấu đều được; để trống để xem các hồ sơ mới nhất.",
        "With or without diacritics; leave it empty to see the newest cases.",
    ),
    "kind": Text("Loại hồ sơ", "Kind of case"),
    "main_kinds": Text("Kế hoạch và hồ sơ đề nghị", "Plans and nominations"),
    "any_kind": Text("Tất cả", "All"),
    "find": Text("Tìm", "Find"),
    "results": Text("Kết quả", "Results"),
    "nothing_found": Text("Không có hồ sơ nào phù hợp.", "No case matches."),
    "case": Text("Hồ sơ", "Case"),
    "state": Text("Tình trạng", "State"),
    "happened": Text("Diễn ra", "Happened"),
    "refused_count": Text("Lần bị từ chối", "Refusals"),
    "acts": Text("Số việc đã ghi", "Acts on record"),
    "next_page": Text("Trang sau", "Next page"),
    "ledger_short": Text("Sổ cái", "The ledger"),
    "entries_published": Text(
        "mục đã công bố dưới mốc có chữ ký", "entries published under a signed checkpoint"
    ),
    "how_to_verify": Text("Cách tự kiểm chứng", "How to verify it yourself"),
    "summary": Text("Tóm tắt", "Summary"),
    "first_day": Text("Việc đầu tiên", "First act"),
    "last_day": Text("Việc gần nhất", "Latest act"),
    "recorded_last": Text("Ghi nhận gần nhất", "Last recorded"),
    "flag_count": Text("Việc ghi lại chưa đúng quy định", "Recorded acts that broke a rule"),
    "unconfirmed_count": Text("Việc dựa trên quy định chưa được xác nhận", "Acts under unconfirmed rules"),
    "case_code": Text("Mã hồ sơ", "Case id"),
    "history": Text("Diễn biến", "History"),
    "history_order": Text(
        "Xếp theo quan hệ nhân quả, rồi theo ngày diễn ra. Mỗi việc có hai thời điểm: ngày diễn ra và lúc được ghi nhận.",
        "In order of cause, then by the day of the act. Each act has two times: when it happened, when it was recorded.",
    ),
    "happened_on": Text("Diễn ra ngày", "Happened on"),
    "recorded_at": Text("Ghi nhận lúc", "Recorded at"),
    "by": Text("Người thực hiện", "By"),
    "refused": Text("BỊ TỪ CHỐI", "REFUSED"),
    "flagged": Text("CHƯA ĐÚNG QUY ĐỊNH", "BREAKS A RULE"),
    "unknown": Text("CHƯA NHẬN BIẾT", "NOT RECOGNISED"),
    "basis": Text("Căn cứ", "Basis"),
    "rules": Text("Quy định áp dụng", "Rules applied"),
    "unconfirmed": Text("chưa được người có thẩm quyền xác nhận", "not yet confirmed by a competent person"),
    "document": Text("Văn bản", "Document"),
    "dated": Text("ngày", "dated"),
    "technical": Text("Chi tiết kỹ thuật", "Technical details"),
    "field": Text("Trường", "Field"),
    "value": Text("Giá trị", "Value"),
    "entry_number": Text("Mục sổ cái", "Ledger entry"),
    "event_code": Text("Mã sự kiện", "Event id"),
    "event_type": Text("Loại sự kiện", "Event type"),
    "place": Text("Luồng và phiên bản", "Stream and version"),
    "correlation": Text("Mã chuỗi việc", "Correlation id"),
    "causation": Text("Nguyên nhân", "Caused by"),
    "readers": Text("Ai đã xem hồ sơ này", "Who read this case"),
    "readers_note": Text(
        "Mỗi lượt xem được ghi vào sổ cái, mỗi người một lần trong một giờ; lượt xem này hiện ở lần mở sau.",
        "Each reading is put into the ledger, once per person and hour; this one shows the next time.",
    ),
    "no_readers": Text("Chưa có lượt xem nào được ghi.", "No reading is on record yet."),
    "ledger_title": Text("Sổ cái kiểm toán", "The audit ledger"),
    "ledger_lead": Text(
        "Mọi việc đều thành một mục trong sổ; không mục nào sửa hay xóa được mà không bị phát hiện.",
        "Every act is an entry of this ledger; none can be altered or removed without being found out.",
    ),
    "sequenced": Text("Số mục đã ghi", "Entries sequenced"),
    "published": Text("Số mục đã công bố", "Entries published"),
    "origin": Text("Tên sổ", "Name of the ledger"),
    "root": Text("Mã băm gốc", "Root hash"),
    "published_at": Text("Mốc gần nhất lúc", "Latest checkpoint at"),
    "not_published": Text("Chưa công bố mốc nào.", "No checkpoint is published yet."),
    "sources": Text("Các nguồn", "The sources"),
    "source": Text("Nguồn", "Source"),
    "condition": Text("Tình trạng", "Condition"),
    "taken_in": Text("Đã ghi đến", "Taken in up to"),
    "lag": Text("Còn chờ", "Waiting"),
    "following": Text("bình thường", "normal"),
    "away": Text("tạm gián đoạn", "away"),
    "rewound": Text("CẢNH BÁO: lịch sử bị thay đổi", "ALARM: its history was changed"),
    "broken": Text("CẢNH BÁO: có sự kiện không đọc được", "ALARM: an event cannot be read"),
    "waits": Text("đang chờ sự kiện nguyên nhân", "waits for the event that caused its next one"),
    "signed_checkpoint": Text("Mốc có chữ ký", "The signed checkpoint"),
    "checkpoint_note": Text(
        "Hãy lưu lại đoạn này: lần sau, sổ nào không còn khớp với nó là sổ đã bị viết lại.",
        "Keep this text: a ledger that no longer agrees with it has been rewritten.",
    ),
    "verify_title": Text("Tự kiểm chứng bằng công cụ của mình", "Verify it with your own tools"),
    "verify_lead": Text(
        "Các lệnh dưới đây tải toàn bộ sổ, tính lại mọi mã băm và kiểm chữ ký. Không cần tin vào máy chủ này.",
        "These commands fetch the whole ledger, compute every hash anew and check the signature. You need not trust this server.",
    ),
    "verify_key": Text(
        "Khóa kiểm chữ ký; hãy đối chiếu với khóa được trao trên giấy:",
        "The key that verifies the signature; compare it with the one you were given on paper:",
    ),
    "verify_ours": Text(
        "Bằng chương trình kiểm tra đi kèm:", "With the verifier that comes with this system:"
    ),
    "verify_files": Text(
        "Bằng công cụ C2SP tlog-tiles bất kỳ, từ các địa chỉ công khai:",
        "With any C2SP tlog-tiles client, from the public addresses:",
    ),
    "parked_title": Text("Sự kiện tạm giữ", "Parked events"),
    "parked_lead": Text(
        "Sự kiện mà một dịch vụ không xử lý được, cùng các sự kiện sau của cùng hồ sơ, đợi ở đây cho đến khi có người quyết định.",
        "What a service could not handle, with the later events of the same subject, waits here until somebody decides.",
    ),
    "parked_none": Text("Không có sự kiện nào đang đợi.", "Nothing waits."),
    "parked_away": Text("Chưa hỏi được dịch vụ:", "This service does not answer:"),
    "parked_unreadable": Text("Sự kiện không đọc được", "Unreadable event"),
    "parked_subject": Text("Hồ sơ", "Subject"),
    "parked_since": Text("Từ lúc", "Since"),
    "parked_behind": Text("Số sự kiện đợi phía sau", "Waiting behind it"),
    "parked_reason": Text("Lý do", "Reason"),
    "parked_state_waiting": Text("đợi quyết định", "waits for a decision"),
    "parked_state_replay": Text("đang được xử lý lại", "is being replayed"),
    "parked_replay": Text("Xử lý lại", "Replay"),
    "parked_replay_means": Text(
        "Xử lý lại sự kiện này và mọi sự kiện đang đợi của cùng hồ sơ, theo đúng thứ tự.",
        "Handle this event and all that wait of its subject again, in order.",
    ),
    "parked_why": Text("Lý do bỏ qua (bắt buộc)", "Why it is dropped (required)"),
    "parked_drop": Text("Bỏ qua sự kiện này", "Drop this event"),
    "parked_replay_asked": Text(
        "Đã yêu cầu xử lý lại. Tải lại trang để xem kết quả.",
        "The replay is asked for. Load the page again for its outcome.",
    ),
    "parked_dropped": Text(
        "Đã bỏ qua sự kiện; lý do được lưu lại.", "The event is dropped; the reason is kept."
    ),
    "parked_reason_needed": Text("Phải nêu lý do bỏ qua.", "Dropping an event needs a reason."),
    "parked_decided_elsewhere": Text(
        "Sự kiện này không còn đợi quyết định, hoặc đang được xử lý lại.",
        "This event no longer waits for a decision, or is being replayed.",
    ),
    "not_found_text": Text(
        "Không có hồ sơ hoặc trang này, hoặc tài khoản không được xem.",
        "There is no such case or page, or this account may not see it.",
    ),
    "forbidden": Text("Không có quyền xem", "Not permitted"),
    "forbidden_text": Text(
        "Tài khoản này không có quyền xem hồ sơ. Hãy đăng nhập bằng tài khoản của đoàn kiểm tra.",
        "This account may not read cases. Sign in with an account of an inspection team.",
    ),
    "to_start": Text("Về trang tìm hồ sơ", "Back to finding a case"),
}

"""The fixed words of the pages about yearly lists, reports and reviews of movements."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from shared.texts import Text

FOLLOWING_TEXTS: Final[Mapping[str, Text]] = {
    "model_lists": Text("Danh sách điển hình hằng năm", "Yearly lists of models"),
    "model_lists_nobody": Text(
        "Tài khoản này không lập danh sách hằng năm cho cơ quan nào có điển hình.",
        "This account draws up the list of no organisation that has models.",
    ),
    "list_not_prepared": Text("chưa lập", "not drawn up"),
    "list_prepared": Text("đã lập, chưa gửi", "drawn up, not sent"),
    "list_sent": Text("đã gửi, chưa ghi nhận nơi nhận đã nhận", "sent, its receipt not noted"),
    "list_delivered": Text("nơi nhận đã nhận", "received"),
    "prepared_on": Text("Ngày lập", "Drawn up on"),
    "sent_on": Text("Ngày gửi", "Sent on"),
    "preparing": Text("Lập danh sách", "Draw up the list"),
    "preparing_again": Text("Lập lại danh sách", "Draw it up again"),
    "sending": Text("Gửi danh sách hằng năm", "Send the yearly list"),
    "delivery": Text("Ghi nơi nhận đã nhận danh sách", "Note that it was received"),
    "choose_models": Text("Điển hình đưa vào danh sách", "Models on the list"),
    "no_candidates": Text("Cơ quan chưa có điển hình nào.", "The organisation has no model yet."),
    "recognised_that_year": Text("Công nhận trong năm", "Recognised that year"),
    "yes": Text("có", "yes"),
    "no": Text("chưa", "not yet"),
    "awards_that_year": Text("Khen thưởng trong năm, theo cơ quan tặng", "Awards of the year, by who gave them"),
    "done_list_prepared": Text("Đã lập danh sách. Hãy xem lại rồi gửi.", "The list is drawn up. Look at it, then send it."),
    "done_list_sent": Text("Đã gửi danh sách hằng năm.", "The yearly list is sent."),
    "done_list_delivered": Text("Đã ghi nơi nhận đã nhận danh sách.", "It is noted that the list was received."),
    "reports": Text("Báo cáo theo kế hoạch", "Reports under the plan"),
    "reports_on": Text("Tính đến ngày", "As of"),
    "reports_look": Text("Xem", "Show"),
    "report_not_asked": Text("Kế hoạch này không yêu cầu báo cáo.", "This plan asks for no report."),
    "report_counts": Text("Đã báo cáo", "Reported"),
    "report_done": Text("đã báo cáo", "reported"),
    "report_late": Text("đã báo cáo, MUỘN", "reported LATE"),
    "report_missing": Text("chưa báo cáo", "not reported"),
    "report_overdue": Text("QUÁ HẠN, chưa báo cáo", "OVERDUE, not reported"),
    "report_last_day": Text("Hạn cuối", "Last day"),
    "report_of": Text("Báo cáo", "Report"),
    "report": Text("Gửi báo cáo", "Hand in a report"),
    "report_number": Text("Số báo cáo", "Report's number"),
    "report_dated": Text("Ngày báo cáo", "Report's date"),
    "report_means": Text(
        "Báo cáo đầu tiên là báo cáo của đơn vị; gửi thêm là báo cáo bổ sung. Gửi muộn vẫn nhận và ghi là muộn.",
        "The first is the unit's report, a further one supplements it. A late one is taken and shown as late.",
    ),
    "submitted_on": Text("Ngày gửi", "Handed in on"),
    "late": Text("MUỘN", "LATE"),
    "no_report": Text("Chưa gửi báo cáo.", "Nothing was handed in."),
    "done_reported": Text("Đã gửi báo cáo.", "The report is handed in."),
    "movements": Text("Phong trào thi đua: sơ kết, tổng kết", "Movements: evaluations and reviews"),
    "no_movements": Text("Chưa có phong trào nào.", "There is no movement."),
    "launched_on": Text("Phát động ngày", "Launched on"),
    "movement_issuer": Text("Cơ quan phát động", "Launched by"),
    "movement_reviews": Text("Đánh giá hằng năm, sơ kết, tổng kết", "Evaluations and reviews"),
    "no_reviews": Text("Chưa có lần đánh giá nào.", "There is no review."),
    "review": Text("Ghi nhận sơ kết, tổng kết", "Note a review"),
    "review_by": Text("Cơ quan sơ kết, tổng kết", "Reviewed by"),
    "reviewed_from": Text("Nhìn lại từ ngày", "Looking back from"),
    "reviewed_to": Text("đến ngày", "to"),
    "held_on": Text("Ngày họp sơ kết, tổng kết", "Held on"),
    "lessons_withheld": Text("(không hiện)", "(not shown)"),
    "done_reviewed": Text("Đã ghi nhận sơ kết, tổng kết phong trào.", "The review is noted."),
}  # fmt: skip
"""By their key."""

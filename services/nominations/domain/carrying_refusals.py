"""The sentences for what is refused when plans are carried out: parents, tasks, reports."""

from __future__ import annotations

from collections.abc import Mapping

from shared.texts import Text

SENTENCES: Mapping[str, Text] = {
    # acts that a rule refuses: events of the case
    "plan-period-differs": Text(
        "Kế hoạch giai đoạn {period} khác với giai đoạn {parent_period} của kế hoạch cấp trên ({parent}).",
        "The plan's period {period} is not the period {parent_period} of the plan above it ({parent}).",
    ),
    "plan-before-parent": Text(
        "Kế hoạch ghi ngày {dated}, trước kế hoạch cấp trên ({parent}) ngày {parent_dated}.",
        "The plan is dated {dated}, before the plan above it ({parent}), dated {parent_dated}.",
    ),
    "parent-not-issued": Text(
        "Kế hoạch cấp trên ({parent}) chưa được ban hành.", "The plan above it ({parent}) is not issued yet."
    ),
    # requests that do not fit the case as it stands: answered only
    "task-not-found": Text("Không có nhiệm vụ này.", "There is no such task."),
    "task-exists": Text(
        "Nhiệm vụ này đã được giao với nội dung khác.", "This task is on record with other content."
    ),
    "task-of-other-plan": Text(
        "Chỉ tổ chức ban hành kế hoạch giao nhiệm vụ theo kế hoạch đó.",
        "Only the organisation whose plan it is assigns the plan's tasks.",
    ),
    "task-before-plan": Text(
        "Kế hoạch chưa được ban hành nên chưa thể giao nhiệm vụ.",
        "The plan is not issued yet; its tasks cannot be assigned.",
    ),
    "task-already-done": Text(
        "Nhiệm vụ đã được ghi nhận hoàn thành ngày {completed_on}.",
        "The task is on record as done on {completed_on}.",
    ),
    "task-done-later": Text(
        "Ngày hoàn thành {completed_on} chưa đến.", "The day {completed_on} has not come yet."
    ),
    "task-without-evidence": Text(
        "Chưa có văn bản minh chứng cho nhiệm vụ.", "No document shows work on the task yet."
    ),
    "task-late": Text(
        "Hoàn thành ngày {completed_on} là quá hạn; ngày cuối cùng đúng hạn là {last_day}.",
        "Done on {completed_on}, which is late; the last day in time was {last_day}.",
    ),
    "report-late": Text(
        "Báo cáo gửi ngày {sent_on} là quá hạn; ngày cuối cùng đúng hạn là {last_day}.",
        "The report was sent on {sent_on}, which is late; the last day in time was {last_day}.",
    ),
    "report-not-asked": Text("Kế hoạch này không yêu cầu báo cáo.", "This plan asks for no report."),
    "report-differs": Text(
        "Báo cáo số {number} ngày {dated} đã được gửi với tệp khác.",
        "The report {number} of {dated} was sent already, as another file.",
    ),
    "report-dated-later": Text(
        "Báo cáo ghi ngày {dated}, sau ngày gửi.", "The report is dated {dated}, after the day it was sent."
    ),
    "parent-twice": Text(
        "Chỉ nêu một kế hoạch cấp trên: trong sổ này hoặc văn bản ngoài sổ.",
        "Name one parent only: a plan of this register or a document outside it.",
    ),
    "parent-plan-unknown": Text(
        "Không có kế hoạch cấp trên mang mã {parent_plan_id}.", "There is no plan {parent_plan_id} above it."
    ),
}

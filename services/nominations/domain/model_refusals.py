"""The sentences for what is refused around exemplary models (điển hình tiên tiến)."""

from __future__ import annotations

from collections.abc import Mapping

from shared.texts import Text

SENTENCES: Mapping[str, Text] = {
    # acts that a rule refuses: events of the case
    "stage-skipped": Text(
        "Chưa thể {stage}: còn bỏ qua bước {skipped}.",
        "It is too early for {stage_en}: {skipped_en} was skipped.",
    ),
    "stage-needs": Text("Để {stage} còn thiếu: {missing}.", "For {stage_en} there lacks: {missing_en}."),
    "responsible-not-head": Text(
        "{person_id} không phải người đứng đầu của {unit_id} hoặc của cấp trên trực tiếp quản lý.",
        "{person_id} is not a head of {unit_id} or of an organisation above it.",
    ),
    "recognition-needs-review": Text(
        "Chỉ xét công nhận khi điển hình đã được sơ kết hoặc tổng kết cùng phong trào vào ngày {reviewed_on}.",
        "Recognition is judged only where the model was summed up with the movement's review of {reviewed_on}.",
    ),
    "year-outside-review": Text(
        "Kỳ sơ kết, tổng kết nhìn lại từ ngày {period_from} đến ngày {period_to}; không xét công nhận cho năm {year}.",
        "The review looked back on {period_from} to {period_to}; it recognises nothing for {year}.",
    ),
    "recognised-already": Text(
        "Đã công nhận điển hình này trong năm {year} ở cùng lĩnh vực.",
        "It is already recognised in {year}, in the same field.",
    ),
    "criteria-not-met": Text(
        "Chưa thể công nhận: các tiêu chuẩn sau không đạt hoặc chưa được kết luận: {criteria}.",
        "It cannot be recognised: these criteria are not met or not settled: {criteria}.",
    ),
    # requests that do not fit the case as it stands: answered only
    "model-exists": Text(
        "Điển hình này đã được ghi với nội dung khác.", "This model is already recorded with other content."
    ),
    "model-not-found": Text("Không có điển hình này.", "There is no such model."),
    "model-not-registered": Text(
        "Danh sách đăng ký của đơn vị không có điển hình {entry}.", "The unit's list holds no model {entry}."
    ),
    "roadmap-empty": Text("Lộ trình phải có ít nhất một bước.", "A road-map needs a step at least."),
    "roadmap-step-twice": Text(
        "Một bước của lộ trình được nêu hai lần.", "A step of the road-map is named twice."
    ),
    "roadmap-dates-reversed": Text(
        "Các bước của lộ trình phải theo thứ tự thời gian.", "The road-map's steps must follow in time."
    ),
    "roadmap-step-unknown": Text("Lộ trình không có bước {step}.", "The road-map has no step {step}."),
    "activity-exists": Text(
        "Ngày {day} đã có một hoạt động bồi dưỡng cùng bước lộ trình và cùng minh chứng. Nếu là hoạt động khác, hãy nêu minh chứng "
        "riêng của hoạt động đó.",
        "On {day} an activity of the same step with the same evidence is on record. If this is another one, name evidence of its own.",
    ),
    "criterion-twice": Text("Một tiêu chí được nêu hai lần.", "A criterion is named twice."),
    "model-already-replicated": Text(
        "Điển hình đã được nhân rộng; việc này chỉ ghi nhận một lần.",
        "The model is replicated already; that is noted once.",
    ),
    "publication-unknown": Text("Không có lần tuyên truyền này.", "There is no such publication."),
    "publication-term-reversed": Text(
        "Thời gian đăng tải kết thúc trước khi bắt đầu.", "The publication ends before it begins."
    ),
    "award-needs-paper": Text(
        "Khen thưởng của cơ quan bên ngoài chỉ được ghi nhận theo văn bản, không được quyết định ở đây.",
        "An award by an outside body is only recorded from its document, never decided here.",
    ),
    "issuer-not-outside": Text(
        "{issuer_id} khen thưởng qua hồ sơ đề nghị; chỉ ghi nhận khen thưởng của cơ quan bên ngoài.",
        "{issuer_id} awards by way of a nomination; only awards by outside bodies are recorded.",
    ),
    "nomination-of-another": Text(
        "Hồ sơ đề nghị này dành cho cá nhân hoặc tập thể khác.", "This nomination is for another subject."
    ),
    "position-unknown": Text(
        "Chưa rõ chức vụ vào ngày {day} nên chưa xác định được bộ tiêu chuẩn.",
        "The position held on {day} is not known, so it is not known which criteria apply.",
    ),
    "recognition-not-judged": Text(
        "Chưa xét tiêu chuẩn công nhận năm {year}.", "The criteria for {year} are not judged yet."
    ),
    "criterion-not-open": Text(
        "Tiêu chuẩn {criterion} không chờ người có thẩm quyền kết luận.",
        "The criterion {criterion} does not wait for a person.",
    ),
    "yearly-list-empty": Text(
        "Danh sách phải có ít nhất một điển hình.", "The list must hold a model at least."
    ),
    "yearly-list-too-long": Text(
        "Danh sách có {given} điển hình; mỗi lần gửi nhiều nhất {maximum}.",
        "The list holds {given} models; at most {maximum} are sent at once.",
    ),
    "yearly-list-foreign": Text(
        "Điển hình {model_id} không thuộc cơ quan lập danh sách.",
        "The model {model_id} is not one of the organisation that makes the list.",
    ),
    "yearly-list-not-prepared": Text("Chưa lập danh sách của năm này.", "The year's list is not prepared."),
    "yearly-list-already-sent": Text(
        "Danh sách của năm này đã được gửi.", "The year's list is already sent."
    ),
    "yearly-list-not-sent": Text("Danh sách chưa được gửi.", "The list was not sent yet."),
}

MALFORMED_ADDRESS = Text("phải là địa chỉ https:// hoặc http://", "must be an address https:// or http://")

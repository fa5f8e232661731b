"""The sentence for every code that acts on dossiers and achievements are refused with."""

from __future__ import annotations

from collections.abc import Mapping

from shared.texts import Text

DOSSIER_SENTENCES: Mapping[str, Text] = {
    # acts that a rule refuses: events of the case
    "nomination-held": Text(
        "Hồ sơ đang tạm dừng từ ngày {since} (mã tạm dừng {hold}); chỉ tiếp tục sau khi có căn cứ chấm dứt tạm dừng.",
        "The dossier is on hold since {since} (hold {hold}); it goes on only when the hold is ended on a ground.",
    ),
    "achievement-claimed": Text(
        "Thành tích này đã được đề nghị trong hồ sơ khác ({nomination_id}); một thành tích chỉ nhận một hình thức khen thưởng.",
        "Another dossier ({nomination_id}) already proposes this achievement; one achievement gets one award.",
    ),
    "achievement-higher-form": Text(
        "Thành tích này đã được đề nghị ở hình thức thấp hơn ({nomination_id}); cần người có thẩm quyền quyết định hồ sơ nào được tiếp tục.",
        "Another dossier ({nomination_id}) proposes this achievement for a lower form; a person must settle which one goes on.",
    ),
    "consultation-due-needs-person": Text(
        "Chưa có quy định được xác nhận về thời hạn trả lời; người hỏi phải nêu ngày trả lời.",
        "No confirmed rule sets the time for an answer; whoever asks must name the day.",
    ),
    "publication-short": Text(
        "Thời gian đăng công khai là {days} ngày; cần ít nhất {least} ngày.",
        "It was published for {days} days; at least {least} are needed.",
    ),
    "publication-needs-person": Text(
        "Chưa có quy định được xác nhận về số ngày đăng công khai; người kết thúc phải nêu căn cứ cho là đủ.",
        "No confirmed rule sets how long it is published; whoever closes it must state on what ground it was long enough.",
    ),
    # requests that do not fit the case as it stands: answered only
    "nomination-over": Text(
        "Hồ sơ đã kết thúc hoặc đã rút.", "The dossier has come to its end or was withdrawn."
    ),
    "nomination-not-draft": Text(
        "Hồ sơ đã trình; chỉ sửa được khi còn soạn hoặc khi bị trả lại.",
        "The dossier is submitted; it can be edited only as a draft or once it was returned.",
    ),
    "too-many-drafts": Text(
        "Hồ sơ đã lưu {most} lần; hãy lập hồ sơ mới.",
        "The dossier was saved {most} times; open a new one.",
    ),
    "nomination-with-council": Text(
        "Hồ sơ đang ở Hội đồng nên chưa thể rút.",
        "A council has the dossier; it cannot be withdrawn now.",
    ),
    "supplement-of-nothing": Text(
        "Phải nêu loại tài liệu cần bổ sung.", "Name the kinds of documents that are asked for."
    ),
    "hold-cause-unknown": Text(
        "Quy định đang áp dụng không nêu nguyên nhân tạm dừng này.",
        "The rule in force does not name this cause for a hold.",
    ),
    "hold-ended": Text(
        "Lần tạm dừng mang mã này đã chấm dứt; tạm dừng mới phải có mã mới.",
        "The hold of this id has ended; a new one needs a new id.",
    ),
    "hold-unknown": Text("Hồ sơ không có lần tạm dừng này.", "The dossier has no such hold."),
    "hold-backwards": Text(
        "Ngày chấm dứt tạm dừng trước ngày tạm dừng.", "The hold would end before it began."
    ),
    "objection-not-open": Text(
        "Không có kiến nghị đang chờ xác minh mang mã này.", "No objection of this id waits for verification."
    ),
    "objection-not-verified": Text("Kiến nghị chưa được xác minh.", "The objection has not been verified."),
    "objection-concluded-otherwise": Text(
        "Kiến nghị đã có kết luận khác.", "The objection was concluded otherwise."
    ),
    "due-in-the-past": Text("Ngày trả lời đã qua.", "The day for the answer has passed."),
    "consultation-unknown": Text("Không có lần hiệp y này.", "There is no such consultation."),
    "consultation-answered-otherwise": Text(
        "Cơ quan được hỏi đã trả lời khác.", "The body that was asked has answered otherwise."
    ),
    "publication-exists": Text(
        "Lần đăng công khai này đã được ghi với nội dung khác.",
        "This publication is already recorded with other content.",
    ),
    "publication-backwards": Text(
        "Thời gian đăng công khai kết thúc trước khi bắt đầu.", "The publication ends before it begins."
    ),
    "publication-unknown": Text("Không có lần đăng công khai này.", "There is no such publication."),
    "publication-running": Text(
        "Hồ sơ còn đăng công khai đến ngày {until}.", "The dossier is published until {until}."
    ),
    "forward-to-one": Text(
        "Chỉ trình một cơ quan: trong hệ thống hoặc ngoài hệ thống.",
        "Forward to one body: an organisation here, or one outside.",
    ),
    "nobody-above": Text(
        "Chưa biết cơ quan cấp trên; phải nêu nơi trình.",
        "No organisation above is known; name where it is forwarded to.",
    ),
    "nomination-underway": Text(
        "Hồ sơ đang trên đường đến nơi khác.", "The dossier is on its way to somebody else."
    ),
    "not-the-holder": Text("Hồ sơ đang do {organisation_id} giữ.", "The dossier is with {organisation_id}."),
    "level-passed-already": Text(
        "Hồ sơ đã qua {organisation_id}.", "The dossier has passed {organisation_id} already."
    ),
    "level-below-first": Text(
        "Hồ sơ đang ở cấp trên; phải trả về cấp dưới trước khi trả lại đơn vị.",
        "The dossier is at a higher level; it goes down level by level before it is returned to the unit.",
    ),
    "nothing-underway": Text("Không có hồ sơ nào đang trình đến đây.", "No dossier is on its way to here."),
    "external-answers-on-paper": Text(
        "Cơ quan ngoài hệ thống trả lời bằng văn bản; phải ghi theo văn bản.",
        "A body outside answers by a document; it must be entered from that document.",
    ),
    "council-not-concluded": Text(
        "Hội đồng chưa có kết quả về hồ sơ này.", "The council has no result on this dossier yet."
    ),
    "council-not-passed": Text(
        "Hội đồng không thông qua hồ sơ này.", "The council did not pass this dossier."
    ),
    "council-voted-already": Text(
        "Hội đồng này đã biểu quyết về hồ sơ.", "This council has voted on the dossier already."
    ),
    "achievement-exists": Text(
        "Thành tích này đã được mô tả với nội dung khác.",
        "This achievement is already described with other content.",
    ),
    "achievement-of-nobody": Text("Phải nêu thành tích là của ai.", "Name whose achievement it is."),
    "achievement-of-another": Text(
        "Thành tích này được ghi là của người hoặc tập thể khác.",
        "This achievement is recorded as that of somebody else.",
    ),
    "achievement-period-reversed": Text(
        "Thời gian tính thành tích kết thúc trước khi bắt đầu.",
        "The period the achievement is counted over ends before it begins.",
    ),
    "achievement-not-claimed": Text(
        "Chưa hồ sơ nào đề nghị thành tích này.", "No dossier proposes this achievement."
    ),
    "achievement-rewarded": Text(
        "Thành tích này đã được khen thưởng.", "This achievement has been rewarded."
    ),
    "nomination-of-another-achievement": Text(
        "Hồ sơ này đề nghị một thành tích khác.", "This dossier proposes another achievement."
    ),
}

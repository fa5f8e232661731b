"""Every code this context refuses with, and the sentence a person reads for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from shared.errors import InvalidInput, NotFound, Rejected
from shared.rules import RULE_AMBIGUOUS, RULE_MISSING
from shared.texts import Text

SENTENCES: Mapping[str, Text] = {
    # acts that a rule refuses: events of the case
    "nomination-held": Text(
        "Hồ sơ đang tạm dừng từ ngày {since} (mã tạm dừng {hold}); không biểu quyết, quyết định hoặc tặng thưởng.",
        "The nomination is on hold since {since} (hold {hold}); nothing on it is voted, decided or granted.",
    ),
    "off-agenda": Text(
        "Hồ sơ đã ra khỏi chương trình của Hội đồng ngày {left} ({why}); kết quả biểu quyết ở đó không còn là căn cứ: "
        "Hội đồng của cấp đang giữ hồ sơ phải xét lại.",
        "The nomination left the council's agenda on {left} ({why_en}); what was voted there is no ground any more: the "
        "council of the level that has the dossier must judge it.",
    ),
    "decided-and-left": Text(
        "Hồ sơ rời Hội đồng khi đã có Quyết định {number} ngày {dated} chưa được hồ sơ ghi nhận; cần người có thẩm quyền "
        "xử lý.",
        "The nomination left the council while decision {number} of {dated} stood, which its dossier had not noted yet; a "
        "person with authority must settle it.",
    ),
    "no-quorum": Text(
        "Phiên họp có {present} trên {members} thành viên dự; cần ít nhất {needed}.",
        "{present} of {members} members attend the session; at least {needed} are needed.",
    ),
    "selection-quota": Text(
        "Hội đồng chọn {given} điển hình; kế hoạch quy định từ {minimum} đến {maximum}.",
        "The council selected {given} models; the plan asks for {minimum} to {maximum}.",
    ),
    "threshold-unattainable": Text(
        "Cần {needed} phiếu tán thành nhưng chỉ có {eligible} người được biểu quyết; không kết quả nào có thể đạt.",
        "{needed} votes in favour are needed but only {eligible} may vote; nothing can pass.",
    ),
    "no-authority": Text(
        "Người ký không có thẩm quyền quyết định {form_vi}; thẩm quyền thuộc {competent_vi}.",
        "The signatory has no authority over {form_en}; it lies with {competent_en}.",
    ),
    "authority-unknown": Text(
        "Chưa có quy định về thẩm quyền quyết định {form_vi} cho ngày {day}; cần người có thẩm quyền bổ sung.",
        "No rule says who decides {form_en} on {day}; a person must supply it.",
    ),
    "own-award": Text(
        "Không ai được quyết định khen thưởng cho chính mình; hồ sơ phải trình cấp trên: {higher_vi}.",
        "Nobody decides their own award; the case goes upward, to {higher_en}.",
    ),
    "chair-decides": Text(
        "{member} chủ trì Hội đồng xét hồ sơ này rồi quyết định khen thưởng.",
        "{member} chaired the council that judged this nomination and then decides it.",
    ),
    "recused-votes": Text(
        "{member} đã rút khỏi việc này nên không biểu quyết.",
        "{member} takes no part in this item and so has no vote.",
    ),
    "own-vote": Text(
        "{member} là người được đề nghị trong hồ sơ này nên không biểu quyết về chính mình.",
        "{member} is the one proposed and does not vote on their own award.",
    ),
    "proposer-votes": Text(
        "{member} đã đề nghị hồ sơ này và lại biểu quyết về hồ sơ ấy trong Hội đồng.",
        "{member} proposed this nomination and also votes on it in the council.",
    ),
    "subject-not-recused": Text(
        "{member} là người được đề nghị và là thành viên Hội đồng; phải rút khỏi việc này trước khi biểu quyết.",
        "{member} is the one proposed and sits on the council; they must be recused before the vote.",
    ),
    "vote-not-passed": Text(
        "Hội đồng chưa biểu quyết thông qua hồ sơ này.", "The council has not passed this nomination."
    ),
    "form-not-voted": Text(
        "Hội đồng biểu quyết hình thức khác với hình thức được quyết định.",
        "The council voted on another form than the one decided.",
    ),
    "ballot-not-secret": Text(
        "Đối với {form_vi} phải bỏ phiếu kín; biểu quyết công khai không thay được phiếu kín.",
        "On {form_en} a council votes by secret ballot; a show of hands is none.",
    ),
    "signatory-not-caller": Text(
        "Người quyết định phải ký với vai trò của chính mình.", "Whoever decides signs in their own role."
    ),
    "achievement-already-rewarded": Text(
        "Thành tích này đã được khen thưởng theo quyết định khác (mã {award_id}).",
        "This achievement has already been rewarded (award {award_id}).",
    ),
    # requests that do not fit the case as it stands: answered only
    "council-exists": Text(
        "Hội đồng này đã được thành lập với nội dung khác.",
        "This council is already constituted with other content.",
    ),
    "council-not-found": Text("Không có hội đồng này.", "There is no such council."),
    "member-twice": Text("Ủy viên {member} được nêu hai lần.", "The member {member} is named twice."),
    "council-outside": Text(
        "Tổ chức đảng xét khen thưởng theo quy định riêng; ở đây chỉ ghi nhận, không lập hội đồng.",
        "Party bodies give awards by rules of their own; here they are only recorded and have no council.",
    ),
    "council-needs-one-chair": Text(
        "Hội đồng phải có đúng một Chủ tịch.", "A council has exactly one chair."
    ),
    "session-exists": Text(
        "Phiên họp này đã được triệu tập với nội dung khác.",
        "This session is already convened with other content.",
    ),
    "case-unknown": Text(
        "Hồ sơ {case} chưa đến Hội đồng nên chưa thể triệu tập phiên họp về hồ sơ này.",
        "The case {case} has not reached the council yet; no session can be convened about it.",
    ),
    "case-of-another": Text(
        "Hồ sơ {case} thuộc tổ chức khác với tổ chức của Hội đồng.",
        "The case {case} belongs to another organisation than the council's.",
    ),
    "session-not-found": Text("Không có phiên họp này.", "There is no such session."),
    "session-not-held-yet": Text(
        "Phiên họp diễn ra ngày {held_on}; chưa thể ghi việc của phiên họp trước ngày đó.",
        "The session is on {held_on}; nothing of it can be recorded before that day.",
    ),
    "session-of-another-council": Text(
        "Phiên họp này không phải của hội đồng xét việc này.",
        "This session is not one of the council that judges this.",
    ),
    "attendance-already-recorded": Text(
        "Điểm danh đã được ghi với danh sách khác.", "Attendance is already recorded with other names."
    ),
    "attendance-not-recorded": Text(
        "Phiên họp chưa được điểm danh.", "Attendance of the session is not recorded yet."
    ),
    "not-a-member": Text(
        "{member} không phải là thành viên Hội đồng tại phiên họp này.",
        "{member} is not a member of the council in this session.",
    ),
    "minutes-already-recorded": Text(
        "Biên bản phiên họp đã được ghi với nội dung khác.", "Other minutes are already recorded."
    ),
    "selection-not-open": Text(
        "Danh sách tổng hợp của kế hoạch này chưa đến Hội đồng.",
        "The consolidated list of this plan has not reached the council.",
    ),
    "selection-already-open": Text(
        "Hội đồng đã nhận một danh sách tổng hợp khác của kế hoạch này.",
        "The council already has another consolidated list of this plan.",
    ),
    "already-selected": Text(
        "Hội đồng đã lựa chọn với kết quả khác.", "The council has already selected otherwise."
    ),
    "unknown-model": Text(
        "Điển hình {model_id} không có trong danh sách tổng hợp.",
        "The model {model_id} is not on the consolidated list.",
    ),
    "model-twice": Text("Điển hình {model_id} được nêu hai lần.", "The model {model_id} is named twice."),
    "verdict-missing": Text(
        "Điển hình {model_id} chưa được chọn cũng chưa có lý do không chọn.",
        "The model {model_id} is neither chosen nor given a reason.",
    ),
    "item-not-found": Text(
        "Hồ sơ này chưa có trong chương trình của Hội đồng.",
        "This nomination is not on the council's agenda.",
    ),
    "item-exists": Text(
        "Hồ sơ này đã có trong chương trình với nội dung khác.",
        "This nomination is already on the agenda with other content.",
    ),
    "vote-already-open": Text(
        "Biểu quyết đã được mở tại một phiên họp khác.", "The vote is already open in another session."
    ),
    "vote-not-open": Text("Biểu quyết chưa được mở.", "The vote is not open yet."),
    "vote-closed": Text("Biểu quyết đã đóng.", "The vote is closed."),
    "not-present": Text(
        "{member} không dự phiên họp nên không biểu quyết công khai.",
        "{member} does not attend the session and so has no open vote.",
    ),
    "already-voted": Text("Ủy viên đã biểu quyết khác.", "The member has already voted otherwise."),
    "vote-in-person": Text(
        "Mỗi ủy viên tự biểu quyết; không biểu quyết thay.",
        "Each member votes in person, nobody for another.",
    ),
    "voter-not-named": Text(
        "Phiếu trên giấy phải nêu ủy viên đã biểu quyết.", "A vote on paper names the member who voted."
    ),
    "not-on-council": Text(
        "{member} không phải là thành viên Hội đồng xét hồ sơ này.",
        "{member} is not a member of the council that judges this nomination.",
    ),
    "recusal-in-person": Text(
        "Mỗi ủy viên tự khai rút khỏi việc; với người khác thì Thư ký hoặc Chủ tịch Hội đồng yêu cầu.",
        "Each member declares for themselves; of others it is demanded by the secretary or the chair.",
    ),
    "recused-not-named": Text(
        "Việc rút khỏi việc ghi trên giấy phải nêu ủy viên nào.", "A recusal on paper names the member."
    ),
    "recusal-after-opening": Text(
        "Biểu quyết đã mở; người được biểu quyết đã chốt.", "The vote is open; who may vote is fixed."
    ),
    "already-decided": Text("Hồ sơ đã có quyết định khác.", "The nomination is already decided otherwise."),
    "decision-not-found": Text(
        "Chưa có quyết định cho hồ sơ này.", "There is no decision on this nomination."
    ),
    "rule-missing": RULE_MISSING,
    "rule-ambiguous": RULE_AMBIGUOUS,
    "not-granted": Text("Phần thưởng chưa được tặng.", "The award is not granted yet."),
    "already-presented": Text(
        "Phần thưởng đã được trao vào ngày khác hoặc do người khác trao.",
        "The award was already presented, on another day or by somebody else.",
    ),
    "award-cancelled": Text(
        "Quyết định khen thưởng đã bị hủy theo Quyết định {number} ngày {dated}.",
        "The award was cancelled by decision {number} of {dated}.",
    ),
    "award-declined": Text(
        "Người được khen đã từ chối nhận ngày {declined}.",
        "Whoever the award is for refused it on {declined}.",
    ),
    "already-declined": Text(
        "Việc từ chối nhận đã được ghi với ngày khác.", "The refusal is already recorded with another day."
    ),
    "declined-after-presentation": Text(
        "Phần thưởng đã được trao ngày {presented} nên không còn từ chối nhận được.",
        "The award was handed over on {presented}; it can no longer be refused.",
    ),
    "before-decision": Text(
        "Ngày nêu trước ngày {dated} của quyết định.",
        "The day given is before {dated}, that of the decision.",
    ),
    "correction-exists": Text(
        "Văn bản đính chính này đã được ghi với nội dung khác.",
        "This correction is already recorded with other content.",
    ),
    "nothing-to-recover": Text(
        "Không có gì như vậy phải thu hồi của phần thưởng này.",
        "Nothing of that kind is to come back of this award.",
    ),
    "already-recovered": Text(
        "Việc thu hồi đã được ghi với ngày hoặc văn bản khác.",
        "The recovery is already recorded with another day or document.",
    ),
    "person-unknown": Text(
        "Ở đây chưa biết người nào mang mã {person_id}; nếu vừa đăng ký, xin thử lại sau ít giây.",
        "No person {person_id} is known here; if they were just registered, try again in some seconds.",
    ),
}

FORMS: Mapping[str, Text] = {
    "giay_khen": Text("giấy khen", "the certificate of commendation (giấy khen)"),
    "bang_khen": Text("bằng khen", "the certificate of merit (bằng khen)"),
    "lao_dong_tien_tien": Text(
        "danh hiệu Lao động tiên tiến", "the title Lao động tiên tiến (advanced worker)"
    ),
    "cstd_co_so": Text(
        "danh hiệu Chiến sĩ thi đua cơ sở", "the title Chiến sĩ thi đua cơ sở (grass-roots emulation soldier)"
    ),
    "cstd_tinh": Text(
        "danh hiệu Chiến sĩ thi đua Bộ, ban, ngành, tỉnh",
        "the title Chiến sĩ thi đua of a ministry or province (emulation soldier)",
    ),
    "cstd_toan_quoc": Text(
        "danh hiệu Chiến sĩ thi đua toàn quốc",
        "the title Chiến sĩ thi đua toàn quốc (national emulation soldier)",
    ),
    "tap_the_lao_dong_tien_tien": Text(
        "danh hiệu Tập thể lao động tiên tiến", "the title Tập thể lao động tiên tiến (advanced collective)"
    ),
    "tap_the_lao_dong_xuat_sac": Text(
        "danh hiệu Tập thể lao động xuất sắc", "the title Tập thể lao động xuất sắc (excellent collective)"
    ),
    "co_thi_dua_tinh": Text(
        "Cờ thi đua của Bộ, ban, ngành, tỉnh", "the emulation flag of a ministry or province"
    ),
    "co_thi_dua_chinh_phu": Text("Cờ thi đua của Chính phủ", "the emulation flag of the Government"),
}
"""How a sentence names a form of commendation (hình thức khen thưởng) or a title (danh hiệu)."""

MALFORMED_DIGEST = Text(
    "phải là SHA-256, 64 chữ số thập lục phân thường", "must be a SHA-256 of 64 lower-case hex digits"
)
MALFORMED_CASE = Text("phải là hồ sơ plan-… hoặc nomination-…", "must be a case plan-… or nomination-…")


def rejected(code: str, citation: str = "", **facts: str) -> Rejected:
    """The answer for *code*; every code has its sentence above."""
    return Rejected(code, SENTENCES[code], citation=citation, facts=facts)


def not_found(code: str) -> NotFound:
    """The answer for a thing that is not there; every code has its sentence above."""
    return NotFound(code, SENTENCES[code])


def malformed(field: str, fault: Text) -> InvalidInput:
    """The answer for a field whose text has the wrong form."""
    return InvalidInput(fields={field: fault})


def day_text(day: date) -> str:
    """A day as Vietnamese documents write it: 25/3/2021."""
    return f"{day.day}/{day.month}/{day.year}"

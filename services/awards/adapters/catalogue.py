"""The catalogue of this context: each event it owns, with its meaning and the sentence a timeline tells."""

from __future__ import annotations

from collections.abc import Mapping

from services.awards.domain.achievement import AchievementRewarded
from services.awards.domain.award_messages import AwardGranted, AwardPresented, DecisionIssued
from services.awards.domain.council import CouncilConstituted
from services.awards.domain.item_messages import OpenVoteCast, VoteClosed, VoteItemOpened, VoteOpened
from services.awards.domain.refusals import SENTENCES
from services.awards.domain.selection_messages import ModelsSelected, SelectionOpened
from services.awards.domain.session_messages import AttendanceRecorded, MinutesRecorded, SessionConvened
from shared.acts import ActRefused
from shared.catalogue import Catalogue, EventKind
from shared.texts import Text

SERVICE = "awards"

KINDS = (
    EventKind(
        CouncilConstituted,
        Text(
            "Một Hội đồng thi đua, khen thưởng được thành lập theo quyết định.",
            "A council of emulation and commendation was constituted by decision.",
        ),
        Text(
            "{actor} thành lập {name} theo Quyết định {decision_number}, gồm {n_members} thành viên",
            "{actor} constituted {name} by decision {decision_number}, with {n_members} members",
        ),
    ),
    EventKind(
        SessionConvened,
        Text(
            "Một phiên họp Hội đồng được triệu tập; thành viên được chốt cho phiên này.",
            "A council was convened; its members are fixed for this session.",
        ),
        Text(
            "{actor} triệu tập {council_id} họp ngày {held_on}", "{actor} convened {council_id} for {held_on}"
        ),
    ),
    EventKind(
        AttendanceRecorded,
        Text("Phiên họp được điểm danh.", "Attendance of the session was recorded."),
        Text(
            "{actor} điểm danh: {n_present} thành viên có mặt", "{actor} recorded {n_present} members present"
        ),
    ),
    EventKind(
        MinutesRecorded,
        Text("Biên bản phiên họp được ghi kèm mã băm của tệp.", "The minutes were recorded by their digest."),
        Text("{actor} ghi biên bản phiên họp số {number}", "{actor} recorded the minutes, number {number}"),
    ),
    EventKind(
        SelectionOpened,
        Text(
            "Danh sách tổng hợp của một kế hoạch đã đến Hội đồng.",
            "A plan's consolidated list reached the council.",
        ),
        Text(
            "Hội đồng nhận danh sách {n_candidates} điển hình để chọn từ {minimum} đến {maximum}",
            "The council received {n_candidates} models to select {minimum} to {maximum} from",
        ),
    ),
    EventKind(
        ModelsSelected,
        Text(
            "Hội đồng lựa chọn điển hình, có lý do cho từng điển hình không được chọn.",
            "The council selected models, with a reason for each one not chosen.",
        ),
        Text(
            "{actor} ghi nhận Hội đồng chọn {n_chosen} điển hình, không chọn {n_not_chosen} điển hình có nêu lý do",
            "{actor} recorded that the council selected {n_chosen} models and, with reasons, not {n_not_chosen}",
        ),
    ),
    EventKind(
        VoteItemOpened,
        Text(
            "Một hồ sơ đề nghị được đưa vào chương trình của Hội đồng.",
            "A nomination came onto a council's agenda.",
        ),
        Text(
            "Hồ sơ đề nghị tặng {form} cho {subject_id} vào chương trình của {council_id}",
            "The nomination of {subject_id} for a {form} came onto the agenda of {council_id}",
        ),
    ),
    EventKind(
        VoteOpened,
        Text(
            "Biểu quyết công khai bắt đầu; người được biểu quyết và số phiếu cần thiết được chốt.",
            "The open vote began; who may vote and how many must agree are fixed.",
        ),
        Text(
            "{actor} mở biểu quyết: {n_eligible} trên {n_members} thành viên biểu quyết, cần {needed} phiếu tán thành",
            "{actor} opened the vote: {n_eligible} of {n_members} members vote, {needed} in favour are needed",
        ),
    ),
    EventKind(
        OpenVoteCast,
        Text("Một thành viên biểu quyết công khai.", "A member voted by show of hands."),
        Text("{member} biểu quyết: {choice}", "{member} voted: {choice}"),
    ),
    EventKind(
        VoteClosed,
        Text("Biểu quyết kết thúc và được kiểm đếm.", "The vote ended and was counted."),
        Text(
            "{actor} đóng biểu quyết: {in_favour} tán thành, {against} không tán thành, {abstained} không biểu quyết "
            "trên {members} thành viên; cần {needed}; thông qua: {passed}",
            "{actor} closed the vote: {in_favour} for, {against} against, {abstained} abstaining of {members} "
            "members; {needed} needed; passed: {passed}",
        ),
    ),
    EventKind(
        DecisionIssued,
        Text(
            "Người có thẩm quyền quyết định hình thức khen thưởng cho một thành tích.",
            "A competent person decided a form of commendation for one achievement.",
        ),
        Text(
            "{actor} ban hành Quyết định {number} ngày {dated} tặng {form} cho {subject_id}",
            "{actor} issued decision {number} of {dated}: {form} for {subject_id}",
        ),
    ),
    EventKind(
        AwardGranted,
        Text("Phần thưởng được tặng theo quyết định.", "The award was granted by force of the decision."),
        Text("{subject_id} được tặng {form}", "{subject_id} was granted a {form}"),
    ),
    EventKind(
        AwardPresented,
        Text("Phần thưởng được trao.", "The award was handed over."),
        Text(
            "{actor} ghi nhận phần thưởng được trao ngày {presented_on}",
            "{actor} recorded that the award was handed over on {presented_on}",
        ),
    ),
    EventKind(
        AchievementRewarded,
        Text(
            "Một thành tích đã được khen thưởng; không khen thưởng lần nữa cho thành tích ấy.",
            "An achievement was rewarded; no other award may follow for it.",
        ),
        Text(
            "Thành tích {achievement_id} được ghi là đã khen thưởng",
            "The achievement {achievement_id} is noted as rewarded",
        ),
    ),
    EventKind(
        ActRefused,
        Text(
            "Một yêu cầu bị từ chối theo quy định; không có gì thay đổi.",
            "A rule refused a request; nothing changed.",
        ),
        Text("Yêu cầu của {actor} bị từ chối: {refusal}", "The request of {actor} was refused: {refusal}"),
    ),
)

VALUES: Mapping[str, Mapping[str, Text]] = {
    "form": {
        "giay_khen": Text("giấy khen", "certificate of commendation"),
        "bang_khen": Text("bằng khen", "certificate of merit"),
    },
    "choice": {
        "for": Text("tán thành", "in favour"),
        "against": Text("không tán thành", "against"),
        "abstain": Text("không biểu quyết", "abstaining"),
    },
}
"""What the values of a field are called in a sentence."""

CATALOGUE = Catalogue(service=SERVICE, kinds=KINDS, refusals=SENTENCES)

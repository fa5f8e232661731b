"""The catalogue of this context: each event it owns, with its meaning and the sentence a timeline tells."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from services.awards.domain.achievement import AchievementFreed, AchievementRewarded
from services.awards.domain.award_messages import AwardGranted, AwardPresented, DecisionIssued
from services.awards.domain.council import CouncilConstituted
from services.awards.domain.holding import HoldLifted, HoldNoted
from services.awards.domain.item_messages import OpenVoteCast, VoteClosed, VoteItemOpened, VoteOpened
from services.awards.domain.leaving import WHY, ItemTakenOffAgenda
from services.awards.domain.life_messages import (
    AwardCancelled,
    AwardCorrected,
    AwardDeclined,
    AwardRecovered,
)
from services.awards.domain.recusal_messages import RecusalDeclared, RecusalDemanded
from services.awards.domain.refusals import SENTENCES
from services.awards.domain.selection_messages import ModelsSelected, SelectionOpened
from services.awards.domain.separation import DutiesCombined
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
            "The nomination of {subject_id} for the {form} came onto the agenda of {council_id}",
        ),
        version=4,
        upcasters={
            1: lambda data: {**data, "proposers": []},
            2: lambda data: {**data, "dossier_version": 0},
            3: lambda data: {**data},  # version 4 allows titles
        },
    ),
    EventKind(
        ItemTakenOffAgenda,
        Text(
            "Một hồ sơ được đưa ra khỏi chương trình của Hội đồng; kết quả biểu quyết ở đó không còn là căn cứ quyết định.",
            "A nomination was taken off a council's agenda; what was voted there is no ground for a decision any more.",
        ),
        Text(
            "Hồ sơ ra khỏi chương trình của {council_id} vì {ground}; kết quả biểu quyết ở đó không còn là căn cứ",
            "The nomination left the agenda of {council_id}, for {ground}; what was voted there is no ground any more",
        ),
    ),
    EventKind(
        HoldNoted,
        Text(
            "Hội đồng và người quyết định biết hồ sơ đang tạm dừng.",
            "The council and whoever decides know that the nomination is on hold.",
        ),
        Text(
            "Hồ sơ tạm dừng từ ngày {opened_on}: không biểu quyết, không quyết định",
            "The nomination is on hold from {opened_on}: no vote, no decision",
        ),
    ),
    EventKind(
        HoldLifted,
        Text(
            "Hội đồng và người quyết định biết một lần tạm dừng đã chấm dứt.",
            "The council and whoever decides know that a hold ended.",
        ),
        Text("Một lần tạm dừng của hồ sơ đã chấm dứt", "A hold of the nomination ended"),
    ),
    EventKind(
        RecusalDeclared,
        Text(
            "Một thành viên Hội đồng tự rút khỏi việc xét một hồ sơ, có nêu lý do.",
            "A member of the council declared that they take no part in an item, with the reason.",
        ),
        Text("{member} tự rút khỏi việc này: {reason}", "{member} takes no part in this item: {reason}"),
    ),
    EventKind(
        RecusalDemanded,
        Text(
            "Chủ tịch hoặc Thư ký Hội đồng yêu cầu một thành viên rút khỏi việc xét một hồ sơ, có nêu lý do.",
            "The chair or the secretary demanded that a member take no part in an item, with the reason.",
        ),
        Text(
            "{actor} yêu cầu {member} rút khỏi việc này: {reason}",
            "{actor} demanded that {member} take no part in this item: {reason}",
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
        DutiesCombined,
        Text(
            "Một người có hai phần việc trong cùng hồ sơ; quy định cho phép và đòi hỏi phải nêu rõ.",
            "One person has two parts in a case; a rule allows it and asks that it be told.",
        ),
        Text(
            "{member} vừa {apart_from} vừa {duty} trong cùng hồ sơ; được phép và phải nêu rõ",
            "{member} both {apart_from} and {duty} in one case; it is allowed and must be told",
        ),
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
        version=2,
        upcasters={1: lambda data: {**data}},  # version 2 allows titles
    ),
    EventKind(
        AwardGranted,
        Text("Phần thưởng được tặng theo quyết định.", "The award was granted by force of the decision."),
        Text("{subject_id} được tặng {form}", "{subject_id} was granted the {form}"),
        version=2,
        upcasters={1: lambda data: {**data, "number": None, "dated": None}},  # version 2 also allows titles
    ),
    EventKind(
        AwardPresented,
        Text("Phần thưởng được trao.", "The award was handed over."),
        Text(
            "{actor} ghi nhận phần thưởng được trao ngày {presented_on} (người trao: {presenter_id})",
            "{actor} recorded that the award was handed over on {presented_on} (by: {presenter_id})",
        ),
        version=2,
        upcasters={1: lambda data: {**data, "presenter_id": None}},
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
        AchievementFreed,
        Text(
            "Phần thưởng cho một thành tích không còn; thành tích ấy lại có thể được khen thưởng.",
            "The award for an achievement no longer stands; the achievement may be rewarded again.",
        ),
        Text(
            "Thành tích {achievement_id} không còn phần thưởng {award_id}",
            "The achievement {achievement_id} no longer bears the award {award_id}",
        ),
    ),
    EventKind(
        AwardDeclined,
        Text(
            "Người hoặc tập thể được khen từ chối nhận trước khi trao.",
            "Whoever the award is for refused it before it was handed over.",
        ),
        Text(
            "{subject_id} từ chối nhận phần thưởng ngày {declined_on}: {reason}",
            "{subject_id} refused the award on {declined_on}: {reason}",
        ),
    ),
    EventKind(
        AwardCorrected,
        Text(
            "Quyết định khen thưởng được đính chính bằng một văn bản riêng; điều đã ghi trước vẫn còn.",
            "A document of its own corrected the decision; what stood before stays readable.",
        ),
        Text(
            "{actor} đính chính quyết định bằng văn bản {document_number} ngày {document_dated} "
            "(số đúng: {number}; ngày đúng: {dated}): {reason}",
            "{actor} corrected the decision by document {document_number} of {document_dated} "
            "(right number: {number}; right day: {dated}): {reason}",
        ),
    ),
    EventKind(
        AwardCancelled,
        Text(
            "Quyết định khen thưởng bị hủy bằng một quyết định khác; không có gì bị xóa.",
            "The award was cancelled by another decision; nothing is deleted.",
        ),
        Text(
            "{actor} hủy bỏ việc tặng {form} cho {subject_id} bằng Quyết định {number} ngày {dated}, vì {cancelled_for}: {reason}",
            "{actor} cancelled the {form} of {subject_id} by decision {number} of {dated}, for {cancelled_for}: {reason}",
        ),
    ),
    EventKind(
        AwardRecovered,
        Text(
            "Hiện vật hoặc tiền thưởng của phần thưởng bị hủy đã được thu hồi.",
            "The object or the money of a cancelled award came back.",
        ),
        Text(
            "{actor} ghi nhận đã thu hồi {what} ngày {recovered_on}, theo văn bản {document_number}",
            "{actor} recorded that {what} came back on {recovered_on}, by document {document_number}",
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
        "lao_dong_tien_tien": Text(
            "danh hiệu Lao động tiên tiến", "title Lao động tiên tiến (advanced worker)"
        ),
        "cstd_co_so": Text(
            "danh hiệu Chiến sĩ thi đua cơ sở", "title Chiến sĩ thi đua cơ sở (grass-roots emulation soldier)"
        ),
        "cstd_tinh": Text(
            "danh hiệu Chiến sĩ thi đua Bộ, ban, ngành, tỉnh",
            "title Chiến sĩ thi đua of a ministry or province (emulation soldier)",
        ),
        "cstd_toan_quoc": Text(
            "danh hiệu Chiến sĩ thi đua toàn quốc",
            "title Chiến sĩ thi đua toàn quốc (national emulation soldier)",
        ),
        "tap_the_lao_dong_tien_tien": Text(
            "danh hiệu Tập thể lao động tiên tiến", "title Tập thể lao động tiên tiến (advanced collective)"
        ),
        "tap_the_lao_dong_xuat_sac": Text(
            "danh hiệu Tập thể lao động xuất sắc", "title Tập thể lao động xuất sắc (excellent collective)"
        ),
        "co_thi_dua_tinh": Text(
            "Cờ thi đua của Bộ, ban, ngành, tỉnh", "emulation flag of a ministry or province"
        ),
        "co_thi_dua_chinh_phu": Text("Cờ thi đua của Chính phủ", "emulation flag of the Government"),
    },
    "ground": WHY,
    "cancelled_for": {
        "fraud": Text("gian dối trong kê khai thành tích", "fraud in declaring achievements"),
        "false_information": Text(
            "cung cấp thông tin sai hoặc làm giả hồ sơ, giấy tờ", "false information or forged papers"
        ),
        "unlawful": Text(
            "thẩm định, xét, duyệt hoặc đề nghị trái pháp luật",
            "appraisal, consideration, approval or proposal against the law",
        ),
        "violation": Text(
            "vi phạm trong thời gian tính thành tích",
            "a violation within the time the achievement was counted",
        ),
    },
    "what": {
        "insignia": Text("hiện vật khen thưởng", "the object of the award"),
        "bonus": Text("tiền thưởng", "the bonus"),
    },
    "duty": {
        "vote": Text("biểu quyết", "votes"),
        "decide": Text("quyết định khen thưởng", "decides the award"),
    },
    "apart_from": {
        "chair": Text("chủ trì Hội đồng", "chaired the council"),
        "propose": Text("đề nghị", "proposed it"),
        "subject": Text("là người được đề nghị", "is the one proposed"),
        "recused": Text("đã rút khỏi việc", "took no part"),
    },
    "choice": {
        "for": Text("tán thành", "in favour"),
        "against": Text("không tán thành", "against"),
        "abstain": Text("không biểu quyết", "abstaining"),
    },
}
"""What the values of a field are called in a sentence."""

CATALOGUE = Catalogue(
    service=SERVICE,
    kinds=KINDS,
    refusals=SENTENCES,
    former=Path(__file__).with_name("former_schemas.json"),
)

"""The catalogue's part on the way of dossiers up and down, and on achievements: meaning and sentence of each event."""

from __future__ import annotations

from services.nominations.domain.achievement_messages import (
    AchievementClaimed,
    AchievementDescribed,
    AchievementFreed,
    AchievementReassigned,
    AchievementSettled,
)
from services.nominations.domain.forwarding_messages import (
    CouncilResultNoted,
    ExternalAnswered,
    NominationDeclined,
    NominationForwarded,
    ReceivedAtLevel,
    ResultSentDown,
    ReturnedDown,
)
from shared.catalogue import EventKind
from shared.texts import Text

UPWARD = (
    EventKind(
        NominationForwarded,
        Text("Hồ sơ được trình lên cấp trên kèm tờ trình.", "The dossier was forwarded upward."),
        Text(
            "{from_id} trình hồ sơ lên {recipient} theo Tờ trình {number} ngày {dated}",
            "{from_id} forwarded the dossier to {recipient} by submission {number} of {dated}",
        ),
    ),
    EventKind(
        ReceivedAtLevel,
        Text(
            "Cấp trên tiếp nhận hồ sơ; từ đây cố định quy định của cấp ấy.",
            "A higher level received the dossier; this pins the rules of that level.",
        ),
        Text("{organisation_id} tiếp nhận hồ sơ", "{organisation_id} received the dossier"),
    ),
    EventKind(
        ReturnedDown,
        Text("Hồ sơ bị trả về cấp dưới, có nêu lý do.", "The dossier was given back to the level below."),
        Text("{actor} trả hồ sơ về {to_id}: {reason}", "{actor} gave the dossier back to {to_id}: {reason}"),
    ),
    EventKind(
        ExternalAnswered,
        Text(
            "Cơ quan ngoài hệ thống trả lời bằng văn bản.", "A body outside the realm answered by a document."
        ),
        Text("{body} trả lời: {answer}", "{body} answered: {answer}"),
    ),
    EventKind(
        CouncilResultNoted,
        Text("Kết quả biểu quyết của Hội đồng đã về.", "The council's result came back."),
        Text(
            "Kết quả của {council_id} về hồ sơ đã được ghi nhận, thông qua: {passed}",
            "The result of {council_id} on the dossier was noted, passed: {passed}",
        ),
    ),
    EventKind(
        NominationDeclined,
        Text("Cấp đang giữ hồ sơ quyết định không khen thưởng.", "The level with the dossier declined it."),
        Text("{actor} quyết định không khen thưởng: {reason}", "{actor} decided not to commend: {reason}"),
    ),
    EventKind(
        ResultSentDown,
        Text("Kết quả được báo cho mọi cấp hồ sơ đã qua.", "The result came down to every level."),
        Text("Kết quả ({outcome}) được báo cho {levels}", "The result ({outcome}) was sent down to {levels}"),
    ),
)

ACHIEVEMENTS = (
    EventKind(
        AchievementDescribed,
        Text("Một thành tích được mô tả.", "An achievement was described."),
        Text(
            "{actor} mô tả thành tích {kind} của {n_subjects} cá nhân, tập thể: {description}",
            "{actor} described an achievement ({kind}) of {n_subjects} subjects: {description}",
        ),
    ),
    EventKind(
        AchievementClaimed,
        Text(
            "Một hồ sơ đã trình cho thành tích này; hồ sơ khác không được trình nữa.",
            "A dossier for this achievement was submitted; no other may be.",
        ),
        Text(
            "Thành tích được ghi nhận trong hồ sơ này, đề nghị tặng {form}",
            "The achievement is taken by this dossier, which proposes the {form}",
        ),
        version=2,
        upcasters={1: lambda data: {**data}},  # version 2 allows titles
    ),
    EventKind(
        AchievementFreed,
        Text(
            "Hồ sơ không đi đến khen thưởng; thành tích có thể được đề nghị lại.",
            "The dossier came to nothing; the achievement may be proposed again.",
        ),
        Text("Thành tích không còn gắn với hồ sơ này", "The achievement is no longer taken by this dossier"),
    ),
    EventKind(
        AchievementReassigned,
        Text(
            "Người có thẩm quyền giao thành tích cho hồ sơ khác đề nghị.",
            "A person settled that another dossier proposes the achievement.",
        ),
        Text(
            "{actor} giao thành tích từ {from_nomination_id} sang {nomination_id}: {reason}",
            "{actor} moved the achievement from {from_nomination_id} to {nomination_id}: {reason}",
        ),
        version=2,
        upcasters={1: lambda data: {**data}},  # version 2 allows titles
    ),
    EventKind(
        AchievementSettled,
        Text("Thành tích đã được khen thưởng.", "The achievement was rewarded."),
        Text(
            "Thành tích đã được khen thưởng theo loại hình {commendation_type}",
            "The achievement was rewarded ({commendation_type})",
        ),
    ),
)

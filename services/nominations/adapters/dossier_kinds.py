"""The catalogue's part on dossiers and achievements: meaning and sentence of each event."""

from __future__ import annotations

from services.nominations.adapters.level_kinds import ACHIEVEMENTS, UPWARD
from services.nominations.domain.consulting_messages import (
    NominationPublished,
    OpinionAsked,
    OpinionGiven,
    PublicationClosed,
)
from services.nominations.domain.drafting_messages import DraftSaved, NominationWithdrawn, SupplementAsked
from services.nominations.domain.holding_messages import (
    NominationHeld,
    NominationReleased,
    ObjectionConcluded,
    ObjectionReceived,
    ObjectionVerificationOpened,
)
from shared.catalogue import EventKind
from shared.texts import Text

AT_UNIT = (
    EventKind(
        DraftSaved,
        Text("Hồ sơ đang soạn được lưu; bản trước vẫn còn.", "A draft was saved; the one before stays."),
        Text(
            "{actor} lưu hồ sơ đề nghị tặng {form} cho {subject_id}",
            "{actor} saved the dossier proposing the {form} for {subject_id}",
        ),
        version=2,
        upcasters={1: lambda data: {**data, "year": None}},  # version 2 allows titles
    ),
    EventKind(
        NominationWithdrawn,
        Text("Đơn vị rút hồ sơ, có nêu lý do.", "The unit withdrew its dossier, with the reason."),
        Text("{actor} rút hồ sơ: {reason}", "{actor} withdrew the dossier: {reason}"),
    ),
    EventKind(
        SupplementAsked,
        Text("Đơn vị được yêu cầu bổ sung tài liệu.", "The unit was asked for documents."),
        Text("{actor} yêu cầu bổ sung {documents}: {reason}", "{actor} asked for the {documents}: {reason}"),
    ),
)

HOLDS = (
    EventKind(
        NominationHeld,
        Text(
            "Hồ sơ tạm dừng; trong thời gian đó không được trình, xét hoặc quyết định.",
            "The dossier is on hold: it is not put forward, judged or decided meanwhile.",
        ),
        Text(
            "{actor} tạm dừng hồ sơ từ ngày {opened_on} vì {cause}; {body} đang xử lý ({reference})",
            "{actor} put the dossier on hold from {opened_on} for {cause}; {body} handles it ({reference})",
        ),
    ),
    EventKind(
        NominationReleased,
        Text("Một lần tạm dừng chấm dứt, có nêu căn cứ.", "A hold ended on a ground."),
        Text(
            "{actor} chấm dứt tạm dừng từ ngày {released_on}: {ground}",
            "{actor} ended the hold on {released_on}: {ground}",
        ),
    ),
    EventKind(
        ObjectionReceived,
        Text(
            "Có kiến nghị về hồ sơ; không ghi danh tính và nội dung.",
            "An objection to the dossier was received; neither identity nor content is kept.",
        ),
        Text(
            "{actor} ghi nhận kiến nghị ngày {received_on}, qua kênh {channel}",
            "{actor} noted an objection of {received_on}, by {channel}",
        ),
    ),
    EventKind(
        ObjectionVerificationOpened,
        Text("Một kiến nghị được xác minh.", "An objection is being verified."),
        Text("{actor} chuyển xác minh kiến nghị", "{actor} had the objection verified"),
    ),
    EventKind(
        ObjectionConcluded,
        Text("Kiến nghị có kết luận.", "An objection was concluded."),
        Text(
            "{actor} ghi kết luận về kiến nghị, có cơ sở: {founded}; {ground}",
            "{actor} noted the conclusion on the objection, founded: {founded}; {ground}",
        ),
    ),
)

CONSULTATIONS = (
    EventKind(
        OpinionAsked,
        Text("Một cơ quan được lấy ý kiến hiệp y.", "A body was asked for its opinion."),
        Text("{actor} lấy ý kiến {body}, hạn {due_on}", "{actor} asked {body} for its opinion by {due_on}"),
    ),
    EventKind(
        OpinionGiven,
        Text("Cơ quan được hỏi đã trả lời.", "The body that was asked has answered."),
        Text("{actor} trả lời hiệp y: {opinion}", "{actor} answered the consultation: {opinion}"),
    ),
    EventKind(
        NominationPublished,
        Text("Hồ sơ được đăng công khai lấy ý kiến.", "The dossier was published for comment."),
        Text(
            "{actor} đăng công khai tại {place} từ {from_on} đến {to_on}",
            "{actor} published it at {place} from {from_on} to {to_on}",
        ),
    ),
    EventKind(
        PublicationClosed,
        Text("Việc đăng công khai kết thúc.", "A publication was closed."),
        Text("{actor} kết thúc đăng công khai sau {days} ngày", "{actor} closed it after {days} days"),
    ),
)

KINDS = (*AT_UNIT, *HOLDS, *CONSULTATIONS, *UPWARD, *ACHIEVEMENTS)

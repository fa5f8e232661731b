"""The part of the catalogue on recognising models (công nhận) and on the lists sent each year."""

from __future__ import annotations

from collections.abc import Mapping

from services.nominations.domain.recognition_fence import RecognitionEntered
from services.nominations.domain.recognition_messages import (
    ModelRecognised,
    RecognitionDecided,
    RecognitionJudged,
)
from services.nominations.domain.yearly_list_messages import (
    YearlyListDelivered,
    YearlyListPrepared,
    YearlyListSent,
)
from shared.catalogue import EventKind
from shared.texts import Text

KINDS = (
    EventKind(
        RecognitionJudged,
        Text(
            "Từng tiêu chuẩn công nhận điển hình được xét; tiêu chuẩn chưa rõ hoặc chưa xác nhận chờ người có thẩm quyền.",
            "Each criterion for recognising a model was judged; what is unclear or unconfirmed waits for a person.",
        ),
        Text(
            "{actor} xét {n_lines} tiêu chuẩn công nhận {model_id} năm {year}: {outcome}",
            "{actor} judged {n_lines} criteria for recognising {model_id} in {year}: {outcome}",
        ),
    ),
    EventKind(
        RecognitionDecided,
        Text(
            "Người có thẩm quyền kết luận những tiêu chuẩn mà quy định chưa quyết định được.",
            "A person decided what the criteria left open.",
        ),
        Text(
            "{actor} kết luận {n_settled} tiêu chuẩn của {model_id} năm {year}, {decision}: {reason}",
            "{actor} settled {n_settled} criteria of {model_id} for {year}, {decision}: {reason}",
        ),
    ),
    EventKind(
        ModelRecognised,
        Text(
            "Một điển hình được công nhận trong một năm, một lĩnh vực.",
            "A model was recognised for a year, in a field.",
        ),
        Text(
            "{subject_id} được công nhận điển hình năm {year}, lĩnh vực {field}",
            "{subject_id} was recognised as a model of {year}, field {field}",
        ),
    ),
    EventKind(
        RecognitionEntered,
        Text(
            "Việc công nhận được ghi vào chỗ duy nhất của cá nhân, tập thể trong năm và lĩnh vực.",
            "A recognition took the one place that its subject has for the year and field.",
        ),
        Text(
            "Việc công nhận {model_id} năm {year}, lĩnh vực {field} được ghi một lần",
            "The recognition of {model_id} for {year}, field {field}, was entered once",
        ),
    ),
    EventKind(
        YearlyListPrepared,
        Text(
            "Một cơ quan lập danh sách điển hình của năm, khen thưởng tách theo cơ quan tặng.",
            "An organisation drew up its models of a year, their awards apart by issuer.",
        ),
        Text(
            "{actor} lập danh sách {n_models} điển hình năm {year} của {organisation_id} gửi {recipient}",
            "{actor} drew up the list of {n_models} models of {organisation_id} for {year}, to be sent to {recipient}",
        ),
    ),
    EventKind(
        YearlyListSent,
        Text(
            "Danh sách điển hình của năm được gửi lên cấp trên.", "The yearly list of models was sent upward."
        ),
        Text(
            "{actor} gửi danh sách điển hình năm {year} của {organisation_id} đến {recipient}",
            "{actor} sent the list of models of {organisation_id} for {year} to {recipient}",
        ),
    ),
    EventKind(
        YearlyListDelivered,
        Text(
            "Nơi nhận đã nhận được danh sách điển hình của năm.",
            "The recipient got the yearly list of models.",
        ),
        Text(
            "Nơi nhận đã nhận danh sách điển hình năm {year} ngày {delivered_on}",
            "The list of models for {year} was received on {delivered_on}",
        ),
    ),
)

VALUES: Mapping[str, Mapping[str, Text]] = {
    "verdict": {
        "met": Text("đạt", "met"),
        "not_met": Text("không đạt", "not met"),
        "needs_person": Text("chờ người có thẩm quyền", "waits for a person"),
    },
    "decision": {
        "recognised": Text("công nhận", "recognised"),
        "not_recognised": Text("không công nhận", "not recognised"),
    },
    "category": {
        "leader": Text("lãnh đạo Sở", "leader of the department"),
        "head": Text("lãnh đạo cấp phòng, trung tâm", "head of a division or centre"),
        "staff": Text("cán bộ, công chức, viên chức", "staff"),
    },
    "part": {
        "general": Text("tiêu chuẩn chung", "general criteria"),
        "specific": Text("tiêu chuẩn cụ thể", "specific criteria"),
        "position": Text("tiêu chuẩn theo chức vụ", "criteria by position"),
    },
}
"""What the values of a field are called in a sentence; `outcome` shares its names with the outcomes of dossiers."""

OUTCOMES: Mapping[str, Text] = VALUES["verdict"]
"""What a judgement's outcome is called."""

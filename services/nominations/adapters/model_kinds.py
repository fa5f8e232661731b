"""The part of the catalogue on exemplary models (điển hình tiên tiến): events, their sentences, the names of values."""

from __future__ import annotations

from collections.abc import Mapping

from services.nominations.adapters import recognition_kinds
from services.nominations.domain.care_messages import (
    ModelNurtured,
    ModelReplicated,
    ModelSummedUp,
    RoadmapSet,
)
from services.nominations.domain.detection_messages import ModelDetected, ResponsibleHeadNamed
from services.nominations.domain.honour_messages import (
    CommendationProposed,
    ExternalAwardRecorded,
    ModelPublicised,
    PublicationWithdrawn,
)
from shared.catalogue import EventKind
from shared.texts import Text

KINDS = (
    EventKind(
        ModelDetected,
        Text(
            "Một điển hình được phát hiện, hoặc được đưa từ danh sách đăng ký vào bồi dưỡng.",
            "A model was detected, or taken up from a unit's list.",
        ),
        Text(
            "{actor} ghi nhận điển hình {subject_id} của {unit_id}, lĩnh vực {field}, do {detected_by} phát hiện "
            "(nguồn: {source}): {account}",
            "{actor} noted the model {subject_id} of {unit_id}, field {field}, detected by {detected_by} "
            "(source: {source}): {account}",
        ),
    ),
    EventKind(
        ResponsibleHeadNamed,
        Text(
            "Người đứng đầu chịu trách nhiệm về một điển hình được xác định.",
            "The head who answers for a model was named.",
        ),
        Text(
            "{actor} giao {person_id} chịu trách nhiệm về {model_id}",
            "{actor} made {person_id} answerable for {model_id}",
        ),
    ),
    EventKind(
        RoadmapSet,
        Text("Lộ trình bồi dưỡng một điển hình được lập.", "The road-map of a model was set."),
        Text(
            "{actor} lập lộ trình bồi dưỡng {n_steps} bước cho {model_id}",
            "{actor} set a road-map of {n_steps} steps for {model_id}",
        ),
    ),
    EventKind(
        ModelNurtured,
        Text("Một điển hình được bồi dưỡng.", "A model was nurtured."),
        Text(
            "{actor} bồi dưỡng {model_id}: {activity} ({n_evidence} minh chứng)",
            "{actor} nurtured {model_id}: {activity} ({n_evidence} documents show it)",
        ),
    ),
    EventKind(
        ModelSummedUp,
        Text(
            "Một điển hình được sơ kết hoặc tổng kết cùng một phong trào.",
            "A model was summed up with the review of a movement.",
        ),
        Text(
            "{actor} {kind} {model_id} gắn với phong trào {movement_id} ngày {reviewed_on}: {result}",
            "{actor} summed up {model_id} with the {kind} of the movement {movement_id} on {reviewed_on}: {result}",
        ),
    ),
    EventKind(
        ModelReplicated,
        Text(
            "Một điển hình được nhân rộng khi các tiêu chí đã được xác nhận.",
            "A model was replicated, the criteria for it confirmed.",
        ),
        Text(
            "{actor} nhân rộng {model_id} trong phạm vi {scope}, {n_confirmations} tiêu chí được xác nhận",
            "{actor} replicated {model_id} over {scope}, {n_confirmations} criteria confirmed",
        ),
    ),
    EventKind(
        ModelPublicised,
        Text("Một điển hình được tuyên truyền qua một kênh.", "A model was made known through a channel."),
        Text(
            "{actor} tuyên truyền {model_id} qua {channel}: {place}, từ {from_on}",
            "{actor} made {model_id} known through {channel}: {place}, from {from_on}",
        ),
    ),
    EventKind(
        PublicationWithdrawn,
        Text("Một lần tuyên truyền điển hình được gỡ bỏ.", "A publication of a model was taken back."),
        Text(
            "{actor} gỡ bỏ một lần tuyên truyền {model_id}: {reason}",
            "{actor} took back a publication of {model_id}: {reason}",
        ),
    ),
    EventKind(
        ExternalAwardRecorded,
        Text(
            "Khen thưởng của một cơ quan bên ngoài cho điển hình được ghi nhận theo văn bản.",
            "An award to a model by a body outside was recorded from its document.",
        ),
        Text(
            "{actor} ghi nhận {issuer} tặng {award} cho {model_id}, số {number} ngày {dated}",
            "{actor} recorded that {issuer} gave {award} to {model_id}, number {number} dated {dated}",
        ),
    ),
    EventKind(
        CommendationProposed,
        Text(
            "Khen thưởng cho điển hình được đề nghị bằng một hồ sơ riêng.",
            "A model's commendation is asked for by a dossier of its own.",
        ),
        Text(
            "{actor} đề nghị khen thưởng {model_id} bằng {nomination_id}",
            "{actor} asked for a commendation of {model_id} by {nomination_id}",
        ),
    ),
    *recognition_kinds.KINDS,
)

VALUES: Mapping[str, Mapping[str, Text]] = {
    "source": {
        "unit": Text("đơn vị", "the unit"),
        "superior": Text("cấp trên", "a higher level"),
        "inspection": Text("đoàn kiểm tra", "an inspection"),
        "press": Text("báo chí", "the press"),
        "public": Text("nhân dân", "the public"),
    },
    "channel": {
        "meeting": Text("cuộc họp, hội nghị", "a meeting or conference"),
        "website": Text("trang thông tin điện tử", "a website"),
        "press": Text("báo chí", "the press"),
    },
    "criterion": {
        "typical": Text("thực sự tiêu biểu", "truly typical"),
        "spreading": Text("có sức lan tỏa", "spreading"),
        "impact": Text("tác động tích cực", "positive impact"),
    },
    "stage": {
        "detected": Text("phát hiện", "detected"),
        "nurtured": Text("bồi dưỡng", "nurtured"),
        "summed_up": Text("tổng kết", "summed up"),
        "replicated": Text("nhân rộng", "replicated"),
    },
    **recognition_kinds.VALUES,
}
"""What the values of a field are called in a sentence."""

OUTCOMES = recognition_kinds.OUTCOMES
"""What the outcomes of a judgement are called, beside those of dossiers."""

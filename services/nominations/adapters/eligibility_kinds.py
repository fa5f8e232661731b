"""The catalogue's part about facts and eligibility."""

from __future__ import annotations

from collections.abc import Mapping

from services.nominations.domain.eligibility_messages import EligibilityAssessed
from services.nominations.domain.fact_names import RATINGS, RECORDED
from services.nominations.domain.record_messages import FactRecorded, FactWithdrawn
from shared.catalogue import EventKind
from shared.texts import Text

KINDS = (
    EventKind(
        FactRecorded,
        Text(
            "Một dữ kiện về cá nhân, tập thể được ghi nhận theo văn bản.",
            "A fact of a person or collective was recorded from a document.",
        ),
        Text(
            "{actor} ghi nhận về {subject_id}: {code}, năm {year}, theo {document_number} ngày {dated}",
            "{actor} recorded of {subject_id}: {code}, year {year}, from {document_number} of {dated}",
        ),
    ),
    EventKind(
        FactWithdrawn,
        Text(
            "Một dữ kiện ghi nhận sai bị hủy, có nêu lý do.",
            "A fact recorded wrongly was withdrawn, with the reason.",
        ),
        Text(
            "{actor} hủy dữ kiện {fact_id} của {subject_id}: {reason}",
            "{actor} withdrew the fact {fact_id} of {subject_id}: {reason}",
        ),
    ),
    EventKind(
        EligibilityAssessed,
        Text(
            "Điều kiện, tiêu chuẩn của hồ sơ được đánh giá, từng tiêu chuẩn một.",
            "A dossier's criteria were assessed, each on its own.",
        ),
        Text(
            "{actor} đánh giá {n_outcomes} tiêu chuẩn của hồ sơ theo {rule_set}, năm xét {year}: {verdict}",
            "{actor} assessed {n_outcomes} criteria of the dossier by {rule_set} for {year}: {verdict}",
        ),
    ),
)

VALUES: Mapping[str, Mapping[str, Text]] = {
    "code": {**RATINGS, **RECORDED},
    "verdict": {
        "met": Text("đạt", "met"),
        "not_met": Text("không đạt", "not met"),
        "needs_person": Text("cần người có thẩm quyền xem xét", "a person must settle it"),
    },
}
"""What the values of a field are called in a sentence."""

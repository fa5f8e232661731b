"""The part of the catalogue on titles registered and initiatives: events, sentences, the names of their values."""

from __future__ import annotations

from collections.abc import Mapping

from services.nominations.domain.initiative_messages import (
    InitiativeApplied,
    InitiativeProposed,
    InitiativeReachCertified,
    InitiativeRecognised,
)
from services.nominations.domain.striving_names import LEVELS, TITLES
from services.nominations.domain.title_messages import TitlesRegistered, TitleWithdrawn
from shared.catalogue import EventKind
from shared.texts import Text

KINDS = (
    EventKind(
        InitiativeProposed,
        Text("Một sáng kiến được đăng ký cho một năm.", "An initiative was put forward for a year."),
        Text(
            "{actor} đăng ký sáng kiến “{title}” của {n_authors} tác giả thuộc {unit_id}, năm {year}",
            "{actor} put forward the initiative “{title}” of {n_authors} authors of {unit_id} for {year}",
        ),
    ),
    EventKind(
        InitiativeApplied,
        Text(
            "Một sáng kiến được áp dụng trong thực tế, có minh chứng.",
            "An initiative is in use, with evidence.",
        ),
        Text(
            "{initiative_id} được áp dụng từ ngày {since}: {benefit}",
            "{initiative_id} is in use since {since}: {benefit}",
        ),
    ),
    EventKind(
        InitiativeRecognised,
        Text(
            "Một cơ quan công nhận sáng kiến ở cấp của mình.",
            "An organisation recognised an initiative at its level.",
        ),
        Text(
            "{recognised_by} công nhận {initiative_id} ở cấp {level} theo văn bản số {number} ngày {dated}",
            "{recognised_by} recognised {initiative_id} at the level {level} by document {number} of {dated}",
        ),
    ),
    EventKind(
        InitiativeReachCertified,
        Text(
            "Một cơ quan xác nhận phạm vi ảnh hưởng của sáng kiến.",
            "An organisation certified how far an initiative reaches.",
        ),
        Text(
            "{certified_by} xác nhận {initiative_id} có phạm vi ảnh hưởng cấp {level} theo văn bản số {number} "
            "ngày {dated}",
            "{certified_by} certified that {initiative_id} reaches the level {level} by document {number} of "
            "{dated}",
        ),
    ),
    EventKind(
        TitlesRegistered,
        Text("Một đơn vị đăng ký danh hiệu thi đua cho một năm.", "A unit registered titles for a year."),
        Text(
            "{actor} đăng ký {n_entries} danh hiệu thi đua năm {year} của {unit_id}",
            "{actor} registered {n_entries} titles of {unit_id} for {year}",
        ),
    ),
    EventKind(
        TitleWithdrawn,
        Text("Một danh hiệu đã đăng ký được rút lại.", "A registered title was taken back."),
        Text(
            "{actor} rút đăng ký danh hiệu {title} của {subject_id}, năm {year}: {reason}",
            "{actor} took back the title {title} registered for {subject_id} for {year}: {reason}",
        ),
    ),
)

VALUES: Mapping[str, Mapping[str, Text]] = {"level": LEVELS, "title": TITLES}
"""What the values of a field are called in a sentence."""

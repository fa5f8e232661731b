"""The part of the catalogue on emulation (thi đua): its events, their sentences, the names of their values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.nominations.domain.bloc_messages import BlocEstablished, BlocMembersChanged
from services.nominations.domain.conference_messages import ConferenceHeld
from services.nominations.domain.movement_messages import (
    MovementAbsorbed,
    MovementAliasNoted,
    MovementMerged,
    MovementMergeUndone,
    MovementReleased,
    MovementTied,
)
from services.nominations.domain.pledge_messages import PledgeSigned
from services.nominations.domain.review_messages import MovementReviewed
from services.nominations.domain.uptake import MovementTakenUp
from shared.catalogue import EventKind
from shared.texts import Text


def movement_of_one_sort(data: dict[str, Any]) -> dict[str, Any]:
    """Version 1 of MovementLaunched as version 2: it knew movements only."""
    return {**data, "sort": "movement"}


KINDS = (
    EventKind(
        MovementTakenUp,
        Text("Một tổ chức hưởng ứng một phong trào.", "An organisation takes part in a movement."),
        Text(
            "{organisation_id} hưởng ứng {movement_id} từ ngày {since}",
            "{organisation_id} takes part in {movement_id} since {since}",
        ),
    ),
    EventKind(
        BlocEstablished,
        Text("Một khối thi đua được thành lập theo văn bản.", "A bloc was established by a document."),
        Text(
            "{organisation_id} thành lập “{name}” từ năm {from_year} theo văn bản số {number} ngày {dated}: "
            "{n_members} thành viên, trưởng khối là {head_id}",
            "{organisation_id} established “{name}” from {from_year} on by the document {number} of {dated}: "
            "{n_members} members, headed by {head_id}",
        ),
    ),
    EventKind(
        BlocMembersChanged,
        Text(
            "Thành viên hoặc trưởng khối của một khối thi đua thay đổi theo văn bản sau.",
            "Members or head of a bloc changed by a later document.",
        ),
        Text(
            "{bloc_id} có {n_members} thành viên từ năm {from_year} theo văn bản số {number} ngày {dated} "
            "(thêm {n_joined}, thôi {n_left}), trưởng khối là {head_id}",
            "{bloc_id} has {n_members} members from {from_year} on by the document {number} of {dated} "
            "({n_joined} joined, {n_left} left), headed by {head_id}",
        ),
    ),
    EventKind(
        PledgeSigned,
        Text("Một giao ước thi đua được ký.", "A pledge was signed."),
        Text(
            "{n_parties} bên ký giao ước thi đua năm {year} {scope}, ngày {signed_on}",
            "{n_parties} parties signed a pledge for {year} {scope}, on {signed_on}",
        ),
        version=2,
        upcasters={1: lambda data: {**data, "bloc_id": None}},  # the bloc was a name
    ),
    EventKind(
        ConferenceHeld,
        Text(
            "Một hội nghị được tổ chức, nghe báo cáo và tham luận.",
            "A conference was held; reports and presentations were heard.",
        ),
        Text(
            "{organisation_id} tổ chức “{name}” ngày {held_on}: {n_reports} báo cáo, {n_presentations} tham luận",
            "{organisation_id} held “{name}” on {held_on}: {n_reports} reports, {n_presentations} presentations",
        ),
    ),
    EventKind(
        MovementAliasNoted,
        Text("Một phong trào có thêm tên gọi khác.", "A movement is also written in another way."),
        Text(
            "{actor} ghi nhận {movement_id} còn được viết là “{alias}”",
            "{actor} noted that {movement_id} is also written “{alias}”",
        ),
    ),
    EventKind(
        MovementTied,
        Text(
            "Một phong trào được gắn với cuộc vận động hoặc nhiệm vụ, chỉ tiêu.",
            "A movement was tied to a campaign or a target.",
        ),
        Text(
            "{actor} gắn {movement_id} với cuộc vận động {campaign_id}, nhiệm vụ, chỉ tiêu: {target}",
            "{actor} tied {movement_id} to the campaign {campaign_id}, task or target: {target}",
        ),
    ),
    EventKind(
        MovementMerged,
        Text(
            "Một phong trào được xác định là cách viết khác của phong trào khác; lịch sử của cả hai giữ nguyên.",
            "A movement was found to be another spelling of a second one; both histories stay.",
        ),
        Text(
            "{actor} gộp {movement_id} vào {into_id}: {reason}",
            "{actor} merged {movement_id} into {into_id}: {reason}",
        ),
    ),
    EventKind(
        MovementMergeUndone,
        Text("Việc gộp một phong trào được bỏ.", "The merging of a movement was undone."),
        Text(
            "{actor} bỏ việc gộp {movement_id} vào {into_id}: {reason}",
            "{actor} undid the merging of {movement_id} into {into_id}: {reason}",
        ),
    ),
    EventKind(
        MovementAbsorbed,
        Text("Một cách viết khác được gộp vào phong trào.", "Another spelling was merged into the movement."),
        Text("{actor} gộp {variant_id} vào {movement_id}", "{actor} merged {variant_id} into {movement_id}"),
    ),
    EventKind(
        MovementReleased,
        Text(
            "Phong trào đã gộp được tách ra lại.",
            "What was merged into the movement stands for itself again.",
        ),
        Text(
            "{actor} tách {variant_id} khỏi {movement_id}",
            "{actor} had {variant_id} stand apart from {movement_id} again",
        ),
    ),
    EventKind(
        MovementReviewed,
        Text(
            "Một tổ chức sơ kết hoặc tổng kết một phong trào thi đua, rút ra bài học kinh nghiệm.",
            "An organisation reviewed a movement and drew lessons.",
        ),
        Text(
            "{organisation_id} {kind} phong trào {movement_id} giai đoạn {period_from} – {period_to}: {lessons}",
            "{organisation_id} held the {kind} of the movement {movement_id} over {period_from} – {period_to}: "
            "{lessons}",
        ),
    ),
)

VALUES: Mapping[str, Mapping[str, Text]] = {
    "sort": {
        "movement": Text("phong trào thi đua", "movement"),
        "campaign": Text("cuộc vận động", "campaign"),
        "drive": Text("đợt thi đua", "drive"),
    },
    "kind": {
        "interim": Text("sơ kết", "interim review"),
        "final": Text("tổng kết", "final review"),
    },
}
"""What the values of a field are called in a sentence."""

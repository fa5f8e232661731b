"""The sentences for what is refused around movements, blocs, pledges, conferences, titles and initiatives."""

from __future__ import annotations

from collections.abc import Mapping

from shared.texts import Text

SENTENCES: Mapping[str, Text] = {
    "movement-not-found": Text("Không có phong trào này.", "There is no such movement."),
    "movement-merged-elsewhere": Text(
        "Phong trào đã được gộp vào phong trào khác ({into_id}).",
        "The movement was merged into another one ({into_id}).",
    ),
    "merge-into-itself": Text(
        "Không thể gộp một phong trào vào chính nó.", "A movement cannot be merged into itself."
    ),
    "merge-target-merged": Text(
        "Phong trào đích đã được gộp vào phong trào khác ({into_id}); hãy gộp thẳng vào đó.",
        "The movement named was itself merged into another one ({into_id}); merge into that one.",
    ),
    "merge-has-variants": Text(
        "Đã có phong trào khác được gộp vào phong trào này; hãy bỏ gộp trước.",
        "Others were merged into this movement; undo that first.",
    ),
    "merge-other-sort": Text(
        "Phong trào, cuộc vận động và đợt thi đua không gộp lẫn nhau.",
        "Movements, campaigns and drives are not merged into each other.",
    ),
    "alias-empty": Text("Tên gọi khác chưa có chữ nào.", "The other name holds no word."),
    "not-a-campaign": Text(
        "Không có cuộc vận động nào mang mã {campaign_id}.", "There is no campaign {campaign_id}."
    ),
    "uptake-exists": Text(
        "Đơn vị đã hưởng ứng phong trào từ ngày {since}.",
        "It takes part in the movement since {since} already.",
    ),
    "uptake-before-launch": Text(
        "Phong trào được phát động ngày {launched_on}, sau ngày hưởng ứng.",
        "The movement was launched on {launched_on}, after the day it was taken up.",
    ),
    "pledge-exists": Text(
        "Giao ước này đã được ghi với nội dung khác.", "This pledge is on record with other content."
    ),
    "pledge-bloc": Text(
        "Giao ước giữa các đơn vị phải nêu khối thi đua; giao ước trong đơn vị thì không.",
        "A pledge between units names their bloc; one within a unit does not.",
    ),
    "pledge-outside-bloc": Text(
        "{party} không phải thành viên của {bloc} trong năm {year}.",
        "{party} is no member of {bloc} in {year}.",
    ),
    "bloc-not-found": Text("Không có khối thi đua này.", "There is no such bloc."),
    "bloc-exists": Text(
        "Khối thi đua này đã được ghi với nội dung khác.", "This bloc is on record with other content."
    ),
    "bloc-member-twice": Text("Một thành viên được nêu hai lần.", "A member is named twice."),
    "bloc-alone": Text("Khối thi đua phải có ít nhất hai thành viên.", "A bloc takes two members at least."),
    "bloc-head-stranger": Text(
        "Trưởng khối {organisation_id} không phải là thành viên.",
        "The head, {organisation_id}, is no member.",
    ),
    "bloc-later": Text(
        "Văn bản ghi ngày {dated}, ngày này chưa đến.",
        "The document is dated {dated}, which has not come yet.",
    ),
    "bloc-document-earlier": Text(
        "Thành viên của khối đã theo văn bản số {number} ngày {dated}; văn bản nêu ra có trước văn bản đó.",
        "The members follow the document {number} of {dated} already; the one named is older.",
    ),
    "bloc-year-earlier": Text(
        "Thành viên của khối đã được xác định từ năm {from_year}; chỉ thay đổi từ năm đó trở đi.",
        "The members are settled from {from_year} on; they change from that year on only.",
    ),
    "pledge-party-twice": Text("Một bên ký được nêu hai lần.", "A party is named twice."),
    "pledge-alone": Text("Giao ước phải có ít nhất hai bên ký.", "A pledge takes two parties at least."),
    "pledge-stranger": Text(
        "{party} không thuộc đơn vị, hoặc không phải tổ chức đã ghi nhận.",
        "{party} is not of the unit, or is no organisation on record.",
    ),
    "pledge-later": Text(
        "Ngày ký {signed_on} chưa đến.", "The day of signing, {signed_on}, has not come yet."
    ),
    "conference-exists": Text(
        "Hội nghị này đã được ghi với nội dung khác.", "This conference is on record with other content."
    ),
    "conference-later": Text(
        "Hội nghị ngày {held_on} chưa diễn ra.", "The conference of {held_on} is still to come."
    ),
    "review-exists": Text(
        "Giai đoạn này đã được sơ kết hoặc tổng kết vào ngày {held_on}.",
        "This period was already reviewed, on {held_on}.",
    ),
    "review-period-reversed": Text(
        "Giai đoạn được sơ kết hoặc tổng kết kết thúc trước khi bắt đầu.",
        "The period reviewed ends before it begins.",
    ),
    "review-before-period": Text(
        "Không thể sơ kết hoặc tổng kết trước khi giai đoạn bắt đầu ({period_from}).",
        "A period cannot be reviewed before it begins ({period_from}).",
    ),
    "review-not-held": Text(
        "Hội nghị sơ kết hoặc tổng kết ngày {held_on} chưa diễn ra.",
        "The review of {held_on} has not taken place yet.",
    ),
    "review-before-launch": Text(
        "Phong trào được phát động ngày {launched_on}, sau ngày sơ kết hoặc tổng kết.",
        "The movement was launched on {launched_on}, after the day of the review.",
    ),
}

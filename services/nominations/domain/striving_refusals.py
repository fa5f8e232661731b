"""The sentences for what is refused around titles registered and initiatives."""

from __future__ import annotations

from collections.abc import Mapping

from shared.texts import Text

SENTENCES: Mapping[str, Text] = {
    # acts that a rule refuses: events of the case
    "initiative-not-applied": Text(
        "Đến ngày {dated} sáng kiến chưa được áp dụng nên chưa thể công nhận.",
        "By {dated} the initiative was not applied yet and cannot be recognised.",
    ),
    "initiative-not-recognised": Text(
        "Đến ngày {dated} sáng kiến chưa được công nhận nên chưa thể xác nhận phạm vi ảnh hưởng.",
        "By {dated} the initiative was not recognised yet; its reach cannot be certified.",
    ),
    "certificate-other-level": Text(
        "Cơ quan cấp {registered_level} không công nhận, xác nhận được ở cấp {level}.",
        "A {registered_level_en} does not recognise or certify at the level {level_en}.",
    ),
    "title-late": Text(
        "Đăng ký ngày {sent_on} là quá hạn; ngày cuối cùng còn nhận là {last_day}.",
        "The registration of {sent_on} is late; the last day it is accepted is {last_day}.",
    ),
    # requests that do not fit the case as it stands: answered only
    "initiative-not-found": Text("Không có sáng kiến này.", "There is no such initiative."),
    "initiative-exists": Text(
        "Sáng kiến này đã được ghi với nội dung khác.", "This initiative is on record with other content."
    ),
    "initiative-without-author": Text("Sáng kiến chưa có tác giả.", "The initiative has no author."),
    "author-twice": Text("Một tác giả được nêu hai lần.", "An author is named twice."),
    "initiative-already-applied": Text(
        "Sáng kiến đã được ghi nhận áp dụng từ ngày {since}.",
        "The initiative is on record as applied since {since}.",
    ),
    "initiative-applied-later": Text(
        "Ngày áp dụng {since} chưa đến.", "The day of application, {since}, has not come yet."
    ),
    "certificate-exists": Text(
        "Đã có văn bản công nhận, xác nhận khác ở cấp này.", "Another document of this level is on record."
    ),
    "certificate-later": Text(
        "Ngày văn bản {dated} chưa đến.", "The document's day, {dated}, has not come yet."
    ),
    "titles-empty": Text("Chưa nêu danh hiệu nào.", "No title is named."),
    "entry-twice": Text(
        "Một danh hiệu được đăng ký hai lần cho {subject_id}.",
        "A title is registered twice for {subject_id}.",
    ),
    "title-of-other-kind": Text(
        "Danh hiệu {title} không dành cho đối tượng này.",
        "The title {title_en} is not for this kind of subject.",
    ),
    "title-unregistered": Text(
        "Năm {year} chưa đăng ký danh hiệu {title} cho đối tượng này.",
        "Nobody registered this subject for the title {title_en} in {year}.",
    ),
    "title-of-other-type": Text(
        "Danh hiệu {title} được xét theo loại hình {type}.",
        "The title {title_en} is judged as the type {type_en}.",
    ),
    "person-of-other-unit": Text(
        "{subject_id} không công tác tại đơn vị này.", "{subject_id} does not serve in this unit."
    ),
    "title-not-registered": Text("Danh hiệu này chưa được đăng ký.", "This title is not registered."),
}

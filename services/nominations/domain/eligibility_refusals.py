"""Sentences for what is refused about facts and eligibility."""

from __future__ import annotations

from collections.abc import Mapping

from shared.texts import Text

SENTENCES: Mapping[str, Text] = {
    "fact-exists": Text(
        "Dữ kiện mang mã này đã được ghi nhận với nội dung khác.",
        "A fact of this id is on record with other content.",
    ),
    "fact-recorded-twice": Text(
        "Dữ kiện này đã được ghi nhận (mã {fact_id}); ghi nhận sai thì phải hủy trước.",
        "This fact is on record as {fact_id}; one that is wrong must be withdrawn first.",
    ),
    "fact-unknown": Text("Không có dữ kiện mang mã {fact_id}.", "There is no fact {fact_id}."),
    "fact-of-later-year": Text(
        "Văn bản ngày {dated} không thể nêu dữ kiện của năm {year}.",
        "A document of {dated} cannot tell of the year {year}.",
    ),
    "fact-not-yet": Text(
        "Văn bản ghi ngày {dated}, sau ngày ghi nhận {on}.",
        "The document is dated {dated}, after the day of recording {on}.",
    ),
    "nomination-not-appraised": Text(
        "Chỉ đánh giá điều kiện khi hồ sơ đã tiếp nhận thẩm định và chưa trình Hội đồng.",
        "Eligibility is assessed when the dossier is received and not yet put to a council.",
    ),
}
CODE_OF_OTHER_KIND = Text("không có mã này trong loại dữ kiện đã nêu", "no such code in that kind of fact")
ONLY_COLLECTIVE = Text("số liệu chỉ ghi nhận cho tập thể", "numbers are recorded of collectives only")
TITLE_OF_OTHERS = Text(
    "danh hiệu này không dành cho loại đối tượng ấy (cá nhân, tập thể)",
    "this title is not for subjects of that kind (persons, collectives)",
)
ONLY_CLEARANCE = Text(
    "chỉ ghi nhận việc không bị kỷ luật", "only that there was no discipline is put on record"
)
OUT_OF_RANGE = Text("ngoài phạm vi cho phép", "out of range")
ONE_NUMBER = Text("chỉ số liệu mới có số khác 1", "only a count has a number other than 1")
NO_DENIAL = Text(
    "chỉ sáng kiến và nội dung xác nhận mới có thể không đạt", "only an initiative or an attestation may fail"
)
NO_TYPE = Text(
    "hình thức khen thưởng phải nêu loại hình; dữ kiện khác thì không",
    "a commendation has its type, nothing else has one",
)

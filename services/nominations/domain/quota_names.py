"""What quotas count, what each is called, and what on record tells how many there are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from services.nominations.domain.fact_names import COUNTS, RATINGS, TITLES
from services.nominations.domain.striving_names import TITLES as PROPOSED
from shared.texts import Text

COUNTED: Final[Mapping[str, Text]] = {
    **{code: Text(f"đạt {name.vi}", name.en) for code, name in PROPOSED.items()},
    **{code: Text(f"xếp loại {name.vi}", name.en) for code, name in RATINGS.items()},
    "qualifying_for_flag": Text(
        "tập thể đạt tiêu chuẩn tặng cờ thi đua cấp bộ, ngành, tỉnh",
        "collectives that meet the standard of a ministry's or province's flag",
    ),
}
"""The codes a quota may name: titles, flags, yearly ratings, and what nothing on record tells."""

ON_RECORD: Final[Mapping[str, str]] = {
    **{code: "collective" if code.startswith("tap_the") else "individual" for code in TITLES},
    **dict.fromkeys(RATINGS, "individual"),
}
"""Of which kind the subjects are whose records tell who has it. A flag stands there as a commendation, under one code for every level: that does not tell."""

ATTESTED_AS: Final[Mapping[str, str]] = {
    code: figure for code in TITLES if (figure := f"members_{code}") in COUNTS
}
"""The number in a collective's own record by which a document attests how many of its members have it in a year."""

GROUPS: Final = Text(
    "số liệu theo từng nhóm chức vụ, công việc",
    "numbers for each group of posts, which no record tells apart",
)
CONTRADICTED: Final = Text(
    "văn bản ghi ít hơn số đã ghi nhận ({name})", "a document says fewer than are on record ({name})"
)

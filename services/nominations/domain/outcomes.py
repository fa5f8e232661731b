"""
What was registered against what came of it (đăng ký và kết quả): a comparison, never a verdict on anybody.

"Các đơn vị, cá nhân của đơn vị phấn đấu đạt được các danh hiệu thi đua đã đăng ký hàng năm": what a year or a period asked for is
held against what stands on record.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from services.nominations.domain.refusals import malformed
from services.nominations.domain.title_registration import FIRST_YEAR, LAST_YEAR, MALFORMED_YEAR
from shared.texts import Text

Outcome = Literal["achieved", "not_achieved", "unclear", "unregistered"]
"""
Đăng ký và đạt; đăng ký, chưa đạt; đăng ký, chưa rõ; đạt mà không đăng ký.

`not_achieved` is also what is still on its way: nothing on record says that it came. `unclear` is a flag (cờ thi đua) for somebody whose
record has one of the year, entered by hand: that does not say of which level.
"""

LONGEST_PERIOD: Final = 10
"""So many years are compared at once: two periods of five."""

MALFORMED_PERIOD: Final = Text(
    "phải từ năm đầu trở đi, dài nhất 10 năm",
    "must not be before the first year, nor more than 10 years long",
)


class Claim(NamedTuple):
    """A title of a year that is somebody's, or that somebody strives for."""

    year: int
    title: str
    kind: str
    subject_id: str


class Striven(NamedTuple):
    """What came of a claim in a unit."""

    unit_id: str
    claim: Claim
    outcome: Outcome

    @property
    def place(self) -> tuple[str, str]:
        """Where it stands in a list: by unit, then year, title and subject."""
        return self.unit_id, "/".join(map(str, self.claim))


def outcome_of(*, achieved: bool, unclear: bool = False) -> Outcome:
    """What came of a title that was registered."""
    if achieved:
        return "achieved"
    return "unclear" if unclear else "not_achieved"


def years_of(from_year: int, to_year: int | None) -> range:
    """The years of a period, one year where no other is named; raises InvalidInput for one that cannot be."""
    if not FIRST_YEAR <= from_year <= LAST_YEAR:
        raise malformed("from_year", MALFORMED_YEAR)
    last = from_year if to_year is None else to_year
    if not from_year <= last <= min(LAST_YEAR, from_year + LONGEST_PERIOD - 1):
        raise malformed("to_year", MALFORMED_PERIOD)
    return range(from_year, last + 1)

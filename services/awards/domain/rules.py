"""What the dated rules of this context say: shares of a council, votes, recusal, authority, separation of duties."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from shared.separation import Separation
from shared.steporder import StepOrder
from shared.values import dataclass

Recoverable = Literal["insignia", "bonus"]
"""What comes back of a cancelled award (thu hồi): the object or certificate, the money."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A fraction of a number of people: `numerator/denominator`, to be reached (at_least) or passed (more_than)."""

    numerator: int
    denominator: int
    reading: Literal["at_least", "more_than"]

    def __post_init__(self) -> None:
        """Raises ValueError for what is no fraction between 0 and 1."""
        if not 0 <= self.numerator <= self.denominator or self.denominator < 1:
            raise ValueError(f"not a share: {self.numerator}/{self.denominator}")

    def of(self, count: int) -> int:
        """The fewest people that make this share of *count*: whole numbers only, no rounding error."""
        if self.reading == "more_than":
            return self.numerator * count // self.denominator + 1
        return -(-self.numerator * count // self.denominator)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenVote:
    """How a council decides by show of hands (biểu quyết công khai): who must be there, how many must agree, of whom."""

    quorum: Share
    threshold: Share
    counted_of: Literal["members", "present"]

    def needed(self, members: int, present: int) -> int:
        """The votes in favour without which nothing passes."""
        return self.threshold.of(members if self.counted_of == "members" else present)


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """Who may sign one form (thẩm quyền): role ids, how a refusal names them, the level of what they head."""

    level: str
    signatories: tuple[str, ...]
    signatories_vi: str
    signatories_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recusal:
    """Whether members recused (rút khỏi việc) still count among those who attend, and among those whose share agrees."""

    in_quorum: bool
    in_threshold: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OneAward:
    """How many awards one achievement may bear (một thành tích, một hình thức khen thưởng)."""

    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilFirst:
    """Forms of commendation that are decided only after the council has passed them."""

    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretBallot:
    """Forms and titles on which a council votes by secret ballot (bỏ phiếu kín)."""

    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancellation:
    """What comes back (thu hồi) when a decision is cancelled on a ground; which ground, the rule's `applies` says."""

    recover: tuple[Recoverable, ...]


KINDS: Mapping[str, type[Any]] = {
    "open_vote": OpenVote,
    "authority": Authority,
    "recusal": Recusal,
    "separation": Separation,
    "one_award": OneAward,
    "council_first": CouncilFirst,
    "secret_ballot": SecretBallot,
    "cancellation": Cancellation,
    "step_order": StepOrder,
}
"""Each kind of rule and the form of its values."""

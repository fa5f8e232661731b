"""A line of the table of notices, and the reasons why somebody is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from services.notifications.domain.scene import Scene
from shared.texts import Text
from shared.values import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table: the kind of notice, who gets it, what it says, and why they are told."""

    kind: str
    to: Callable[[Scene], Iterable[str]]
    text: Text
    why: Text


UNIT_ACTS = Text("Đơn vị là bên thực hiện.", "The unit is to act.")
UNIT_OWNS = Text("Hồ sơ là của đơn vị.", "The dossier is the unit's.")
OFFICE_ACTS = Text("Văn phòng tiếp nhận và theo dõi.", "The office receives and follows it.")
COUNCIL_ACTS = Text("Hội đồng xem xét.", "The council is to consider it.")
ASKED = Text("Bạn đã gửi yêu cầu này.", "You asked for it.")
MEMBER = Text("Bạn là thành viên được biểu quyết.", "You are a member who may vote.")
RECIPIENT = Text("Cơ quan là nơi nhận.", "The organisation is the recipient.")

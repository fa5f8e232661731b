"""A nominee's own path (đường phấn đấu của tôi): what is still missing for the next title, and one's own dossiers."""

from __future__ import annotations

from werkzeug.wrappers import Response

from services.nominations.portal.asking import Asking, sentence
from shared.portal.frame import Frame
from shared.portal.visit import Visit
from shared.values import dataclass


@dataclass(frozen=True, slots=True)
class OwnPages:
    """What the caller may see of themselves."""

    frame: Frame

    def show(self, visit: Visit) -> Response:
        """The path of each person the account is of."""
        found = Asking(visit)("my-path").body
        return self.frame.page(visit, "mine.html", people=found["people"], text=sentence)

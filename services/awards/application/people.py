"""What is kept here of the nominations context's people: that they are in its register. No name is copied."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any, Final

from shared.lineage_rows import Rows
from shared.messages import Json, RecordedEvent
from shared.values import dataclass
from shared.views import View


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRegistered:
    """A person was entered in the register."""

    person_id: str


KNOWN = (PersonRegistered,)
"""All that is kept of."""


def _keys(recorded: RecordedEvent[Any]) -> Iterable[str]:
    return [recorded.event.person_id]


def _project(_row: Json | None, recorded: RecordedEvent[Any]) -> Json | None:
    return {"person_id": recorded.event.person_id}


PEOPLE = View(name="people", keys=_keys, project=_project)
"""A view over another context's events: what it says may lag."""


LOOKS: Final = 10
PAUSE_SECONDS: Final = 0.2
"""So long is waited for somebody who was registered just now: a refusal would be wrong a moment later."""


@dataclass(frozen=True, slots=True)
class Known:
    """Whether somebody is in the register, as far as it is known here."""

    rows: Rows
    pause: Callable[[float], None] = time.sleep

    def __call__(self, person_id: str) -> bool:
        """Looks for two seconds before it says no; raises TransientError."""
        for _ in range(LOOKS):
            if self.rows.get(person_id) is not None:
                return True
            self.pause(PAUSE_SECONDS)
        return self.rows.get(person_id) is not None

"""What is kept here of the nominations context's people: that they are in its register. No name is copied."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, Protocol

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


WAIT_SECONDS: Final = 2.0
"""So long is waited for somebody who was registered just now: a refusal would be wrong a moment later."""


class Rows(Protocol):
    """What is asked of the read model; `shared.reading.ViewReader` is one."""

    def holds(self, key: str, seconds: float) -> bool:
        """Whether there is a document *key* within *seconds*."""


@dataclass(frozen=True, slots=True)
class Known:
    """Whether somebody is in the register, as far as it is known here."""

    rows: Rows

    def __call__(self, person_id: str) -> bool:
        """Waits a moment before it says no; raises TransientError."""
        return self.rows.holds(person_id, WAIT_SECONDS)

"""What `work` does when a person was erased: the key goes, and with it all that only it could read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from services.nominations.domain.subject_request_messages import PersonErased
from shared.messages import RecordedEvent

Stopping = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class SubjectPolicies:
    """Reactions to this context's own events; *destroy* may be asked of a key that is gone."""

    destroy: Callable[[str], bool]

    def table(self) -> Mapping[str, Callable[[RecordedEvent[Any], Stopping], bool]]:
        """Each reaction by the type of event it answers."""
        return {"PersonErased": self.when_person_erased_destroy_their_key}

    def when_person_erased_destroy_their_key(
        self, cause: RecordedEvent[PersonErased], _stopping: Stopping
    ) -> bool:
        """Through at once; done again it changes nothing."""
        self.destroy(key_of(cause.event.person_id))
        return True


def key_of(person_id: str) -> str:
    """The key that seals what is personal of somebody."""
    return f"person-{person_id}"

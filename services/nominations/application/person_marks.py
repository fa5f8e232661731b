"""Under what a person is found by name: marks that come with the event that gives the name, and go when they are erased."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from services.nominations.domain.person_messages import PersonRegistered
from services.nominations.domain.subject_request_messages import PersonCorrected, PersonErased
from shared.asking import shown
from shared.codec import Codec
from shared.messages import NumberedEvent, RecordedEvent
from shared.name_marks import Mark, marks_of
from shared.projecting import Decode, own
from shared.values import dataclass

Naming = PersonRegistered | PersonCorrected
"""What gives a person a name: one is found by every name one ever had."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked(RecordedEvent[Any]):
    """An event whose name stays sealed, with the marks it is found by; none once the person's key is destroyed."""

    marks: Collection[str]


def marked(recorded: RecordedEvent[Any], event: Any, mark: Mark) -> RecordedEvent[Any]:
    """*recorded* with the marks of the name in *event*, which is the same with what was sealed opened."""
    if not isinstance(recorded.event, Naming):
        return recorded
    return Marked(
        envelope=recorded.envelope,
        event=recorded.event,
        position=recorded.position,
        epoch=recorded.epoch,
        marks=tuple(marks_of(shown(event.name) or "", mark)),
    )


def marking_names(codec: Codec, mark: Mark) -> Callable[[Decode], Decode]:
    """How the list of people reads events: as *decode* does, and of those that give a name their marks beside it."""
    opening = own(codec.decode_open)

    def reading(decode: Decode) -> Decode:
        def read(numbered: NumberedEvent) -> RecordedEvent[Any] | None:
            recorded = decode(numbered)
            if recorded is None or not isinstance(recorded.event, Naming):
                return recorded
            opened = opening(numbered)
            return marked(recorded, opened and opened.event, mark)

        return read

    return reading


def marks_after(before: Collection[str], recorded: RecordedEvent[Any]) -> list[str]:
    """The marks of a person who had those *before*, after the event."""
    if isinstance(recorded.event, PersonErased):
        return []
    added = recorded.marks if isinstance(recorded, Marked) else ()
    return sorted({*before, *added})

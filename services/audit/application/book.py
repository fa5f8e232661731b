"""The book of sentences: what every service's catalogue says of its events and refusals, as generated into one file."""

from __future__ import annotations

from collections.abc import Mapping

from shared.texts import Text
from shared.values import dataclass

UNKNOWN_EVENT = Text(
    "Đã ghi một việc thuộc loại «{type}» của dịch vụ {service}; phiên bản này chưa biết cách diễn đạt.",
    "An act of type “{type}” of the service {service} was recorded; this version cannot put it in words.",
)
REFUSED = Text("Yêu cầu của {actor} bị từ chối: {refusal}", "The request of {actor} was refused: {refusal}")
UNKNOWN_REFUSAL = Text("lý do mang mã «{code}»", "the reason has the code “{code}”")


@dataclass(frozen=True, slots=True)
class EventWords:
    """One event type: what has happened, in general and as a sentence with places."""

    meaning: Text
    sentence: Text


@dataclass(frozen=True, slots=True)
class Book:
    """Sentences by (service, event type) and (service, refusal code), values by (service, field, value), roles by id."""

    events: Mapping[tuple[str, str], EventWords]
    refusals: Mapping[tuple[str, str], Text]
    values: Mapping[tuple[str, str, str], Text]
    roles: Mapping[str, Text]

    def event(self, service: str, kind: str) -> EventWords | None:
        """The words of an event type, None for one nobody described."""
        return self.events.get((service, kind))

    def refusal(self, service: str, code: str) -> Text:
        """The sentence of a refusal code; any service's, when the owner has none."""
        own = self.refusals.get((service, code))
        if own is not None:
            return own
        others = (text for (_, known), text in self.refusals.items() if known == code)
        return next(others, UNKNOWN_REFUSAL.fill({"code": code}))

    def value(self, service: str, field: str, value: str) -> Text | None:
        """What a coded value of a field is called."""
        return self.values.get((service, field, value))

    def role(self, role: str) -> Text:
        """A role's title; its id when unknown."""
        return self.roles.get(role, Text(role, role))

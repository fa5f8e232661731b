"""The duties of every service's `work`: to number and publish its history, keep its read models, react to others."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from shared.application import read_foreign
from shared.broker.doorbell import Bell, Doorbell
from shared.codec import Codec
from shared.common_feed import CommonFeed
from shared.common_views import CommonViews
from shared.consuming import Consumer
from shared.cursors import Cursors
from shared.errors import BrokenHistory, InvalidInput
from shared.eventstore import stored
from shared.feed import Feed, HttpFeed
from shared.following import Follower
from shared.following import Reaction as Following
from shared.handover import Together
from shared.ledgercursor import ledger_cursor
from shared.messages import NumberedEvent, RecordedEvent
from shared.numbering import Numberer
from shared.platform import Platform
from shared.projecting import Decode, Projector, once, own
from shared.publishing import Publisher
from shared.recent import Recent
from shared.roles import Role
from shared.texts import Text
from shared.views import View
from shared.waking import Wake

LEDGER = "audit"
TORN = Text(
    "Sự kiện của dịch vụ khác bị hỏng, không đọc được.",
    "An event of another service is torn and cannot be read.",
)

Tokens = Callable[[], str]
Reaction = Callable[[RecordedEvent[Any]], None]


class OwnHistory:
    """The numbered history of the service that owns *codec*'s catalogue, as the roles of one process share it."""

    def __init__(self, platform: Platform, codec: Codec) -> None:
        self.service = codec.catalogue.service
        self.database = platform.database(self.service)
        self.recent, self.numbered = Recent(), Wake()
        self.feed = CommonFeed(self.service, self.database, self.recent)
        self.decode = once(own(codec.decode))

    def follower(self, name: str, cursors: Cursors, reactions: Mapping[str, Following]) -> Follower:
        """The role *name* of the service, which has *reactions* to its own events."""
        name = f"{self.service}.{name}"
        return Follower(name, self.feed, cursors, self.decode, reactions, wake=self.numbered)


def history_duties(
    platform: Platform,
    history: OwnHistory,
    views: Sequence[View],
    bell_for: Callable[[str], Bell],
    tokens: Tokens,
    reading: Mapping[str, Callable[[Decode], Decode]] = MappingProxyType({}),
) -> list[Role]:
    """
    The numberer, the publisher and the projectors of the service that owns *history*.

    A view that *reading* names is told its events as they are read there, over how all others are.
    """
    service, database, feed, numbered = history.service, history.database, history.feed, history.numbered
    decode = history.decode
    decodes = {view: read(decode) for view, read in reading.items()}
    ledger = ledger_cursor(service, platform.settings.service_url(LEDGER), tokens)
    common = CommonViews(database)
    return [
        Numberer(service, database, platform.new_id, ledger, numbered.ring, history.recent, keep=True),
        Publisher(service, feed, bell_for(service), Cursors(database), numbered),
        *(
            Projector(
                service,
                view,
                feed,
                database,
                decodes.get(view.name, decode),
                wake=numbered,
                common=common,
            )
            for view in views
        ),
    ]


def feed_of(platform: Platform, source: str, tokens: Tokens) -> Feed:
    """The history of another service, from its owner."""
    return HttpFeed(source, platform.settings.service_url(source), tokens)


def consumer_of(
    platform: Platform,
    service: str,
    source: str,
    doorbell: Doorbell,
    tokens: Tokens,
    handle: Callable[[NumberedEvent], None],
    together: Together | None = None,
) -> Role:
    """The role in which *service* takes in the events of *source*; *together* takes in several at once (see Handover)."""
    return Consumer(
        service,
        source,
        lambda: doorbell.listen(service, source),
        feed_of(platform, source, tokens),
        platform.database(service),
        handle,
        subject_of,
        together=together,
    )


def reacting(
    shapes: Mapping[str, type[Any]], reactions: Mapping[str, Reaction]
) -> Callable[[NumberedEvent], None]:
    """
    What a consumer does with events of these *shapes*: the reaction to their type, if there is one.

    An event so torn that its owner's history contradicts itself is as unreadable here as one with a wrong field: it
    MUST NOT stop the reactions to all others, as BrokenHistory would.
    """

    def handle(numbered: NumberedEvent) -> None:
        try:
            recorded = read_foreign(shapes, numbered)
        except BrokenHistory as error:
            raise InvalidInput("torn-event", TORN) from error
        if recorded is not None:
            reactions[recorded.envelope.type](recorded)

    return handle


def reacting_together(
    shapes: Mapping[str, type[Any]], react: Callable[[Sequence[RecordedEvent[Any]]], int]
) -> Together:
    """
    What a consumer does with several events at once: *react* to those of these *shapes*.

    *react* gives for how many of the first it stored the effect. What cannot be read ends them, and is judged alone.
    """

    def together(events: Sequence[NumberedEvent]) -> int:
        read: list[RecordedEvent[Any] | None] = []
        for numbered in events:
            try:
                read.append(read_foreign(shapes, numbered))
            except Exception:  # noqa: BLE001  # `reacting` meets it again
                break
        places = [place for place, recorded in enumerate(read) if recorded is not None]
        done = react([recorded for recorded in read if recorded is not None]) if places else 0
        return places[done] if done < len(places) else len(read)

    return together


def subject_of(numbered: NumberedEvent) -> str:
    """The stream an event stands in: what waits when it is parked."""
    return str(stored(numbered.body).attributes["subject"])

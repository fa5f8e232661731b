"""The roles of the awards context: its history, its read models, and what it does when others have acted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from services.awards.adapters.catalogue import CATALOGUE, SERVICE
from services.awards.adapters.foreign import KNOWN, SHAPES, SOURCE
from services.awards.application.organisations import ORGANISATIONS
from services.awards.application.policies import Policies
from services.awards.application.views import VIEWS
from services.awards.wiring import build
from shared.application import read_foreign
from shared.broker.doorbell import Bell, Doorbell
from shared.duties import OwnHistory, Tokens, consumer_of, feed_of, history_duties, reacting
from shared.eventstore import stored
from shared.messages import NumberedEvent, RecordedEvent
from shared.platform import Platform
from shared.projecting import Projector
from shared.roles import Role
from shared.waking import Wake

LOOK_SECONDS = 5.0
"""How often the organisations are brought up to date when no event comes; what comes wakes it."""


def roles(
    platform: Platform, doorbell: Doorbell, bell_for: Callable[[str], Bell], tokens: Tokens
) -> list[Role]:
    """All of them; nothing runs until they are run."""
    wake = Wake()
    react = reacting(SHAPES, Policies(build(platform).handle).table())

    def handle(numbered: NumberedEvent) -> None:
        if stored(numbered.body).attributes["type"] in KNOWN:
            wake.ring()
        react(numbered)

    return [
        *history_duties(platform, OwnHistory(platform, platform.codec(CATALOGUE)), VIEWS, bell_for, tokens),
        consumer_of(platform, SERVICE, SOURCE, doorbell, tokens, handle),
        Projector(
            SERVICE,
            ORGANISATIONS,
            feed_of(platform, SOURCE, tokens),
            platform.database(SERVICE),
            _known,
            wake=wake,
            poll_seconds=LOOK_SECONDS,
        ),
    ]


def _known(numbered: NumberedEvent) -> RecordedEvent[Any] | None:
    return read_foreign(KNOWN, numbered)

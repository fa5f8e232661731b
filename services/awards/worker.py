"""The roles of the awards context: its history, its read models, and what it does when others have acted."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from services.awards.adapters.catalogue import CATALOGUE, SERVICE
from services.awards.adapters.foreign import KNOWN, SHAPES, SOURCE
from services.awards.application.organisations import ORGANISATIONS
from services.awards.application.people import PEOPLE
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

KEPT = (ORGANISATIONS, PEOPLE)
"""What is kept of the other's registers."""

LOOK_SECONDS = 5.0
"""How often they are brought up to date when no event comes; what comes wakes them."""


def roles(
    platform: Platform, doorbell: Doorbell, bell_for: Callable[[str], Bell], tokens: Tokens
) -> list[Role]:
    """All of them; nothing runs until they are run."""
    wakes = {view.name: Wake() for view in KEPT}
    react = reacting(SHAPES, Policies(build(platform).handle).table())

    def handle(numbered: NumberedEvent) -> None:
        kind = stored(numbered.body).attributes["type"]
        for name, wake in wakes.items():
            if kind in KNOWN[name]:
                wake.ring()
        react(numbered)

    return [
        *history_duties(platform, OwnHistory(platform, platform.codec(CATALOGUE)), VIEWS, bell_for, tokens),
        consumer_of(platform, SERVICE, SOURCE, doorbell, tokens, handle),
        *(
            Projector(
                SERVICE,
                view,
                feed_of(platform, SOURCE, tokens),
                platform.database(SERVICE),
                partial(_known, view.name),
                wake=wakes[view.name],
                poll_seconds=LOOK_SECONDS,
            )
            for view in KEPT
        ),
    ]


def _known(view: str, numbered: NumberedEvent) -> RecordedEvent[Any] | None:
    return read_foreign(KNOWN[view], numbered)

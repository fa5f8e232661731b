"""The roles of the notifications context: what must be known of other contexts, and telling of what they did."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from services.notifications.adapters.catalogue import SERVICE
from services.notifications.adapters.foreign import FACTS, NOMINATIONS, TOLD
from services.notifications.adapters.known import KnownFacts
from services.notifications.application import facts
from services.notifications.application.policies import Policies
from services.notifications.wiring import build
from shared.application import read_foreign
from shared.broker.doorbell import Bell, Doorbell
from shared.duties import Tokens, consumer_of, feed_of, reacting, reacting_together
from shared.messages import NumberedEvent, RecordedEvent
from shared.platform import Platform
from shared.projecting import Projector
from shared.reading import ViewReader
from shared.roles import Role
from shared.waking import Wake

LOOK_SECONDS = 5.0
"""How often the facts are brought up to date when nothing is told; what is told wakes them."""


def roles(
    platform: Platform, doorbell: Doorbell, _bell_for: Callable[[str], Bell], tokens: Tokens
) -> list[Role]:
    """All of them; nothing runs until they are run. There is no history of its own to number or publish."""
    wake = Wake()
    knowing = Projector(
        SERVICE,
        facts.FACTS,
        feed_of(platform, NOMINATIONS, tokens),
        platform.database(SERVICE),
        _fact,
        wake=wake,
        poll_seconds=LOOK_SECONDS,
    )
    return [
        knowing,
        *(_telling(platform, source, doorbell, tokens, knowing, wake) for source in TOLD),
    ]


def _telling(
    platform: Platform, source: str, doorbell: Doorbell, tokens: Tokens, knowing: Projector, wake: Wake
) -> Role:
    """The consumer that tells of *source*'s events."""
    head = feed_of(platform, NOMINATIONS, tokens).head

    def caught_up() -> bool:
        wake.ring()
        return knowing.progress(knowing.generations.current()) == head()

    known = KnownFacts(ViewReader(platform.database(SERVICE), facts.FACTS, SERVICE), caught_up)
    telling = Policies(known, build(platform).inbox, platform.clock)
    shapes = TOLD[source]
    return consumer_of(
        platform,
        SERVICE,
        source,
        doorbell,
        tokens,
        reacting(shapes, telling.table(shapes)),
        reacting_together(shapes, telling.when_much_happened_tell_whom_it_concerns),
    )


def _fact(numbered: NumberedEvent) -> RecordedEvent[Any] | None:
    return read_foreign(FACTS, numbered)

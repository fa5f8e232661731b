"""The ordered work of the nominations service: number, publish, project, react."""

from __future__ import annotations

from collections.abc import Callable

from services.nominations.adapters.catalogue import CATALOGUE, SERVICE
from services.nominations.adapters.foreign import SHAPES, SOURCE
from services.nominations.application.policies import Policies
from services.nominations.application.views import VIEWS
from services.nominations.wiring import build
from shared.broker.doorbell import Bell, Doorbell
from shared.duties import consumer_of, history_duties, reacting
from shared.platform import Platform
from shared.roles import Role


def roles(
    platform: Platform, doorbell: Doorbell, bell_for: Callable[[str], Bell], tokens: Callable[[], str]
) -> list[Role]:
    """The numberer, the publisher, a projector per view, and the consumer of the awards context."""
    reactions = Policies(build(platform).handle).table()
    return [
        *history_duties(platform, platform.codec(CATALOGUE), VIEWS, bell_for, tokens),
        consumer_of(platform, SERVICE, SOURCE, doorbell, tokens, reacting(SHAPES, reactions)),
    ]

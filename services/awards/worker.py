"""The roles of the awards context: its history, its read models, and what it does when others have acted."""

from __future__ import annotations

from collections.abc import Callable

from services.awards.adapters.catalogue import CATALOGUE, SERVICE
from services.awards.adapters.foreign import SHAPES, SOURCE
from services.awards.application.policies import Policies
from services.awards.application.views import VIEWS
from services.awards.wiring import build
from shared.broker.doorbell import Bell, Doorbell
from shared.duties import Tokens, consumer_of, history_duties, reacting
from shared.platform import Platform
from shared.roles import Role


def roles(
    platform: Platform, doorbell: Doorbell, bell_for: Callable[[str], Bell], tokens: Tokens
) -> list[Role]:
    """All of them; nothing runs until they are run."""
    handle = reacting(SHAPES, Policies(build(platform).handle).table())
    return [
        *history_duties(platform, platform.codec(CATALOGUE), VIEWS, bell_for, tokens),
        consumer_of(platform, SERVICE, SOURCE, doorbell, tokens, handle),
    ]

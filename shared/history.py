"""Reading an owner's history from a consumer's cursor on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import takewhile

import structlog

from shared import metrics
from shared.errors import TransientError
from shared.feed import Feed
from shared.messages import NumberedEvent
from shared.progress import Progress

PAGE = 200

log = structlog.get_logger()


class OwnerBehind(TransientError):
    """The owner's history ends before what was taken from it: the owner is an old copy."""


class History:
    """
    Reads *feed* and has *deal* deal with the events that follow *progress*, in order, some at a time.

    *deal* MUST advance the progress behind all it is given, or say False because it has to stop.
    """

    def __init__(
        self, feed: Feed, progress: Progress, deal: Callable[[Sequence[NumberedEvent]], bool]
    ) -> None:
        self._feed = feed
        self._progress = progress
        self._deal = deal

    def catch_up(self, before: NumberedEvent | None = None) -> None:
        """Deal with everything before *before*, or up to the head. Raises OwnerBehind, TransientError."""
        place = self._progress
        end = self._enter()
        if before is not None and before.epoch == place.epoch:
            end = before.position - 1
        elif before is not None and before.epoch > (place.epoch or ""):
            raise TransientError(f"{self._feed.source} does not serve the epoch {before.epoch} yet")
        while place.position < end:
            events = self._feed.after(place.position, min(PAGE, end - place.position))
            if not events:
                raise TransientError(
                    f"the feed of {self._feed.source} ends at {place.position}, before {end}"
                )
            metrics.FEED_EVENTS.labels(place.key.partition("/")[0], self._feed.source).inc(len(events))
            following = self._following(events)
            if following and not self._deal(following):
                return
            if len(following) < len(events):
                raise TransientError(f"the feed of {self._feed.source} began a new epoch")

    def _following(self, events: Sequence[NumberedEvent]) -> list[NumberedEvent]:
        """The first of *events*, as far as each follows the one before it in the epoch where the progress is."""
        epoch, first = self._progress.epoch, self._progress.position + 1
        places = zip(events, range(first, first + len(events)), strict=True)
        return [
            event
            for event, _ in takewhile(lambda one: (one[0].epoch, one[0].position) == (epoch, one[1]), places)
        ]

    def _enter(self) -> int:
        """The owner's last position, in the epoch where the progress now is."""
        place = self._progress
        epoch, end = self._feed.head()
        if place.epoch is None:
            if epoch:
                place.enter(epoch)
        elif epoch > place.epoch:
            if end:  # until position 1 is there, the new epoch has nothing to tell
                log.warning("reading a new epoch", consumer=place.key, epoch=epoch, before=place.epoch)
                place.enter(epoch)
        elif epoch < place.epoch or end < place.position:
            raise OwnerBehind(
                f"{place.key} has taken {place.epoch}/{place.position}, but {self._feed.source} ends at {epoch}/{end}: "
                f"an old copy of its database was restored. See 'A restored backup' in docs/operations.md"
            )
        return end if epoch == place.epoch else 0

"""The states of a person: which positions they held where, on any day; never the name, which may be erased."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from services.nominations.domain.person_messages import Position
from services.nominations.domain.subject_request_messages import Kept, RequestKind, RequestOutcome
from shared.values import dataclass


@dataclass(frozen=True, slots=True)
class Stranger:
    """Nothing is known yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A position held in an organisation from a day until the day before another; `concurrent`: beside the main one."""

    organisation_id: str
    position: Position
    since: date
    until: date | None = None
    concurrent: bool = False

    def held_on(self, day: date) -> bool:
        """Whether it was held on *day*."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """
    What the person asked for about their own data, and what came of it; `outcome` is None until it is answered.

    `kept` is what a refused erasure was told must be kept, the longest first.
    """

    request_id: str
    kind: RequestKind
    received_on: date
    due_on: date | None
    outcome: RequestOutcome | None = None
    kept: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """
    Whoever is registered: all positions ever held, in the order they were entered; one main one at most at a time.

    `restricted` keeps the name out of lists; of whoever is `erased` nothing personal can be read any more.
    """

    posts: tuple[Post, ...]
    requests: tuple[Request, ...] = ()
    restricted: bool = False
    erased: bool = False

    def request(self, request_id: str) -> Request | None:
        """The request of that id."""
        return next((one for one in self.requests if one.request_id == request_id), None)

    @property
    def main(self) -> Post:
        """The main position held last: the first one stands with the person's registration."""
        return next(post for post in reversed(self.posts) if not post.concurrent)

    def posts_on(self, day: date) -> tuple[Post, ...]:
        """All positions held on *day*."""
        return tuple(post for post in self.posts if post.held_on(day))

    def holds(self, positions: Collection[str], places: Collection[str], day: date) -> bool:
        """Whether one of *positions* is theirs in one of *places* on *day*."""
        return any(
            post.position in positions and post.organisation_id in places for post in self.posts_on(day)
        )

    def position_on(self, day: date) -> Position | None:
        """
        The category (nhóm đối tượng) that decides the criteria on *day*: that of the main position.

        None on a day on which no main position was held: then a person must say.
        """
        held = (post.position for post in self.posts_on(day) if not post.concurrent)
        return next(held, None)


Person = Stranger | Serving

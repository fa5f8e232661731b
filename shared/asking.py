"""What the questions of every service have in common: pages, and how far a caller's grants reach."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from typing import Any, TypeVar

from marshmallow import validate

from shared.access import EVERYWHERE, Caller, Permissions
from shared.codec import Codec
from shared.endpoints import Page
from shared.errors import NotFound
from shared.eventstore import EventStore
from shared.handling import CommandHandler, Folded
from shared.ids import is_stream
from shared.lineage import Reach
from shared.messages import Json
from shared.reading import ViewReader
from shared.schemas import schema_for
from shared.values import dataclass

R = TypeVar("R")

PAGE = 50
LONGEST_PAGE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """Which page of a list."""

    after: str | None = None
    limit: int = field(default=PAGE, metadata={"validate": validate.Range(min=1, max=LONGEST_PAGE)})


def reach(caller: Caller, permission: str, permissions: Permissions) -> Reach | None:
    """The organisations for which *caller* has *permission*, with all below them; None for everywhere."""
    roles = permissions.get(permission, frozenset())
    scopes = frozenset(grant.scope for grant in caller.grants if grant.role in roles)
    return None if EVERYWHERE in scopes else Reach(scopes, caller.lineage)


def require_reach(reached: Reach | None, organisations: Iterable[str]) -> None:
    """Raises NotFound when none of *organisations* is reached: whoever may not see a thing is not told that it is."""
    if reached is not None and reached.isdisjoint(organisations):
        raise NotFound


def page(view: ViewReader, only: Mapping[str, Any], asked: Paging, *, sort: str = "_id") -> Page:
    """A page of *view*'s documents that match *only*, ordered by the field *sort* (`-` before it: backwards)."""
    return view.find(only, sort=sort, limit=asked.limit, after=asked.after)


def item_of(kind: type[R], row: Json) -> R:
    """A view's document as the dataclass *kind*: the fields they share, days read from text."""
    item: R = schema_for(kind, lenient=True).load(row)
    return item


def folded(handler: CommandHandler[Any, Any], stream: str) -> Folded[Any]:
    """The state of *stream*; raises NotFound when nothing can have that name."""
    if not is_stream(stream):
        raise NotFound
    return handler.load(stream)


def opened(store: EventStore, codec: Codec, stream: str) -> list[Any]:
    """The events of *stream* with their sealed text opened where its keys still exist."""
    return [
        codec.decode_open(event).event for commit in store.read(stream).commits for event in commit.events
    ]


def opened_many(store: EventStore, codec: Codec, streams: Sequence[str]) -> Mapping[str, list[Any]]:
    """The same of many short streams, by their names."""
    return {
        name: [codec.decode_open(event).event for commit in stream.commits for event in commit.events]
        for name, stream in store.read_many(streams).items()
    }


def shown(text: Any) -> str | None:
    """Sealed text once opened, None when its key is destroyed."""
    return text if isinstance(text, str) else None

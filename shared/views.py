"""Read models: documents folded from events, one collection per generation, so that one can be built beside another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any

import pymongo
from pymongo import InsertOne, ReplaceOne
from pymongo.database import Database
from pymongo.errors import DuplicateKeyError

from shared.cursors import CURSORS, Cursors
from shared.durable import Documents, database_calls, durable
from shared.errors import TransientError
from shared.messages import Json, RecordedEvent
from shared.pieces import CALL_SECONDS, Change, empty, found_in, written
from shared.spread import SPREAD
from shared.values import dataclass

VIEWS = "views"
RESERVED = frozenset({"_id", "at", "gone"})
TRIES = 8
POINTERS_SECONDS = 1.0
"""How old what readers and projectors know of the pointers may be: a generation that was replaced is kept far longer."""

Keys = Callable[[RecordedEvent[Any]], Iterable[str]]
Project = Callable[[Json | None, RecordedEvent[Any]], Json | None]
ProjectFor = Callable[[str, Json | None, RecordedEvent[Any]], Json | None]
InUse = tuple[int, int | None]
"""A view's generation and its form; no form when nothing is noted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """
    What readers ask for, as a fold.

    *keys* names the documents an event changes. *project* gives such a document after the event, from what it was
    (None: not there); None takes it away. Where it must know which of several keys it is asked about, *project_for* is
    given instead. All MUST be pure, MUST NOT change what they are given, and, in a view of several sources, MUST come to
    the same whatever the order between sources. Fields `_id`, `at` and `gone` are reserved. Each of *indexes* names the
    fields of one index; `_id` is appended for stable pages. *form* MUST be raised whenever the same events come to other
    documents or other indexes than before: then whoever keeps the view says that it is to be rebuilt.
    """

    name: str
    keys: Keys
    project: Project | None = None
    project_for: ProjectFor | None = None
    indexes: tuple[tuple[str, ...], ...] = ()
    form: int = 1

    def __post_init__(self) -> None:
        """Exactly one way to project."""
        if (self.project is None) == (self.project_for is None):
            raise ValueError(f"view {self.name}: give either project or project_for")

    def next(self, key: str, document: Json | None, recorded: RecordedEvent[Any]) -> Json | None:
        """The document *key* after *recorded*."""
        if self.project is not None:
            return self.project(document, recorded)
        assert self.project_for is not None
        return self.project_for(key, document, recorded)


def database_of_views(database: str) -> str:
    """The database of the read models of the service whose own is *database*."""
    return f"{database}_views"


class Generations:
    """
    Which generation of a view readers and projectors use, and of which form it is: `{_id: view, generation, form}` in `views`.

    Without such a document it is generation 1; without a form, 1.

    Read models, their pointers and their cursors are kept in a database of their own beside that of the service: there
    whole collections are made and dropped, which nobody may do where the history is, and rights know no name patterns.
    """

    def __init__(self, database: Database[dict[str, Any]], view: str) -> None:
        self.database = database.client[database_of_views(database.name)]
        self.cursors = Cursors(self.database)
        self._view = view
        self._pointers = durable(self.database[VIEWS])

    def current(self) -> int:
        """The generation in use now. Raises TransientError."""
        return self.in_use()[0]

    def in_use(self) -> InUse:
        """The generation in use now and its form, None when nothing is noted. Raises TransientError."""
        with database_calls(), pymongo.timeout(CALL_SECONDS):
            return in_use_by(self._pointers.find_one({"_id": self._view}))

    def begin(self, form: int) -> None:
        """Note that generation 1 is of *form*, unless something is noted."""
        with (
            suppress(DuplicateKeyError),
            database_calls(),
            pymongo.timeout(CALL_SECONDS),
        ):
            self._pointers.insert_one({"_id": self._view, "generation": 1, "form": form})

    def documents(self, generation: int) -> Documents:
        """The collection of *generation*."""
        return durable(self.database[f"view_{self._view}_{generation}"])

    def prepare(self, generation: int, indexes: Sequence[tuple[str, ...]]) -> None:
        """Make the indexes of *generation*, those that are there already included, by one call."""
        lists = [[*fields, "_id"] if "_id" not in fields else [*fields] for fields in indexes]
        models = [pymongo.IndexModel([(field, 1) for field in keys]) for keys in lists]
        if models:
            with database_calls():
                self.documents(generation).create_indexes(models)

    def swap(self, old: int, new: int, form: int) -> bool:
        """Point from *old* to *new*, which is of *form*; False when it does not point to *old*."""
        to = {"_id": self._view, "generation": new, "form": form}
        with database_calls(), pymongo.timeout(CALL_SECONDS):
            if self._pointers.replace_one({"_id": self._view, "generation": old}, to).matched_count:
                return True
            if old != 1:
                return False
            try:  # the first generation needs no pointer
                self._pointers.insert_one(to)
            except DuplicateKeyError:
                return False
            return True

    def drop_but(self, *kept: int) -> None:
        """Drop all generations except *kept*, with their cursors and what is noted of their spread."""
        collections, cursors = f"view_{self._view}_", f"view:{self._view}:"
        with database_calls():
            for name in self.database.list_collection_names(
                filter={"name": {"$regex": f"^{collections}[0-9]+$"}}
            ):
                if int(name.removeprefix(collections)) not in kept:
                    empty(durable(self.database[name]))
                    self.database.drop_collection(name)
            known = durable(self.database[CURSORS])
            for cursor in list(known.find({"_id": {"$regex": f"^{cursors}"}})):
                if int(cursor["_id"].removeprefix(cursors).partition(":")[0]) not in kept:
                    durable(self.database[SPREAD]).delete_many({"of": cursor["_id"]})
                    known.delete_one({"_id": cursor["_id"]})


def in_use_by(pointer: Mapping[str, Any] | None) -> InUse:
    """What a view's *pointer* says."""
    return (int(pointer["generation"]), int(pointer.get("form", 1))) if pointer else (1, None)


def cursor_name(view: str, generation: int, source: str) -> str:
    """The cursor of *source*'s events in *generation* of *view*."""
    return f"view:{view}:{generation}:{source}"


def apply_events(
    view: View, documents: Documents, source: str, events: Sequence[RecordedEvent[Any]]
) -> Sequence[int]:
    """
    Bring *documents* up to *events* of *source*, which MUST be in order; for each document that was written, its last position.

    Each document's `at` holds the last position applied to it, per source: applying again changes nothing. A document is
    replaced only if its `at` is the one that was read; when it is not, another source came in between (or another
    projector of this one), and what is not applied yet is folded anew. Raises TransientError.
    """
    touched = [(recorded, tuple(dict.fromkeys(view.keys(recorded)))) for recorded in events]
    keys = list({key for _, some in touched for key in some})
    if not keys:
        return []
    places: list[int] = []
    for _ in range(TRIES):
        changes = _folded(view, documents, source, touched, keys)
        places += (document["at"][source] for _, document in changes)
        if written(documents, [change for change, _ in changes]):
            return places
    raise TransientError(f"view {view.name}: others keep changing the same documents")


def _folded(
    view: View,
    documents: Documents,
    source: str,
    touched: Sequence[tuple[RecordedEvent[Any], tuple[str, ...]]],
    keys: Sequence[str],
) -> list[tuple[Change, Json]]:
    found = found_in(documents, keys)
    new: dict[str, Json] = {}
    for recorded, some in touched:
        for key in some:
            stored = new.get(key) or found.get(key)
            at: Mapping[str, int] = stored["at"] if stored else {}
            if recorded.position <= at.get(source, 0):
                continue  # applied before
            content = view.next(key, content_of(stored), recorded)
            new[key] = _document(view, key, {**at, source: recorded.position}, content)
    return [
        (ReplaceOne({"_id": key, "at": found[key]["at"]}, document), document)
        if key in found
        else (InsertOne(document), document)
        for key, document in new.items()
    ]


def content_of(stored: Mapping[str, Any] | None) -> Json | None:
    """What the projection put into *stored*; None when it is not there or was taken away."""
    if stored is None or "gone" in stored:
        return None
    return {name: value for name, value in stored.items() if name not in RESERVED}


def _document(view: View, key: str, at: Mapping[str, int], content: Json | None) -> Json:
    if content is None:
        return {"_id": key, "at": at, "gone": True}  # kept, so that applying again stays without effect
    if RESERVED & content.keys():
        raise ValueError(f"view {view.name}: {sorted(RESERVED & content.keys())} are reserved names")
    return {"_id": key, "at": at, **content}

"""A ledger's store and read models in memory, and the courses of other services told into them."""

from __future__ import annotations

import base64
from hashlib import sha256

from services.audit.adapters.book import read_book
from services.audit.adapters.ledger_reading import told_with_words
from services.audit.application.ledger import Collision
from services.audit.application.views import CASES, LINES, NAMES, STRIVINGS, VIEWS
from services.audit.application.year_figures import place_of
from shared.errors import BrokenHistory
from shared.lineage import Tree
from shared.messages import NumberedEvent
from shared.name_marks import marking

BOOK = read_book()
MARK = marking(lambda *parts: sha256("/".join(parts).encode()).hexdigest())


class Keys:
    """Opens what a course's keys sealed; a destroyed key opens nothing."""

    def __init__(self):
        self.destroyed = set()

    def seal(self, value, key_id, where):
        return {"sealed": base64.urlsafe_b64encode(value.encode()).decode(), "key": key_id}

    def open(self, sealed, where):
        if sealed["key"] in self.destroyed:
            return None
        return base64.urlsafe_b64decode(sealed["sealed"]).decode()


class MemoryStore:
    """The ledger in lists."""

    def __init__(self):
        self.stored, self.kept_tiles, self.checkpoints = [], {}, []

    def prepare(self): ...

    def size(self):
        return len(self.stored)

    def last_checkpoint(self):
        return self.checkpoints[-1] if self.checkpoints else None

    def entries(self, first, limit):
        return self.stored[first : first + limit]

    def hashes(self, first, end):
        return [entry.hash for entry in self.stored[first:end]]

    def tiles(self, level, first, end):
        try:
            return [self.kept_tiles[level, index] for index in range(first, end)]
        except KeyError as error:
            raise BrokenHistory("a tile is missing") from error

    def by_events(self, event_ids):
        return [entry for entry in self.stored if entry.event_id in event_ids]

    def known(self, event_ids):
        return {entry.event_id for entry in self.by_events(event_ids)}

    def insert_entries(self, entries):
        for entry in entries:
            if entry.index != len(self.stored):
                raise Collision("taken")
            self.stored.append(entry)

    def insert_tiles(self, tiles):
        for tile in tiles:
            place = tile.address.level, tile.address.index
            if self.kept_tiles.setdefault(place, tile.content) != tile.content:
                raise BrokenHistory("another tile is there")

    def insert_checkpoint(self, checkpoint):
        if checkpoint.number != len(self.checkpoints):
            raise Collision("taken")
        self.checkpoints.append(checkpoint)


class Anchored:
    """An anchor in memory."""

    def __init__(self, note=None):
        self.note = note

    def kept(self):
        return self.note

    def keep(self, note):
        self.note = note


class ReadModels:
    """The views, folded in memory from events in ledger order; implements the port of the queries."""

    def __init__(self, bodies=(), keys=None):
        self.keys = keys or Keys()
        self.documents = {view.name: {} for view in VIEWS}
        self._position = 0
        self._read = told_with_words(self.keys, MARK)
        for body in bodies:
            self.add(body)

    def add(self, body):
        self._position += 1
        told = self._read(NumberedEvent(source="ledger", epoch="1", position=self._position, body=body))
        for view in VIEWS:
            documents = self.documents[view.name]
            for key in view.keys(told):
                documents[key] = {**view.next(key, documents.get(key), told), "_id": key}

    def lines(self, case):
        return [line for line in self.documents[LINES.name].values() if line["case"] == case]

    def lines_of(self, organisation_id, year):
        place = place_of(organisation_id, year)
        return [line for line in self.documents[LINES.name].values() if place in line["whose"]]

    def strivings(self, organisations, year):
        places = {place_of(one, year) for one in organisations}
        return [one for one in self.documents[STRIVINGS.name].values() if places & set(one["places"])]

    def reached(self, _view):
        return self._position

    def below(self, organisation_id):
        def under(wanted):
            for key, name in self.documents[NAMES.name].items():
                if {name.get("parent"), *name.get("successors", ())} & set(wanted):
                    yield key

        return Tree(lambda _: (), under).below([organisation_id])

    def shows(self, view, stream, version):
        lines = self.documents[LINES.name].values()
        return any(line["version"] >= version for line in lines if line["stream"] == stream)

    def case(self, name):
        return self.documents[CASES.name].get(name)

    def newest(self, before, limit, kinds):
        fitting = [
            case
            for case in self.documents[CASES.name].values()
            if 0 <= case["newest"] < before and (kinds is None or case["kind"] in kinds)
        ]
        return sorted(fitting, key=lambda case: -case["newest"])[:limit]

    def mentioning(self, keys):
        wanted = set(keys)
        return [case for case in self.documents[CASES.name].values() if wanted & set(case["refs"])]

    def names(self, keys):
        known = self.documents[NAMES.name]
        return {key: known[key] for key in keys if key in known}

    def named(self, words):
        names = self.documents[NAMES.name].items()
        wanted = set(words), {MARK(word) for word in words}
        fitting = {
            key: name for key, name in names if any(one <= set(name.get("words", [])) for one in wanted)
        }
        return {key: bool(name.get("restricted")) for key, name in fitting.items()}

"""The nominations context in memory: real handlers, routes and codec; only store, keys and clock are stand-ins."""

from __future__ import annotations

import base64
import itertools
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path

from services.nominations.adapters.catalogue import CATALOGUE
from services.nominations.adapters.cel import CelEvaluate
from services.nominations.adapters.roles import roles_of_people
from services.nominations.adapters.rules import rule_book
from services.nominations.application.account_erasing import AccountErasing
from services.nominations.application.account_names import AccountNames
from services.nominations.application.account_queries import AccountQueries
from services.nominations.application.commands import routes
from services.nominations.application.dossier_counts import DossierCounts
from services.nominations.application.eligibility_commands import eligibility_routes
from services.nominations.application.eligibility_queries import EligibilityQueries
from services.nominations.application.file_reading import FileReaders
from services.nominations.application.histories import administrators, histories
from services.nominations.application.honour_counts import HonourCounts
from services.nominations.application.import_queries import ImportQueries
from services.nominations.application.judging import Judging
from services.nominations.application.looking_up import HoldersEverywhere, Organisations, lookups
from services.nominations.application.own_queries import OwnQueries
from services.nominations.application.person_marks import marked
from services.nominations.application.policies import Policies
from services.nominations.application.queries import Queries
from services.nominations.application.rights import Rights
from services.nominations.application.subject_files import SubjectFiles
from services.nominations.application.subject_filling import SubjectFilling, subject_routes
from services.nominations.application.subject_queries import SubjectQueries
from services.nominations.application.title_keeping import KeptTitles
from services.nominations.application.views import VIEWS
from services.nominations.domain.importing import case_of, importing
from services.nominations.domain.reading import reading
from shared.access import PermissionTable, load_permissions
from shared.application import Dispatcher, Handlers
from shared.asking import opened
from shared.clock import local_date
from shared.codec import Codec
from shared.endpoints import Page
from shared.errors import Rejected, TransientError
from shared.eventstore.memory import MemoryEventStore
from shared.kept import Mark
from shared.lineage import Tree
from shared.messages import CommandContext
from shared.name_marks import marking
from shared.vault import DESTROYED

MARK = marking(lambda *parts: sha256("/".join(parts).encode()).hexdigest())
PERMISSIONS = Path(__file__).parents[3] / "services" / "nominations" / "permissions.yml"

# What does not change is read once, not for every test.
PERMITTED, RULES = load_permissions(PERMISSIONS), rule_book()


class Keys:
    """Seals reversibly; a destroyed key opens nothing."""

    def __init__(self):
        self.destroyed = set()
        self.away = False

    def destroy(self, key_id):
        found = key_id not in self.destroyed
        self.destroyed.add(key_id)
        return found

    def seal(self, value, key_id, where):
        if key_id in self.destroyed:
            raise Rejected("erased", DESTROYED)
        return {"sealed": base64.urlsafe_b64encode(value.encode()).decode(), "key": key_id}

    def open(self, sealed, where):
        if self.away:
            raise TransientError("the vault is away")
        if sealed["key"] in self.destroyed:
            return None
        return base64.urlsafe_b64decode(sealed["sealed"]).decode()


class Book:
    """Accounts in memory."""

    def __init__(self):
        self.accounts = {}

    def find(self, username):
        return self.accounts.get(username)

    def find_subject(self, subject):
        return next((one for one in self.accounts.values() if one.subject == subject), None)

    def add(self, account):
        return self.accounts.setdefault(account.username, account) is account

    def page(self, after, limit):
        return [self.accounts[name] for name in sorted(self.accounts) if name > (after or "")][:limit]

    def set_password(self, username, kept):
        if username not in self.accounts:
            return False
        self.accounts[username] = replace(self.accounts[username], password=kept)
        return True

    def in_clear(self):
        return [one for one in self.accounts.values() if isinstance(one.name, str)]

    def keep_name(self, username, sealed):
        self.accounts[username] = replace(self.accounts[username], name=sealed)


class Rows:
    """A read model, projected when asked, unless nothing has been recorded since; *recorded* gives the same list until then."""

    def __init__(self, view, recorded):
        self._view = view
        self._recorded = recorded
        self._projected = (None, {})
        self.behind = False

    def rows(self):
        recorded = self._recorded()
        if self._projected[0] is not recorded:
            self._projected = (recorded, self._project(recorded))
        return {
            key: dict(row) for key, row in self._projected[1].items()
        }  # one that is changed is nobody else's

    def _project(self, history):
        rows = {}
        for recorded in history:
            for key in self._view.keys(recorded):
                row = self._view.next(key, rows.get(key), recorded)
                if row is not None:
                    rows[key] = row
        return rows

    def get(self, key):
        return self.rows().get(key)

    def find(self, where, *, sort, limit, after=None):
        found = [row for _, row in sorted(self.rows().items()) if _matches(row, where)]
        if sort != "_id":
            field = sort.removeprefix("-")
            found.sort(
                key=lambda row: (row[field] is not None, row[field] or ""), reverse=sort.startswith("-")
            )
        start = int(after or 0)
        more = len(found) > start + limit
        return Page(found[start : start + limit], str(start + limit) if more else None)

    def keys(self, where):
        return [key for key, row in self.rows().items() if _matches(row, where)]

    def every(self, where):
        return [row for row in self.rows().values() if _matches(row, where)]

    def these(self, keys):
        rows = self.rows()
        return {key: rows[key] for key in keys if key in rows}

    def newest_of(self, field, values, fits, *, limit, after=None):
        return self.newest(
            [{field: one} for one in values] or [{field: None}], fits, limit=limit, after=after
        )

    def newest(self, among, fits, *, limit, after=None, like=None):
        rows, changed = self.rows(), {}
        for number, recorded in enumerate(self._recorded()):
            changed |= dict.fromkeys(self._view.keys(recorded), number)
        found = [
            row
            for key, row in sorted(rows.items(), key=lambda one: (changed[one[0]], one[0]), reverse=True)
            if fits(row) and (not among or any(_matches(row, one) for one in among))
        ]
        start = int(after or 0)
        more = len(found) > start + limit
        return Page(found[start : start + limit], str(start + limit) if more else None)

    def mark(self):
        return Mark(1, len(list(self._recorded())))

    def changes(self, after, to):
        rows = self.rows()
        touched = {key: None for recorded in self._recorded() for key in self._view.keys(recorded)}
        return ((key, rows.get(key)) for key in touched)

    def wait_for(self, token, seconds):
        return True

    def holds_all(self, seconds):
        return not self.behind


COMPARISONS = {
    "$in": lambda value, given: value in given,
    "$ne": lambda value, given: value != given,
    "$lt": lambda value, given: value is not None and value < given,
    "$lte": lambda value, given: value is not None and value <= given,
    "$gt": lambda value, given: value is not None and value > given,
    "$gte": lambda value, given: value is not None and value >= given,
}


def _matches(row, where):
    return all(_meets(row, name, wanted) for name, wanted in where.items())


def _meets(row, name, wanted):
    if name in ("$and", "$or"):
        return (all if name == "$and" else any)(_matches(row, one) for one in wanted)
    held = row.get(name)
    values = held if isinstance(held, list) else [held]
    if not isinstance(wanted, dict):
        return wanted in values
    if "$all" in wanted:
        return bool(wanted["$all"]) and set(wanted["$all"]) <= set(values)
    return any(all(COMPARISONS[sign](value, given) for sign, given in wanted.items()) for value in values)


class MemoryContext:
    """The context; `rules` are asked in place of those in the files."""

    def __init__(self, rules=None):
        numbers = itertools.count(1)
        new_id = lambda: f"00000000-0000-7000-8000-{next(numbers):012d}"  # noqa: E731
        clock = lambda: datetime(2021, 3, 15, 2, 30, tzinfo=UTC)  # noqa: E731
        self.new_id = new_id
        self._recorded = (None, [])
        self.keys = Keys()
        self.store = MemoryEventStore()
        self.codec = Codec(CATALOGUE, "//sovang.localhost/demo/nominations", self.keys, new_id)
        self.book = Book()
        self.views = {view.name: Rows(view, self.recorded) for view in VIEWS}
        self.permissions = PermissionTable(PERMITTED, PERMITTED.live)  # a test may change its own
        handlers = Handlers(self.store, self.codec, clock, new_id)
        self.named = HoldersEverywhere(self.views["grants"])
        roles = self.permissions["grant.give"]
        admins = administrators(handlers, lambda asked: self.named(asked), roles)  # noqa: PLW0108  # a test puts another there
        self.known = histories(handlers, admins)
        self.rights = Rights(
            known=self.known,
            book=self.book,
            roles=roles_of_people(),
            today=lambda: local_date(clock()),
            decision_needed=False,
            administrators=admins,
        )
        self.names = AccountNames(self.keys)
        self.erasing = AccountErasing(
            rights=self.rights, book=self.book, grants=self.views["grants"], destroy=self.keys.destroy
        )
        organisations = Organisations(self.known, self.views["organisations"])
        self.uploaded = set()
        moments = itertools.count(0, 60)  # nothing that was looked up is believed a second time
        lineage = Tree(organisations.over_of, organisations.children_of, clock=lambda: float(next(moments)))
        self.people = lookups(
            self.known,
            self.store,
            self.codec,
            self.views["grants"],
            lineage.above,
            self.rights.today,
            lambda case, sha256: (case, sha256) in self.uploaded,
        )
        rules = rules or RULES
        self.judging = Judging(self.known, rules, CelEvaluate(), self.rights.today)
        asked = {**routes(self.known, rules, self.people, CelEvaluate()), **self.rights.routes()}
        self.filling = SubjectFilling(
            self.known,
            rules,
            self.views["dossiers"],
            self.views["models"],
            self.erasing,
            partial(opened, self.store, self.codec),
        )
        asked |= subject_routes(self.known, self.filling)
        self.handle = Dispatcher({**asked, **eligibility_routes(self.known, self.judging, self.people)})
        self.imports = handlers.of(importing)
        self.readers = FileReaders(handler=handlers.of(reading), clock=clock, new_id=new_id)
        self.policies = Policies(self.handle, self.known)
        self.queries = Queries(
            self.known,
            self.store,
            self.codec,
            self.permissions,
            self.views,
            MARK,
            rules,
            self.rights.today,
            HonourCounts.over(self.views["honours"]),
            KeptTitles.over(self.views["unit_titles"], self.views["records"]),
            DossierCounts.over(self.views["dossiers"]),
        )
        accounts = AccountQueries(self.book, self.names, self.rights, self.permissions, self.views["grants"])
        self.account_queries = accounts
        self.eligibility = EligibilityQueries(
            self.known, self.judging, self.permissions, self.views["dossiers"]
        )
        self.subjects = SubjectQueries(
            self.known,
            self.permissions,
            self.views,
            SubjectFiles(
                known=self.known,
                store=self.store,
                codec=self.codec,
                views=self.views,
                filling=self.filling,
                names=self.names,
                today=self.rights.today,
            ),
        )
        self.own = OwnQueries(
            self.known, self.store, self.codec, self.rights, self.judging, self.views["dossiers"]
        )
        ours = (
            self.queries.table().keys()
            | self.eligibility.table().keys()
            | self.own.table().keys()
            | self.subjects.table().keys()
        )
        imports = ImportQueries(None)
        self.answered = ours | accounts.table().keys() | imports.table().keys()
        self._commands = itertools.count(1)

    def do(self, command, *, actor="user:lan", role="office", key=None):
        """Do *command* once, under a key of its own unless one is given."""
        return self.handle(command, self._context(command, actor, role, key))

    def bring(self, command, *, actor="user:lan", role="office"):
        """Do what is asked of an import."""
        return self.imports(case_of(command.import_id), command, self._context(command, actor, role))

    def _context(self, command, actor, role, key=None):
        number = next(self._commands)
        return CommandContext(
            actor=actor,
            actor_role=role,
            correlation_id="c-1",
            causation_id=f"command:{number}",
            key=key or f"k{number}",
            fingerprint=repr(command),
        )

    def stored(self):
        """Every stored event, in order of recording."""
        return stored_in(self.store)

    def recorded(self):
        """What is stored, opened: the same list until something is recorded, or a key is destroyed or out of reach."""
        now = (how_many(self.store), frozenset(self.keys.destroyed), self.keys.away)
        if self._recorded[0] != now:
            decode, opening = self.codec.decode, self.codec.decode_open
            found = [marked(decode(event), opening(event).event, MARK) for event in self.stored()]
            self._recorded = (now, found)
        return self._recorded[1]


def stored_in(store):
    """Every event that *store* holds, in order of recording."""
    streams = (store.read(name) for name in store._commits)
    events = [event for one in streams for commit in one.commits for event in commit.events]
    return sorted(events, key=lambda event: event.attributes["id"])


def how_many(store):
    """The commits that *store* holds: it only ever gets more."""
    return sum(map(len, store._commits.values()))

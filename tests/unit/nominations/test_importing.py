"""Imports: taken once, done row by row under keys of their own, completed once; then the file is forgotten."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from services.nominations.adapters.workbook import read_workbook
from services.nominations.application.evidence import Stored
from services.nominations.application.import_policies import ImportPolicies
from services.nominations.application.import_queries import ImportQueries, OneImport
from services.nominations.application.imports import Imports, Naming
from services.nominations.application.left_files import LEFT_AFTER, LeftFiles
from services.nominations.domain.importing import attempt_at, case_of, file_case, importing, in_ranges
from services.nominations.domain.importing_messages import (
    AbandonImport,
    AcceptImport,
    CompleteImport,
    ImportAbandoned,
    ImportAccepted,
    ImportCompleted,
    RefusedRows,
)
from services.nominations.domain.organisation_messages import RegisterOrganisation
from services.nominations.domain.organisation_states import Named, Placed, Registered
from services.nominations.domain.person_states import Post, Serving
from shared.access import Caller, Grant
from shared.asking import opened
from shared.errors import Forbidden, InvalidInput, LostRace, NotFound, TransientError
from shared.lineage import Tree
from shared.testing.spec import Spec
from tests.builders import papers, sheets
from tests.builders.sheets import DEPARTMENT, PERSON, UNIT, workbook
from tests.unit.nominations.builders import done
from tests.unit.nominations.context import MemoryContext

a = Spec(importing)
NOW = datetime(2026, 11, 26, 2, 30, tzinfo=UTC)
DAY = done(date(2026, 11, 26))
CASE = "import-i1"
REFUSED = (RefusedRows(sheet="people", code="person-exists", rows="4"),)
ACCEPT = AcceptImport(import_id="i1", file_sha256="c" * 64, organisations=2, people=1, occurrence=DAY)
ACCEPTED = ImportAccepted(act=DAY.act(CASE), import_id="i1", file_sha256="c" * 64, organisations=2, people=1)
ABANDON = AbandonImport(import_id="i1", attempt=1, occurrence=DAY)
ABANDONED = ImportAbandoned(act=DAY.act(CASE), import_id="i1", attempt=1)
COMPLETE = CompleteImport(import_id="i1", registered=2, refused=REFUSED, occurrence=DAY)
COMPLETED = ImportCompleted(act=DAY.act(CASE), import_id="i1", registered=2, refused=REFUSED)


def test_a_file_is_taken_once_and_completed_once():
    a.given().when(ACCEPT).then(ACCEPTED)
    a.given(ACCEPTED).when(ACCEPT).then_nothing()
    a.given(ACCEPTED).when(COMPLETE).then(COMPLETED)
    a.given(ACCEPTED, COMPLETED).when(COMPLETE).then_nothing()
    a.given(ACCEPTED, COMPLETED).when(ACCEPT).then_nothing()


def test_what_was_given_up_is_not_taken_any_more_but_by_another_attempt():
    a.given().when(ABANDON).then(ABANDONED)
    a.given(ABANDONED).when(ABANDON).then_nothing()
    a.given(ABANDONED).when(ACCEPT).then_rejected("import-abandoned")
    again, taken = replace(ACCEPT, attempt=2), replace(ACCEPTED, attempt=2)
    a.given(ABANDONED).when(again).then(taken)
    a.given(ABANDONED).when(replace(ABANDON, attempt=2)).then(replace(ABANDONED, attempt=2))
    a.given(ABANDONED).when(COMPLETE).then_rejected("import-not-found")


def test_what_was_taken_is_not_given_up():
    a.given(ACCEPTED).when(ABANDON).then_nothing()
    a.given(ACCEPTED, COMPLETED).when(ABANDON).then_nothing()


def test_each_attempt_has_a_case_of_its_own_for_its_file():
    assert [file_case("a1", attempt) for attempt in (1, 2, 12)] == [
        "import-a1",
        "import-a1-2",
        "import-a1-12",
    ]
    for attempt in (1, 2, 12):
        assert attempt_at(file_case("a1", attempt)) == ("a1", attempt)
    assert attempt_at("import-a1-b") is None


def test_what_was_never_taken_is_not_completed():
    a.given().when(COMPLETE).then_rejected("import-not-found")
    assert importing.fold([COMPLETED]) == importing.initial


def test_rows_are_named_in_short():
    assert in_ranges([]) == ""
    assert in_ranges([4, 2, 3, 9, 11, 12, 4]) == "2-4, 9, 11-12"


# the whole way, on real handlers; store, keys and evidence are stand-ins


class Shelf:
    """Evidence in memory."""

    def __init__(self):
        self.files = {}

    def put(self, case, content, about):
        stored = Stored(sha256=hashlib.sha256(content).hexdigest(), case=case, size=len(content), about=about)
        return self.files.setdefault((case, stored.sha256), (stored, content))[0]

    def get(self, case, sha256):
        if (case, sha256) not in self.files:
            raise NotFound
        return self.files[case, sha256]


class Ended(BaseException):
    """A process ended."""


class Dying:
    """The handler of a process that ends when it is asked to do something."""

    def __init__(self, load):
        self.load = load

    def __call__(self, *_):
        raise Ended


class World:
    def __init__(self):
        self.context = MemoryContext()
        self.shelf = Shelf()
        self.destroyed = []
        naming = Naming(mark=lambda *parts: hashlib.sha256("\x1f".join(parts).encode()).hexdigest())
        self.imports = Imports(
            known=self.context.known,
            handler=self.context.imports,
            evidence=self.shelf,
            workbook=read_workbook,
            naming=naming,
            permissions=self.context.permissions,
            clock=lambda: NOW,
            new_id=self.context.new_id,
        )
        self.left = LeftFiles(
            imports=self.context.imports,
            keys=self._keys,
            clock=lambda: NOW,
            new_id=self.context.new_id,
        )
        self.handled, self.prepared = [], []
        self.policies = ImportPolicies(
            handle=self._handle,
            imports=self.context.imports,
            evidence=self.shelf,
            workbook=read_workbook,
            naming=naming,
            prepare=self.prepared.extend,
            destroy=self.destroyed.append,
        )

    def _keys(self, prefix, moment):
        assert (prefix, moment) == ("case-import-", NOW - LEFT_AFTER)
        keys = [f"case-{case}" for case, _ in self.shelf.files]
        return [*(key for key in keys if key not in self.destroyed), "case-import-no-such-attempt"]

    def stored_only(self, content):
        """Whoever takes the file ends between storing it and taking it."""
        dying = replace(self.imports, handler=Dying(self.context.imports.load))
        with pytest.raises(Ended):
            dying.take(content, self.caller(), "c-1")

    def _handle(self, command, context):
        self.handled.append((command, context))
        return self.context.handle(command, context)

    def caller(self, *grants):
        return Caller(
            actor="user:lan",
            name="Lan",
            grants=tuple(Grant(*each) for each in grants or (("administrator", "*"),)),
            lineage=Tree(lambda unit: ("so-ct",) if unit in ("phong-1", "phong-2") else (), lambda _: []),
        )

    def take(self, content, caller=None):
        return self.imports.take(content, caller or self.caller(), "c-1")

    def work(self, stopping=lambda: False):
        """React to every event of imports there is; whether all was done."""
        through = True
        for recorded in list(self.context.recorded()):
            reaction = self.policies.table().get(recorded.envelope.type)
            if reaction is not None:
                through = reaction(recorded, stopping) and through
        return through

    def standing(self, import_id):
        return ImportQueries(self.imports).one(OneImport(import_id=import_id), self.caller()).item

    def register(self, organisation_id, level="department"):
        self.context.do(
            RegisterOrganisation(
                organisation_id=organisation_id,
                name="Khác",
                level=level,
                valid_from=date(2020, 1, 1),
                occurrence=DAY,
            )
        )


@pytest.fixture
def world():
    return World()


def test_a_sound_file_becomes_organisations_and_people_and_the_file_is_forgotten(world):
    import_id, _ = world.take(workbook())
    assert world.standing(import_id).state == "accepted"
    assert world.work()
    stands = world.standing(import_id)
    assert (stands.state, stands.organisations, stands.people, stands.registered, stands.refused) == (
        "completed",
        2,
        1,
        3,
        (),
    )
    known = world.context.known
    begun = date(2021, 1, 1)
    assert known.organisation("phong-1") == Registered(
        level="unit",
        names=(Named(since=begun, name="Phòng Quản lý Thương mại"),),
        parents=(Placed(since=begun, parent_id="so-ct"),),
    )
    person_id = world.imports.naming.person_id("phong-1", "cb-001")
    assert known.person(person_id) == Serving(
        posts=(Post(organisation_id="phong-1", position="staff", since=begun),)
    )
    (registered,) = opened(world.context.store, world.context.codec, f"person-{person_id}")
    assert registered.name == "Nguyễn Thị An"
    assert registered.act.basis == "system"
    assert world.work()
    assert set(world.destroyed) == {f"case-{case_of(import_id)}"}


def test_rows_are_done_by_the_system_and_lead_to_whoever_sent_the_file(world):
    world.take(workbook())
    world.work()
    accepted = next(each for each in world.context.recorded() if each.envelope.type == "ImportAccepted")
    assert (accepted.envelope.actor, accepted.envelope.actorrole) == ("user:lan", "administrator")
    assert len({context.key for _, context in world.handled}) == len(world.handled) == 3
    for _, context in world.handled:
        assert (context.actor, context.causation_id) == (
            "system:when_import_accepted_register_rows",
            accepted.envelope.id,
        )


def test_the_same_file_again_answers_what_stands_whoever_sends_it(world):
    first = world.take(FILE)
    assert world.take(FILE, world.caller(("office", "*"))) == first
    world.work()
    before = len(list(world.context.recorded()))
    import_id, stands = world.take(FILE)
    assert (import_id, stands.registered) == (first[0], 3)
    assert world.work()
    assert len(list(world.context.recorded())) == before


def test_a_file_with_anything_wrong_is_refused_whole_and_nothing_is_stored(world):
    bad = workbook(people=[PERSON, (None, None, "phong-7", "x", "y")])
    with pytest.raises(InvalidInput) as caught:
        world.take(bad)
    assert caught.value.code == "import-faulty"
    assert list(caught.value.fields) == [f"Cá nhân!{letter}3" for letter in "ABDE"]
    assert "4" in caught.value.text.vi
    assert list(world.context.recorded()) == []
    assert world.shelf.files == {}


def test_a_file_of_another_kind_is_no_import(world):
    with pytest.raises(InvalidInput) as caught:
        world.take(papers.pdf())
    assert caught.value.code == "import-not-xlsx"


FILE = workbook()
"""One file: made anew it would bear another moment, and be another one."""

OTHER_UNIT = ("phong-3", *UNIT[1:])
OUT_OF_REACH = {
    "an inspector imports nothing": (("inspector", "*"), workbook(None, [PERSON])),
    "an office registers no organisation": (("office", "so-ct"), workbook([OTHER_UNIT], None)),
    "one department's administrator adds none at the top": (
        ("administrator", "so-ct"),
        workbook([("so-x", *DEPARTMENT[1:])], None),
    ),
    "nor a unit of another department": (("administrator", "so-khac"), workbook([OTHER_UNIT], None)),
    "an office registers nobody elsewhere": (("office", "so-khac"), workbook(None, [PERSON])),
}


@pytest.mark.parametrize(("grant", "content"), OUT_OF_REACH.values(), ids=OUT_OF_REACH)
def test_a_row_that_could_not_be_entered_by_hand_keeps_the_file_out(world, grant, content):
    for name in ("so-ct", "so-khac", "phong-1"):
        world.register(name)
    before = len(list(world.context.recorded()))
    with pytest.raises(Forbidden):
        world.take(content, world.caller(grant))
    assert len(list(world.context.recorded())) == before
    assert world.shelf.files == {}


def test_an_office_imports_the_people_of_its_units(world):
    world.register("so-ct")
    world.register("phong-1", "unit")
    import_id, _ = world.take(workbook(None, [PERSON]), world.caller(("office", "so-ct")))
    assert world.work()
    assert world.standing(import_id).registered == 1


def test_rows_that_meanwhile_became_impossible_are_named_and_keep_no_other_back(world):
    import_id, _ = world.take(workbook())
    world.register("phong-1", "unit")
    assert world.work()
    stands = world.standing(import_id)
    assert stands.registered == 2
    assert [(each.sheet, each.code, each.rows) for each in stands.refused] == [
        ("organisations", "organisation-exists", "3")
    ]


def test_who_is_told_to_stop_begins_anew_and_does_nothing_twice(world):
    import_id, _ = world.take(workbook())
    answers = iter([False, True])
    assert not world.work(lambda: next(answers))
    assert world.standing(import_id).state == "accepted"
    assert world.work()
    assert world.standing(import_id).registered == 3
    kinds = [each.envelope.type for each in world.context.recorded()]
    assert sorted(kinds) == [
        "ImportAccepted",
        "ImportCompleted",
        "OrganisationRegistered",
        "OrganisationRegistered",
        "PersonRegistered",
    ]


def test_what_may_pass_is_tried_again_and_is_no_fault_of_the_row(world):
    import_id, _ = world.take(workbook())

    def lost(_command, _context):
        raise LostRace

    with pytest.raises(TransientError):
        replace(world.policies, handle=lost).table()["ImportAccepted"](
            next(iter(world.context.recorded())), lambda: False
        )
    assert world.standing(import_id).state == "accepted"


def test_a_file_that_was_stored_and_never_taken_is_given_up_and_may_be_sent_again(world):
    world.stored_only(FILE)
    (case,) = [case for case, _ in world.shelf.files]
    world.left.give_up()
    world.left.give_up()  # before it is reacted to
    assert world.work()
    assert world.destroyed == [f"case-{case}"]
    import_id, _ = world.take(FILE)
    assert world.work()
    assert world.work()  # also that it is completed
    assert world.standing(import_id).registered == 3
    assert set(world.destroyed) == {f"case-{case}", f"case-{case}-2"}
    kinds = [each.envelope.type for each in world.context.recorded()]
    assert kinds.count("ImportAbandoned") == 1


def test_a_file_that_is_being_done_is_not_given_up(world):
    import_id, _ = world.take(FILE)
    world.left.give_up()
    assert world.destroyed == []
    assert world.standing(import_id).state == "accepted"


def test_an_import_nobody_sent_is_not_found(world):
    for name in ("khong-co", "KHÔNG CÓ"):
        with pytest.raises(NotFound):
            world.standing(name)


def test_hundreds_of_rows_are_done_each_once(world):
    import_id, _ = world.take(sheets.many(600))
    assert world.work()
    assert world.standing(import_id).registered == len(world.handled) == 600

"""The vault on a real server: seals, opens, destroys for good; safe for many at once."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pymongo import MongoClient
from pymongo.errors import BulkWriteError

from shared.errors import BrokenHistory, Rejected, TransientError
from shared.keyring import Keyring
from shared.vault import CACHED_SECONDS, KEYS, Vault

MASTER = bytes(range(32))
PERSON = "person-42"
WHERE = "0190-event/name"

unhurried = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


class Watch:
    """A monotonic clock that a test moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def vault(database):
    return Vault(database, MASTER)


@unhurried
@given(
    value=st.text(),
    key_id=st.from_regex(r"(person|case)-[a-z0-9]{1,20}", fullmatch=True),
    where=st.text(max_size=60),
)
def test_what_is_sealed_opens_again_in_its_place_and_nowhere_else(vault, value, key_id, where):
    try:
        value.encode()
        where.encode()
    except UnicodeEncodeError:
        return
    sealed = vault.seal(value, key_id, where)
    assert vault.open(sealed, where) == value
    assert set(sealed) == {"sealed", "key"}
    with pytest.raises(BrokenHistory):
        vault.open(sealed, where + "x")
    with pytest.raises(BrokenHistory):
        vault.open({**sealed, "sealed": _flipped(sealed["sealed"])}, where)


def _flipped(text: str) -> str:
    return ("B" if text[0] != "B" else "C") + text[1:]


def test_another_process_opens_what_one_sealed(database, vault):
    assert (
        Vault(database, MASTER).open(vault.seal("Nguyễn Thị Lan", PERSON, WHERE), WHERE) == "Nguyễn Thị Lan"
    )


def test_sealing_twice_gives_two_forms(vault):
    assert vault.seal("x", PERSON, WHERE) != vault.seal("x", PERSON, WHERE)


def test_a_sealed_value_is_bound_to_its_key(vault):
    sealed = vault.seal("x", PERSON, WHERE)
    vault.ensure("person-43")
    with pytest.raises(BrokenHistory):
        vault.open({**sealed, "key": "person-43"}, WHERE)


def test_a_key_nobody_made_is_a_contradiction(vault):
    sealed = vault.seal("x", PERSON, WHERE)
    with pytest.raises(BrokenHistory, match="does not know"):
        vault.open({**sealed, "key": "person-9"}, WHERE)


@pytest.mark.parametrize(
    "sealed", [{}, {"sealed": "x"}, {"sealed": "*", "key": PERSON}, {"sealed": "", "key": PERSON}]
)
def test_a_malformed_field_is_a_contradiction(vault, sealed):
    vault.ensure(PERSON)
    with pytest.raises(BrokenHistory):
        vault.open(sealed, WHERE)


def test_a_destroyed_key_opens_nothing_and_is_never_made_again(database, vault):
    sealed = vault.seal("x", PERSON, WHERE)
    assert vault.destroy(PERSON) is True
    for each in (vault, Vault(database, MASTER)):
        assert each.open(sealed, WHERE) is None
        with pytest.raises(Rejected) as refused:
            each.seal("y", PERSON, WHERE)
        assert refused.value.code == "erased"
        with pytest.raises(Rejected):
            each.ensure(PERSON)
    document = database[KEYS].find_one({"_id": PERSON})
    assert set(document) == {"_id", "destroyed_at"}


def test_destroying_twice_keeps_the_first_tombstone(database, vault):
    vault.ensure(PERSON)
    assert vault.destroy(PERSON) is True
    first = database[KEYS].find_one({"_id": PERSON})
    assert vault.destroy(PERSON) is False
    assert database[KEYS].find_one({"_id": PERSON}) == first


def test_a_key_that_was_never_made_can_be_destroyed_beforehand(database, vault):
    assert vault.destroy("person-7") is False
    with pytest.raises(Rejected):
        Vault(database, MASTER).seal("x", "person-7", WHERE)


def test_destroying_one_leaves_the_others(vault):
    mine, yours = vault.seal("mine", PERSON, WHERE), vault.seal("yours", "person-43", WHERE)
    vault.destroy(PERSON)
    assert (vault.open(mine, WHERE), vault.open(yours, WHERE)) == (None, "yours")


def test_a_held_key_is_forgotten_everywhere_within_a_minute(database, vault):
    watch = Watch()
    elsewhere = Vault(database, MASTER, monotonic=watch)
    sealed = elsewhere.seal("x", PERSON, WHERE)
    vault.destroy(PERSON)
    watch.now += CACHED_SECONDS - 1
    assert elsewhere.open(sealed, WHERE) == "x"
    watch.now += 1
    assert elsewhere.open(sealed, WHERE) is None


def test_a_bounded_number_of_keys_is_held(vault, monkeypatch):
    monkeypatch.setattr("shared.vault.CACHED_KEYS", 3)
    sealed = [vault.seal("x", f"case-{number}", WHERE) for number in range(8)]
    assert len(vault._held) == 3
    assert [vault.open(each, WHERE) for each in sealed] == ["x"] * 8


def test_many_who_need_the_same_new_key_at_once_agree_on_one(database):
    vaults = [Vault(database, MASTER) for _ in range(8)]
    start = threading.Barrier(8)

    def seal(each: Vault) -> dict[str, str]:
        start.wait()
        return each.seal("x", PERSON, WHERE)

    with ThreadPoolExecutor(8) as pool:
        sealed = list(pool.map(seal, vaults))
    assert database[KEYS].count_documents({}) == 1
    assert {Vault(database, MASTER).open(each, WHERE) for each in sealed} == {"x"}


def test_making_a_key_while_another_destroys_it_ends_with_it_destroyed(database):
    for number in range(10):
        key_id = f"person-{number}"
        start = threading.Barrier(2)

        def make(key_id: str = key_id, start: threading.Barrier = start) -> None:
            start.wait()
            with suppress(Rejected):
                Vault(database, MASTER).seal("x", key_id, WHERE)

        def destroy(key_id: str = key_id, start: threading.Barrier = start) -> None:
            start.wait()
            Vault(database, MASTER).destroy(key_id)

        with ThreadPoolExecutor(2) as pool:
            for future in [pool.submit(make), pool.submit(destroy)]:
                future.result()
        assert set(database[KEYS].find_one({"_id": key_id})) == {"_id", "destroyed_at"}


def test_the_database_holds_no_key_in_clear(database, vault):
    vault.ensure(PERSON)
    document = database[KEYS].find_one({"_id": PERSON})
    assert set(document) == {"_id", "wrapped", "master", "made_at"}
    assert len(document["wrapped"]) == 12 + 32 + 16
    assert MASTER not in bytes(document["wrapped"])


def test_another_master_key_opens_nothing(database, vault):
    sealed = vault.seal("x", PERSON, WHERE)
    with pytest.raises(TransientError, match="another master key"):
        Vault(database, bytes(32)).open(sealed, WHERE)


def test_a_wrapped_key_moved_to_another_name_is_found_out(database, vault):
    sealed = vault.seal("x", PERSON, WHERE)
    document = database[KEYS].find_one({"_id": PERSON})
    database[KEYS].insert_one({**document, "_id": "person-43"})
    with pytest.raises(BrokenHistory, match="wrapped key"):
        Vault(database, MASTER).open({**sealed, "key": "person-43"}, WHERE)


def test_the_master_key_has_256_bits(database):
    with pytest.raises(ValueError, match="256 bits"):
        Vault(database, b"short")


def test_a_vault_that_is_away_is_a_passing_thing():
    client: MongoClient[dict[str, object]] = MongoClient(
        "mongodb://127.0.0.1:1", serverSelectionTimeoutMS=100
    )
    away = Vault(client["vault"], MASTER)
    for attempt in (
        lambda: away.seal("x", PERSON, WHERE),
        lambda: away.open({"sealed": "QUFBQUFBQUFBQUFBQUFBQUFB", "key": PERSON}, WHERE),
        lambda: away.destroy(PERSON),
        lambda: away.ensure(PERSON),
    ):
        with pytest.raises(TransientError):
            attempt()
    client.close()


def test_many_keys_are_made_in_one_write_and_none_that_is_there_is_touched(database, vault):
    before = vault.seal("có trước", "person-1", WHERE)
    vault.destroy("person-2")
    Vault(database, MASTER).prepare(["person-1", "person-2", "person-3", "person-3", "person-4"])
    stored = {row["_id"]: "wrapped" in row for row in database[KEYS].find()}
    assert stored == {"person-1": True, "person-2": False, "person-3": True, "person-4": True}
    assert Vault(database, MASTER).open(before, WHERE) == "có trước"
    with pytest.raises(Rejected):
        Vault(database, MASTER).seal("x", "person-2", WHERE)


def test_two_who_make_the_same_keys_at_once_have_the_same_ones(database):
    names = [f"person-{number}" for number in range(50)]
    vaults = [Vault(database, MASTER) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda one: one.prepare(names), vaults))
    for name in names:
        sealed = vaults[0].seal(name, name, WHERE)
        assert {one.open(sealed, WHERE) for one in vaults} == {name}


def test_keys_that_a_majority_did_not_acknowledge_are_not_taken_for_made(vault, monkeypatch):
    class Unsure:
        def insert_many(self, documents, ordered):
            doubt = {"code": 64, "errmsg": "waiting for replication timed out"}
            raise BulkWriteError({"writeErrors": [], "writeConcernErrors": [doubt], "nInserted": 1})

    monkeypatch.setattr(vault, "_keys", Unsure())
    with pytest.raises(TransientError):
        vault.prepare([PERSON])
    assert PERSON not in vault._held


class TestAnotherMaster:
    """The master key is replaced while keys are in use: nothing sealed is lost, and nothing stays under the old one."""

    NEW = bytes(range(1, 33))

    @pytest.fixture
    def watch(self):
        return Watch()

    @pytest.fixture
    def masters(self):
        return [MASTER]

    @pytest.fixture
    def running(self, database, masters, watch):
        """A process that goes on while the master is replaced."""
        return Vault(database, MASTER, monotonic=watch, masters=lambda: tuple(masters))

    def rewrapping(self, database, masters):
        return Vault(database, masters[0], masters=lambda: tuple(masters))

    def test_what_was_sealed_before_opens_during_and_after(self, database, running, masters):
        before = running.seal("Nguyễn Thị Lan", PERSON, WHERE)
        masters.insert(0, self.NEW)
        assert self.rewrapping(database, masters).rewrap() == 1
        masters.pop()
        assert Vault(database, self.NEW).open(before, WHERE) == "Nguyễn Thị Lan"
        assert running.open(before, WHERE) == "Nguyễn Thị Lan"
        with pytest.raises(TransientError):
            Vault(database, MASTER).open(before, WHERE)

    def test_a_running_process_opens_what_is_wrapped_anew_and_wraps_so_itself_within_a_minute(
        self, database, running, masters, watch
    ):
        masters.insert(0, self.NEW)
        other = self.rewrapping(database, masters)
        assert running.open(other.seal("mới", "person-neu", WHERE), WHERE) == "mới"
        watch.now += 61
        running.seal("x", "person-sau", WHERE)
        assert other.rewrap() == 0

    def test_what_a_process_that_ended_at_once_left_under_the_old_one_is_found_by_the_second_pass(
        self, database, masters
    ):
        masters.insert(0, self.NEW)
        other = self.rewrapping(database, masters)
        assert other.rewrap() == 0
        Vault(database, MASTER).ensure("person-muon")  # it never looked for the master again
        assert other.rewrap() == 1
        assert other.rewrap() == 0

    def test_what_a_sleeper_wraps_under_a_forgotten_one_is_wrapped_anew_before_it_is_used(
        self, database, running, masters
    ):
        masters[:] = [self.NEW]  # its former master is remembered by this process alone
        sealed = running.seal("Lò Thị Mai", "person-muon", WHERE)
        running.ensure("person-muon-2")
        running_many = Vault(database, MASTER, masters=lambda: tuple(masters))
        running_many.prepare(["person-muon-3", "person-muon-4"])
        many = running_many.seal("Mây", "person-muon-4", WHERE)
        anew = Vault(database, self.NEW)
        assert anew.rewrap() == 0
        assert (anew.open(sealed, WHERE), anew.open(many, WHERE)) == ("Lò Thị Mai", "Mây")

    def test_a_key_destroyed_before_it_is_wrapped_anew_stays_destroyed(self, database, masters):
        def read_anew():
            Vault(database, self.NEW).destroy("person-muon")
            return (self.NEW,)

        sleeper = Vault(database, MASTER, masters=read_anew)
        with pytest.raises(Rejected):
            sleeper.seal("x", "person-muon", WHERE)
        assert "wrapped" not in database[KEYS].find_one({"_id": "person-muon"})

    def test_a_destroyed_key_stays_destroyed(self, database, running, masters):
        sealed = running.seal("x", PERSON, WHERE)
        running.destroy(PERSON)
        masters.insert(0, self.NEW)
        assert self.rewrapping(database, masters).rewrap() == 0
        assert Vault(database, self.NEW).open(sealed, WHERE) is None

    def test_a_key_under_a_master_that_is_gone_stops_it_and_changes_nothing(self, database, running):
        running.seal("x", PERSON, WHERE)
        with pytest.raises(BrokenHistory):
            Vault(database, self.NEW).rewrap()


def test_the_master_file_is_replaced_and_gone_on_with_after_a_stop_in_the_middle(tmp_path):
    ring = Keyring(tmp_path)
    ring.make_missing()
    first = ring.secret("master")
    assert ring.rotate_master() == first
    second, former = ring.masters()
    assert (former, second != first) == (first, True)
    assert ring.rotate_master() == first  # the former one is still needed
    assert ring.masters() == (second, first)
    ring.forget_former_master(second)  # another run's
    assert ring.masters() == (second, first)
    ring.forget_former_master(first)
    assert ring.masters() == (second,)
    (tmp_path / "former-master.key").write_bytes(second)  # ended after the copy was made
    (tmp_path / ".master.next").write_bytes(b"torn")
    ring.rotate_master()
    third, former = ring.masters()
    assert (former, len(third), third != second) == (second, 32, True)
    assert sorted(path.name for path in tmp_path.glob("*master*")) == ["former-master.key", "master.key"]

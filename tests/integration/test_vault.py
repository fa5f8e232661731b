"""The vault on a real server: seals, opens, destroys for good; safe for many at once."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pymongo import MongoClient

from shared.errors import BrokenHistory, Rejected, TransientError
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
    with pytest.raises(BrokenHistory, match="another master key"):
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

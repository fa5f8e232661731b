"""The evidence store on a real database: named by digest, one file however often, never half, verified on reading."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import gridfs
import pytest
from pymongo.errors import AutoReconnect

from services.nominations.adapters.evidence_store import (
    CHUNK_BYTES,
    CHUNKS,
    FILES,
    GridFsEvidence,
    has_file,
)
from services.nominations.application.evidence import About
from shared import metrics
from shared.errors import BrokenHistory, Damaged, NotFound, Rejected, TransientError
from shared.vault import Vault
from tests.builders import papers

CASE = "nomination-n1"
SMALL = papers.pdf("nhỏ")
LARGE = papers.pdf("lớn", 3 * CHUNK_BYTES + 1000)


def about(content: bytes, name: str = "Tờ trình.pdf") -> About:
    return About(name=name, kind="pdf", plain_sha256=hashlib.sha256(content).hexdigest(), by="user:lan")


@pytest.fixture
def vault(database):
    return Vault(database.client[f"{database.name}_vault"], bytes(range(32)))


@pytest.fixture
def store(database, vault):
    return GridFsEvidence(database, vault, lambda: datetime(2026, 11, 26, tzinfo=UTC))


def put(store, content, case=CASE, **told):
    return store.put(case, content, about(content, **told))


@pytest.mark.parametrize("content", [SMALL, LARGE], ids=["one chunk", "several chunks"])
def test_what_is_put_is_given_again_under_the_digest_of_its_sealed_bytes(store, database, content):
    stored = put(store, content)
    assert (stored.size, stored.case, stored.about) == (len(content), CASE, about(content))
    assert store.stat(CASE, stored.sha256) == stored
    assert store.get(CASE, stored.sha256) == (stored, content)
    with gridfs.GridFSBucket(database, "evidence").open_download_stream(stored.sha256) as taken:
        sealed = taken.read()
    assert hashlib.sha256(sealed).hexdigest() == stored.sha256 != stored.about.plain_sha256
    assert content[:20] not in sealed


def test_neither_name_nor_content_nor_plain_digest_can_be_read_in_the_database(store, database):
    put(store, SMALL)
    whole = repr([*database[FILES].find(), *database[CHUNKS].find()])
    assert "Tờ trình" not in whole
    assert hashlib.sha256(SMALL).hexdigest() not in whole
    assert "PDF" not in whole


def test_the_same_file_twice_is_one_and_what_was_known_first_stands(store, database):
    first = put(store, LARGE)
    assert put(store, LARGE, name="tên khác.pdf") == first
    assert (database[FILES].count_documents({}), database[CHUNKS].count_documents({})) == (1, 4)


def test_one_file_in_two_cases_is_two_and_neither_sees_the_other(store):
    one, other = put(store, SMALL), put(store, SMALL, case="nomination-n2")
    assert one.sha256 != other.sha256
    assert store.stat("nomination-n2", one.sha256) is None
    with pytest.raises(NotFound):
        store.get("nomination-n2", one.sha256)


class Dying:
    """A collection whose process dies at its *count*th write."""

    def __init__(self, collection, count):
        self._collection = collection
        self._left = count

    def __getattr__(self, name):
        found = getattr(self._collection, name)
        if not name.startswith("insert"):
            return found

        def write(*given, **named):
            self._left -= 1
            if self._left < 0:
                raise AutoReconnect("killed")
            return found(*given, **named)

        return write


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_crash_in_the_middle_leaves_nothing_that_can_be_read_and_putting_again_completes_it(
    store, database, monkeypatch, count
):
    monkeypatch.setattr("services.nominations.adapters.evidence_store.AT_ONCE", 2)
    whole = store._chunks
    files = store._files
    store._chunks = Dying(whole, count)
    store._files = Dying(files, 0)
    with pytest.raises(TransientError):
        put(store, LARGE)
    store._chunks, store._files = whole, files
    assert database[CHUNKS].count_documents({}) == 2 * count
    assert database[FILES].count_documents({}) == 0
    stored = put(store, LARGE)
    assert store.get(CASE, stored.sha256)[1] == LARGE
    assert database[CHUNKS].count_documents({}) == 4


def damage_a_byte(database, sha256):
    row = database[CHUNKS].find_one({"_id": f"{sha256}@000001"})
    data = bytearray(row["data"])
    data[7] ^= 1
    database[CHUNKS].update_one({"_id": row["_id"]}, {"$set": {"data": bytes(data)}})


def lose_a_chunk(database, sha256):
    database[CHUNKS].delete_one({"_id": f"{sha256}@000002"})


def add_a_chunk(database, sha256):
    database[CHUNKS].insert_one({"_id": f"{sha256}@000009", "files_id": sha256, "n": 9, "data": b"more"})


def alter_the_card(database, sha256):
    database[FILES].update_one({"_id": sha256}, {"$set": {"metadata.card": b"0" * 60}})


@pytest.mark.parametrize("attack", [damage_a_byte, lose_a_chunk, add_a_chunk, alter_the_card])
def test_a_file_that_somebody_altered_is_not_given_and_alarms(store, database, attack):
    stored = put(store, LARGE)
    before = metrics.EVIDENCE_DAMAGED._value.get()
    attack(database, stored.sha256)
    with pytest.raises(Damaged) as caught:
        store.get(CASE, stored.sha256)
    assert (caught.value.code, metrics.EVIDENCE_DAMAGED._value.get()) == ("evidence-damaged", before + 1)


def test_another_cases_file_under_this_cases_name_is_found_out(store, database):
    stored = put(store, SMALL, case="nomination-n2")
    database[FILES].update_one({"_id": stored.sha256}, {"$set": {"metadata.case": CASE}})
    with pytest.raises(Damaged):
        store.get(CASE, stored.sha256)


def test_a_file_of_an_erased_case_is_gone_and_takes_no_other(store, vault):
    stored = put(store, SMALL)
    assert has_file(store, CASE, stored.sha256)
    vault.destroy(f"case-{CASE}")
    assert not has_file(store, CASE, stored.sha256)
    with pytest.raises(NotFound) as caught:
        store.get(CASE, stored.sha256)
    assert caught.value.code == "file-erased"
    with pytest.raises(Rejected) as refused:
        put(store, LARGE)
    assert refused.value.code == "erased"


def test_a_file_nobody_put_is_not_there(store):
    assert store.stat(CASE, "a" * 64) is None
    assert not has_file(store, CASE, "a" * 64)
    with pytest.raises(NotFound):
        store.get(CASE, "a" * 64)


def test_a_large_file_comes_and_goes_whole(store):
    content = papers.pdf("rất lớn", 20 * 1024 * 1024)
    assert store.get(CASE, put(store, content).sha256)[1] == content


def test_a_file_is_sealed_alike_each_time_under_its_key_and_in_its_place_only(vault):
    sealed = vault.seal_bytes(SMALL, "case-a", "evidence")
    assert vault.seal_bytes(SMALL, "case-a", "evidence") == sealed
    assert vault.seal_bytes(SMALL, "case-b", "evidence") != sealed
    assert vault.seal_bytes(SMALL, "case-a", "elsewhere") != sealed
    assert vault.open_bytes(sealed, "case-a", "evidence") == SMALL
    for wrong in (sealed[:-1] + bytes([sealed[-1] ^ 1]), sealed[:5], b""):
        with pytest.raises(BrokenHistory):
            vault.open_bytes(wrong, "case-a", "evidence")
    with pytest.raises(BrokenHistory):
        vault.open_bytes(sealed, "case-a", "elsewhere")
    with pytest.raises(BrokenHistory):
        vault.open_bytes(sealed, "case-never", "evidence")

"""Key files: made once, kept private, read when needed."""

from __future__ import annotations

import threading

import pytest

from shared.keyring import FILES, FINGERPRINT, LEDGER, MASTER, SERVICE, TOKEN, Keyring, MissingKey


def test_missing_keys_are_made_once_and_then_kept(tmp_path):
    keyring = Keyring(tmp_path / "keys")
    assert sorted(keyring.make_missing()) == sorted([TOKEN, SERVICE, LEDGER, MASTER, FINGERPRINT])
    assert sorted(file.name for file in keyring.folder.iterdir()) == sorted(FILES)
    assert all(keyring.holds(file) for file in FILES)
    before = {file.name: file.read_bytes() for file in keyring.folder.iterdir()}
    assert keyring.make_missing() == []
    assert {file.name: file.read_bytes() for file in keyring.folder.iterdir()} == before


def test_key_files_can_be_read_by_their_owner_only(tmp_path):
    keyring = Keyring(tmp_path / "keys")
    keyring.make_missing()
    assert {file.stat().st_mode & 0o777 for file in keyring.folder.iterdir()} == {0o600}
    assert keyring.folder.stat().st_mode & 0o777 == 0o700


def test_the_public_key_belongs_to_the_private_one(tmp_path):
    keyring = Keyring(tmp_path)
    keyring.make_missing()
    for name in (TOKEN, SERVICE, LEDGER):
        keyring.public(name).verify(keyring.private(name).sign(b"x"), b"x")
    assert len(keyring.secret(MASTER)) == 32


def test_makers_at_the_same_time_agree_on_one_key(tmp_path):
    threads = [threading.Thread(target=Keyring(tmp_path).make_missing) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    Keyring(tmp_path).public(TOKEN).verify(Keyring(tmp_path).private(TOKEN).sign(b"x"), b"x")
    assert not list(tmp_path.glob(".*"))


def test_a_missing_key_says_how_to_make_it(tmp_path):
    for read in (Keyring(tmp_path).private, Keyring(tmp_path).public, Keyring(tmp_path).secret):
        with pytest.raises(MissingKey, match="sovang init"):
            read(TOKEN)


def test_a_fingerprint_depends_on_every_part_and_on_the_secret(tmp_path):
    one, two = Keyring(tmp_path / "one"), Keyring(tmp_path / "two")
    one.make_missing()
    two.make_missing()
    assert one.fingerprint("a", "b") == Keyring(one.folder).fingerprint("a", "b")
    assert (
        len(
            {
                one.fingerprint("a", "b"),
                one.fingerprint("ab"),
                one.fingerprint("a", "c"),
                two.fingerprint("a", "b"),
            }
        )
        == 4
    )


def test_the_fingerprint_secret_is_read_once(tmp_path):
    keyring = Keyring(tmp_path)
    keyring.make_missing()
    first = keyring.fingerprint("a")
    (tmp_path / "fingerprint.key").unlink()
    assert keyring.fingerprint("a") == first


def test_a_keyring_does_not_show_its_secrets(tmp_path):
    keyring = Keyring(tmp_path)
    keyring.make_missing()
    keyring.fingerprint("a")
    assert repr(keyring) == f"Keyring(folder={tmp_path!r})"

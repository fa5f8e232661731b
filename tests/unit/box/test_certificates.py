"""The installation's own certificates: what is made once, who is believed by them, what renewing keeps."""

from __future__ import annotations

import os
import shutil
import ssl
from datetime import timedelta

import pytest
from cryptography.x509 import BasicConstraints, KeyUsage, load_pem_x509_certificate

from shared.clock import system_clock
from shared.errors import SovangError
from sovang.privilege import certificates
from sovang.privilege.certificates import SERVERS, ends, make_certificates, renew, renew_authority
from tests.support.certificates import Authority
from tests.support.tls_server import shaking_hands, shown


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "secrets"
    make_certificates(made)
    return made


@pytest.fixture
def years_ago(monkeypatch):
    """What is made from here on was made so many years ago."""

    def set_back(years):
        monkeypatch.setattr(
            certificates, "system_clock", lambda: system_clock() - timedelta(days=round(years * 365.25))
        )

    yield set_back
    monkeypatch.undo()


def content(folder):
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def believed(folder, server, authority, host=None):
    with shaking_hands(folder / server / "server.pem") as port:
        return shown(port, host or server, authority)


@pytest.mark.parametrize("mask", [0o000, 0o077])
def test_each_file_is_for_those_who_need_it_whatever_the_umask(tmp_path, mask):
    before = os.umask(mask)
    try:
        made = make_certificates(tmp_path / "new" / "secrets")
    finally:
        os.umask(before)
    folder = tmp_path / "new" / "secrets"
    modes = {str(path.relative_to(folder)): path.stat().st_mode & 0o777 for path in folder.rglob("*")}
    assert modes == {
        "authority": 0o755,
        "authority/ca.crt": 0o444,
        "authority/ca.key": 0o600,
        **dict.fromkeys(SERVERS, 0o755),
        **{f"{server}/{file}": 0o444 for server in SERVERS for file in ("ca.crt", "server.pem")},
    }
    assert folder.stat().st_mode & 0o777 == 0o700
    assert set(made) == {"authority/ca.crt", "authority/ca.key", *(f"{one}/server.pem" for one in SERVERS)}


def test_made_twice_nothing_is_changed(folder):
    before = content(folder)
    assert make_certificates(folder) == []
    assert content(folder) == before


@pytest.mark.parametrize("server", SERVERS)
@pytest.mark.parametrize("place", ["authority", "own"])
def test_a_server_is_believed_under_each_of_its_names_and_no_other(folder, server, place):
    authority = folder / (server if place == "own" else "authority") / "ca.crt"
    for host in (server, "localhost", "127.0.0.1"):
        believed(folder, server, authority, host)
    (other,) = SERVERS.keys() - {server}
    for host in (other, "127.0.0.2"):
        with pytest.raises(ssl.SSLCertVerificationError, match="mismatch"):
            believed(folder, server, authority, host)


def test_a_server_is_not_believed_by_another_authority_or_by_the_systems(folder, tmp_path):
    with pytest.raises(ssl.SSLCertVerificationError, match="CERTIFICATE_VERIFY_FAILED"):
        believed(folder, "mongodb", Authority(tmp_path / "other").ca)
    with pytest.raises(ssl.SSLCertVerificationError, match="CERTIFICATE_VERIFY_FAILED"):
        believed(folder, "mongodb", None)


@pytest.mark.parametrize("server", SERVERS)
def test_a_servers_certificate_vouches_for_nobody(folder, server):
    own = load_pem_x509_certificate((folder / server / "server.pem").read_bytes())
    assert not own.extensions.get_extension_for_class(BasicConstraints).value.ca
    assert not own.extensions.get_extension_for_class(KeyUsage).value.key_cert_sign


def test_it_lasts_as_long_as_is_said_and_never_longer_than_its_authority(tmp_path, years_ago):
    now = system_clock()
    make_certificates(tmp_path / "new")
    assert ends(tmp_path / "new" / "mongodb" / "server.pem") - now > timedelta(days=824)
    assert ends(tmp_path / "new" / "authority" / "ca.crt") - now > timedelta(days=3652)
    years_ago(9.5)
    make_certificates(tmp_path / "old")
    years_ago(0)
    renew(tmp_path / "old", "mongodb")
    assert ends(tmp_path / "old" / "mongodb" / "server.pem") == ends(
        tmp_path / "old" / "authority" / "ca.crt"
    )


def test_renewed_it_has_another_key_and_the_same_names_unless_others_are_given(folder):
    authority, file = folder / "authority" / "ca.crt", folder / "rabbitmq" / "server.pem"
    before, number = file.read_bytes(), believed(folder, "rabbitmq", authority)
    renew(folder, "rabbitmq", ["mq.stores.svc", "10.0.0.5"])
    assert file.read_bytes().split(b"-----END")[0] != before.split(b"-----END")[0]
    assert believed(folder, "rabbitmq", authority, "mq.stores.svc") != number
    renew(folder, "rabbitmq")
    for host in ("mq.stores.svc", "10.0.0.5"):
        believed(folder, "rabbitmq", authority, host)
    with pytest.raises(ssl.SSLCertVerificationError, match="mismatch"):
        believed(folder, "rabbitmq", authority, "rabbitmq")
    assert [path.name for path in (folder / "rabbitmq").iterdir() if path.name.startswith(".")] == []


def test_another_authority_is_believed_beside_the_former_and_signs_from_then_on(folder, tmp_path):
    former = tmp_path / "former.crt"
    former.write_bytes((folder / "authority" / "ca.crt").read_bytes())
    renew_authority(folder)
    for believer in ("authority", "mongodb", "rabbitmq"):
        believed(folder, "mongodb", folder / believer / "ca.crt")
    believed(folder, "mongodb", former)
    renew(folder, "mongodb")
    believed(folder, "mongodb", folder / "authority" / "ca.crt")
    with pytest.raises(ssl.SSLCertVerificationError, match="CERTIFICATE_VERIFY_FAILED"):
        believed(folder, "mongodb", former)


def test_an_authority_that_has_ended_is_left_out(tmp_path, years_ago):
    years_ago(11)
    make_certificates(tmp_path)
    years_ago(0)
    renew_authority(tmp_path)
    assert (tmp_path / "authority" / "ca.crt").read_bytes().count(b"BEGIN CERTIFICATE") == 1
    renew_authority(tmp_path)
    assert (tmp_path / "authority" / "ca.crt").read_bytes().count(b"BEGIN CERTIFICATE") == 2


def test_stopped_before_the_new_key_the_former_authority_signs_on(folder):
    key = (folder / "authority" / "ca.key").read_bytes()
    renew_authority(folder)
    (folder / "authority" / "ca.key").write_bytes(key)
    renew(folder, "mongodb")
    believed(folder, "mongodb", folder / "authority" / "ca.crt")


def test_stopped_after_the_first_key_it_goes_on_with_that(folder):
    key = (folder / "authority" / "ca.key").read_bytes()
    (folder / "authority" / "ca.crt").unlink()
    for server in SERVERS:
        shutil.rmtree(folder / server)
    assert make_certificates(folder) == ["authority/ca.crt", "mongodb/server.pem", "rabbitmq/server.pem"]
    assert (folder / "authority" / "ca.key").read_bytes() == key
    believed(folder, "mongodb", folder / "authority" / "ca.crt")


def test_an_operators_own_are_kept_and_never_renewed_here(tmp_path):
    theirs = Authority(tmp_path / "theirs")
    folder = tmp_path / "secrets"
    (folder / "authority").mkdir(parents=True)
    (folder / "authority" / "ca.crt").write_bytes(theirs.ca.read_bytes())
    with pytest.raises(SovangError, match=r"ca\.key is missing"):
        make_certificates(folder)
    for server in SERVERS:
        certificate, key = theirs.certify(server)
        (folder / server).mkdir()
        (folder / server / "server.pem").write_bytes(key.read_bytes() + certificate.read_bytes())
    before = content(folder)
    assert make_certificates(folder) == [f"{server}/ca.crt" for server in SERVERS]
    assert {path: text for path, text in content(folder).items() if path in before} == before
    believed(folder, "mongodb", folder / "mongodb" / "ca.crt")
    for act in (lambda: renew(folder, "mongodb"), lambda: renew_authority(folder)):
        with pytest.raises(SovangError, match=r"ca\.key is missing"):
            act()


def test_a_key_that_is_not_the_authoritys_and_a_server_that_there_is_not_are_refused(folder, tmp_path):
    make_certificates(tmp_path / "other")
    with pytest.raises(SovangError, match="No server postgres"):
        renew(folder, "postgres")
    key = folder / "authority" / "ca.key"
    key.write_bytes((tmp_path / "other" / "authority" / "ca.key").read_bytes())
    with pytest.raises(SovangError, match="is not the key"):
        renew(folder, "mongodb")

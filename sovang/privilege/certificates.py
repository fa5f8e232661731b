"""
The installation's own authority, and the certificates of database and broker that it signs: made once, renewed by command.

In a folder of secrets lie `authority/ca.crt`, which every process believes, `authority/ca.key`, which is for nobody but who
renews, and for each server a folder of its own (`mongodb`, `rabbitmq`) with `server.pem`, key and certificate in one file so
that no reader meets half of a pair, and the authority's certificates beside it.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
import os
import secrets
from collections.abc import Iterable, Sequence
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from shared.clock import system_clock
from shared.errors import SovangError

AUTHORITY_DAYS = 3653
SERVER_DAYS = 825
BEFORE = dt.timedelta(days=1)
"""Valid from a day ago: clocks differ."""

SERVERS = {name: (name, "localhost", "127.0.0.1") for name in ("mongodb", "rabbitmq")}
"""Each server and how it is reached in docker-compose.yml: by its name, and by its own health check."""

MOUNTED, PRIVATE, ENTERED = 0o444, 0o600, 0o755
"""Containers' users must read what is mounted, whoever they are; a server's folder is mounted as one, so that a file put in
another's place is seen there. The folder around it all keeps everybody else out."""


def make_certificates(folder: Path) -> list[str]:
    """
    Make the authority and each server's certificate where they are missing in *folder*; the names of new files.

    What is there stays as it is, an operator's own too. Raises SovangError when something is missing that an operator's
    own authority would have to sign.
    """
    made = _make_authority(folder)
    for server in SERVERS:
        if not (folder / server / "server.pem").exists():
            made.append(renew(folder, server))
        elif not (believed := folder / server / "ca.crt").exists():
            _put(believed, (folder / "authority" / "ca.crt").read_bytes(), MOUNTED)
            made.append(f"{server}/ca.crt")
    return made


def renew(folder: Path, server: str, hosts: Sequence[str] = ()) -> str:
    """
    Give *server* another key and certificate, for *hosts*, else for those of the one before; the file's name.

    Raises SovangError when there is no such server, or no authority's key here.
    """
    if server not in SERVERS:
        raise SovangError(
            f"Không có máy chủ {server}; có: {', '.join(SERVERS)}. / No server {server}; there are those."
        )
    file = folder / server / "server.pem"
    names = list(hosts) or _hosts(file) or list(SERVERS[server])
    issuer, signer = _authority(folder)
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = _signed(
        names[0], key.public_key(), issuer.subject, signer, SERVER_DAYS, names, issuer.not_valid_after_utc
    )
    _put(file.with_name("ca.crt"), (folder / "authority" / "ca.crt").read_bytes(), MOUNTED)
    _put(file, _private_pem(key) + certificate.public_bytes(serialization.Encoding.PEM), MOUNTED)
    return f"{server}/server.pem"


def renew_authority(folder: Path) -> None:
    """
    Put another authority before those that `ca.crt` holds and that have not ended; from here on it signs.

    Certificates made before stay valid, since all in `ca.crt` are believed. Raises SovangError when there is no
    authority's key here.
    """
    _authority(folder)  # not beside an operator's own
    file = folder / "authority" / "ca.crt"
    former = [one for one in _certificates(file) if one.not_valid_after_utc > system_clock()]
    key = ec.generate_private_key(ec.SECP256R1())
    # The certificate first: should it end here, the former key still finds its own.
    _put(
        file, b"".join(one.public_bytes(serialization.Encoding.PEM) for one in [_root(key), *former]), MOUNTED
    )
    _put(file.with_name("ca.key"), _private_pem(key), PRIVATE)
    for server in SERVERS:
        if (folder / server).is_dir():
            _put(folder / server / "ca.crt", file.read_bytes(), MOUNTED)


def ends(file: Path) -> dt.datetime:
    """When the last of the certificates in *file* ends. Raises OSError, ValueError when there is none."""
    return max(one.not_valid_after_utc for one in _certificates(file))


def _make_authority(folder: Path) -> list[str]:
    certificate, key = folder / "authority" / "ca.crt", folder / "authority" / "ca.key"
    if certificate.exists():
        return []
    made = []
    if not key.exists():
        _put(key, _private_pem(ec.generate_private_key(ec.SECP256R1())), PRIVATE)
        made.append("authority/ca.key")
    _put(certificate, _root(_private(key)).public_bytes(serialization.Encoding.PEM), MOUNTED)
    return [*made, "authority/ca.crt"]


def _authority(folder: Path) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    """The authority's certificate that belongs to its key, which lies here. Raises SovangError."""
    key = folder / "authority" / "ca.key"
    if not key.exists():
        raise SovangError(
            f"Không có {key}: chứng thư do nơi khác cấp thì gia hạn ở đó. / "
            f"{key} is missing: whoever signed the certificates signs the next ones."
        )
    private = _private(key)
    for certificate in _certificates(folder / "authority" / "ca.crt"):
        if certificate.public_key() == private.public_key():
            return certificate, private
    raise SovangError(
        f"{key} không phải khóa của ca.crt bên cạnh. / {key} is not the key of ca.crt beside it."
    )


def _hosts(file: Path) -> list[str]:
    if not file.exists():
        return []
    try:
        names = _certificates(file)[0].extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return []
    return [*names.get_values_for_type(x509.DNSName), *map(str, names.get_values_for_type(x509.IPAddress))]


def _general_name(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _certificates(file: Path) -> list[x509.Certificate]:
    return x509.load_pem_x509_certificates(file.read_bytes())


def _private(file: Path) -> ec.EllipticCurvePrivateKey:
    key = serialization.load_pem_private_key(file.read_bytes(), password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise SovangError(f"{file} không phải khóa do lệnh này tạo. / {file} was not made by this command.")
    return key


def _root(key: ec.EllipticCurvePrivateKey) -> x509.Certificate:
    name = f"Sổ Vàng {secrets.token_hex(4)}"  # two authorities of one file must not be taken for each other
    return _signed(name, key.public_key(), _named(name), key, AUTHORITY_DAYS)


def _signed(
    name: str,
    public: ec.EllipticCurvePublicKey,
    issuer: x509.Name,
    signer: ec.EllipticCurvePrivateKey,
    days: int,
    hosts: Iterable[str] = (),
    latest: dt.datetime | None = None,
) -> x509.Certificate:
    """A server's certificate for *hosts*, an authority's without; it never outlives *latest*."""
    now = system_clock()
    end = now + dt.timedelta(days=days)
    names = [_general_name(host) for host in hosts]
    builder = (
        x509.CertificateBuilder()
        .subject_name(_named(name))
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - BEFORE)
        .not_valid_after(min(end, latest) if latest else end)
        .add_extension(x509.BasicConstraints(ca=not names, path_length=None if names else 0), critical=True)
        .add_extension(_usage(authority=not names), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False
        )
    )
    if names:
        # Members of a replica set show each other their certificates as clients do.
        purposes = [ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH]
        builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
        builder = builder.add_extension(x509.ExtendedKeyUsage(purposes), critical=False)
    return builder.sign(signer, hashes.SHA256())


def _usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority, content_commitment=False, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=authority, crl_sign=authority, encipher_only=False, decipher_only=False,
    )  # fmt: skip


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _private_pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _put(file: Path, content: bytes, mode: int) -> None:
    """*content* in *file*, whole or not at all; whoever may read is said by *mode*, whatever the umask."""
    file.parent.parent.mkdir(parents=True, exist_ok=True, mode=0o700)  # keeps out everybody on this machine
    if not file.parent.exists():
        file.parent.mkdir()
        file.parent.chmod(ENTERED)
    draft = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as stream:
        os.fchmod(stream.fileno(), mode)
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(file)

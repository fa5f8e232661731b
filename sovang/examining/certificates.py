"""The certificates that database and broker show: until when they count, and who talks to another machine in the clear."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from pymongo.uri_parser import parse_uri

from shared.broker.address import address_of
from shared.clock import Clock, system_clock
from shared.settings import Settings
from shared.texts import Text
from sovang.examining.findings import Finding, State, bad, doubtful, well
from sovang.examining.reaching import credential
from sovang.privilege.certificates import ends
from sovang.privilege.management import authority_of
from sovang.privilege.roles import PROCESSES

HERE = ("127.0.0.1", "::1", "localhost")
SECONDS = 5.0
SOON = timedelta(days=30)
RENEW = Text("Gia hạn: docs/operations.md, TLS", "Renew it: docs/operations.md, TLS")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a server is reached; *authority* is the file that vouches for it, empty for the system's own."""

    host: str
    port: int
    sealed: bool
    authority: str = ""


def examine_certificates(settings: Settings, clock: Clock = system_clock) -> Iterator[Finding]:
    """Each server that an address here names, then the authorities that vouch for them. Raises WrongSetting."""
    places = sorted({place for uri in _addresses(settings) for place in places_of(uri)})
    if not places:
        yield well("Không dùng máy chủ nào ở nơi khác", "No server elsewhere is used")
    for place in places:
        yield _shown(place, clock())
    for authority in sorted({place.authority for place in places if place.authority}):
        name = Path(authority).name
        yield _lasting(Text(f"Cơ quan cấp {name}", f"The authority {name}"), ends(Path(authority)), clock())


def places_of(uri: str) -> list[Place]:
    """Where the address *uri* leads to, of a database, a broker or its management. Raises WrongSetting, PyMongoError."""
    parts = urlsplit(uri)
    match parts.scheme:
        case "amqp" | "amqps":
            options = address_of(uri).tls
            authority = "" if options is None else options.get("ca_certs", "")
            usual = 5672 if options is None else 5671
            return [Place(parts.hostname or "", parts.port or usual, options is not None, authority)]
        case "http" | "https":
            sealed = parts.scheme == "https"
            return [
                Place(
                    parts.hostname or "",
                    parts.port or (443 if sealed else 80),
                    sealed,
                    authority_of(uri) or "",
                )
            ]
        case _:
            parsed = parse_uri(uri)
            options = parsed["options"]
            sealed, authority = bool(options.get("tls")), options.get("tlsCAFile") or ""
            return [Place(host, port or 27017, sealed, authority) for host, port in parsed["nodelist"]]


def _addresses(settings: Settings) -> Iterator[str]:
    general = (
        settings.mongo_admin_uri,
        settings.mongo_uri,
        settings.amqp_uri,
        settings.rabbitmq_management_url,
    )
    for engine in ("mongo", "amqp"):
        for process in PROCESSES:
            if (uri := credential(settings, engine, process)) is not None:
                yield uri
    yield from (uri for uri in general if uri)


def _shown(place: Place, now: datetime) -> Finding:
    where = f"{place.host}:{place.port}"
    if not place.sealed:
        if place.host in HERE:
            return well(f"{where}: trên máy này, không cần TLS", f"{where}: on this machine, without TLS")
        return doubtful(
            Text(f"{where}: không mã hóa trên đường truyền", f"{where}: in the clear on its way"),
            Text("Dùng TLS: docs/operations.md, TLS", "Use TLS: docs/operations.md, TLS"),
        )
    try:
        end = _end(place)
    except ssl.SSLCertVerificationError as error:
        said = error.verify_message
        return bad(Text(f"{where}: không tin được: {said}", f"{where}: is not believed: {said}"), RENEW)
    except OSError as error:
        said = type(error).__name__
        return Finding(
            State.UNKNOWN,
            Text(f"{where}: không nối được: {said}", f"{where}: cannot be reached: {said}"),
            Text("Kiểm tra địa chỉ và máy chủ", "Look at the address and the server"),
        )
    return _lasting(Text(f"{where}: chứng thư", f"{where}: its certificate"), end, now)


def _end(place: Place) -> datetime:
    """When the certificate ends that the server there shows. Raises OSError, of which SSLCertVerificationError is one."""
    context = ssl.create_default_context(cafile=place.authority or None)
    with (
        socket.create_connection((place.host, place.port), timeout=SECONDS) as line,
        context.wrap_socket(line, server_hostname=place.host) as held,
    ):
        shown = held.getpeercert() or {}
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(str(shown["notAfter"])), UTC)


def _lasting(what: Text, end: datetime, now: datetime) -> Finding:
    day = f"{end:%Y-%m-%d}"
    if end <= now:
        return bad(Text(f"{what.vi} đã hết hạn ngày {day}", f"{what.en} ended on {day}"), RENEW)
    told = Text(f"{what.vi} có giá trị đến {day}", f"{what.en} is valid until {day}")
    return doubtful(told, RENEW) if end - now < SOON else well(told.vi, told.en)

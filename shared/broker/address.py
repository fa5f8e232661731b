"""The broker's URI taken apart: what a client library takes, and the certificates it must be held to."""

from __future__ import annotations

import ssl
from dataclasses import field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from shared.settingvalues import wrong
from shared.values import dataclass

FILES = {"cacertfile": "ca_certs", "certfile": "certfile", "keyfile": "keyfile"}
"""RabbitMQ's own words for URIs, and py-amqp's."""


@dataclass(frozen=True, slots=True)
class Address:
    """A broker: the URI without its options, and py-amqp's TLS options, None for plain `amqp://`."""

    uri: str = field(repr=False)
    tls: dict[str, Any] | None


def address_of(uri: str) -> Address:
    """
    The address in *uri*: `amqp://…`, or `amqps://user:password@host/vhost?cacertfile=…&certfile=…&keyfile=…`.

    With `amqps` the broker's certificate MUST be signed by a CA of `cacertfile` (the system's when none is named) and
    MUST name the host; nothing switches that off. Raises WrongSetting for other options or unreadable files.
    """
    parts = urlsplit(uri)
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    plain = urlunsplit(parts._replace(query=""))
    if unknown := sorted(options.keys() - FILES.keys()):
        raise wrong("AMQP_URI", f"không có tùy chọn {unknown[0]}", f"there is no option {unknown[0]}")
    if parts.scheme != "amqps":
        if options:
            raise wrong("AMQP_URI", "tùy chọn TLS cần amqps://", "TLS options need amqps://")
        return Address(plain, None)
    for path in options.values():
        if not Path(path).is_file():
            raise wrong("AMQP_URI", f"không có tệp {path}", f"there is no file {path}")
    tls = {FILES[name]: path for name, path in options.items()}
    return Address(plain, {**tls, "cert_reqs": ssl.CERT_REQUIRED, "server_hostname": parts.hostname})

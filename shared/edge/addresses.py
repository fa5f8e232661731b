"""Which client a request comes from, when programs of ours may stand between."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping, Sequence
from typing import Any

from shared.limits import Network

ADDRESS = "sovang.address"
"""Where the request's environment keeps the client's address; empty for a program of ours that speaks for itself."""

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def address_of(environ: Mapping[str, Any], proxies: Sequence[Network]) -> str:
    """
    Whose request it is: the peer, or whom a trusted peer names in `X-Forwarded-For`.

    Of the addresses named there, the last that is no proxy counts, for that one was seen by a proxy of ours. Empty for
    a trusted peer that names nobody.
    """
    peer = parsed(str(environ.get("REMOTE_ADDR", "")))
    if peer is None or not within(peer, proxies):
        return _client(peer)
    named = [parsed(each.strip()) for each in str(environ.get("HTTP_X_FORWARDED_FOR", "")).split(",")]
    known = [each for each in named if each is not None]
    outside = [each for each in known if not within(each, proxies)]
    return _client((outside or known[:1])[-1]) if known else ""


def parsed(text: str) -> Address | None:
    """The address in *text*, IPv4 also when it is written in IPv6; None when it is none."""
    try:
        found = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return mapped or found


def within(address: Address, networks: Sequence[Network]) -> bool:
    """Whether one of *networks* holds *address*."""
    return any(address in network for network in networks)


def _client(address: Address | None) -> str:
    """One name for all that one client can call itself: in IPv6 a client has a whole /64."""
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, 64), strict=False).network_address)
    return "unknown" if address is None else str(address)

"""How much one client may ask of one process: the settings, and the refusals of those who ask for more."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import field

from shared.errors import ExpectedError
from shared.texts import Text
from shared.values import dataclass

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_RATE = re.compile(r"([1-9][0-9]{0,5})/([1-9][0-9]{0,6})")

LOOPBACK: tuple[Network, ...] = (ipaddress.ip_network("127.0.0.0/8"), ipaddress.ip_network("::1/128"))


class AddressTooLong(ExpectedError):
    """The request line is longer than 8 KiB."""

    code = "address-too-long"
    text = Text("Địa chỉ yêu cầu dài hơn 8 KiB.", "The request's address is longer than 8 KiB.")


class HeadersTooLarge(ExpectedError):
    """More than 100 headers, or larger than the server reads."""

    code = "headers-too-large"
    text = Text("Đầu mục yêu cầu quá lớn hoặc quá nhiều.", "The request's headers are too large or too many.")


class TooManyRequests(ExpectedError):
    """The caller or the address asked too often; `retry_after` is in seconds, `policy` names the limit."""

    code = "too-many-requests"
    text = Text(
        "Yêu cầu dồn dập quá; hãy chờ theo Retry-After rồi thử lại.",
        "Too many requests; wait as Retry-After says and try again.",
    )
    retry_after = 1
    policy = '"unknown"'

    @property
    def headers(self) -> Mapping[str, str]:
        """What HTTP says beside it; `RateLimit` as draft-ietf-httpapi-ratelimit-headers has it."""
        waits, name = str(self.retry_after), self.policy.partition(";")[0]
        return {
            "Retry-After": waits,
            "RateLimit-Policy": self.policy,
            "RateLimit": f"{name};r=0;t={waits}",
        }


class TooManyConnections(ExpectedError):
    """No connection is free for this client."""

    code = "too-many-connections"
    text = Text(
        "Có quá nhiều kết nối đang mở; hãy thử lại sau.", "Too many connections are open; try again later."
    )


@dataclass(frozen=True, slots=True)
class Rate:
    """`burst` requests at once, `per_second` in the long run."""

    per_second: int
    burst: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """
    What one process grants; a rate of None does not limit.

    `anonymous` and `sign_in` (requests that carry no token and read, or send) are per address, `caller` and `service`
    per token's owner. `proxies` are believed when they say whom they speak for, and may keep any number of connections.
    """

    caller: Rate | None = Rate(100, 1000)
    service: Rate | None = Rate(500, 5000)
    anonymous: Rate | None = Rate(20, 200)
    sign_in: Rate | None = Rate(2, 120)
    connections: int = 2000
    connections_each: int = 500
    proxies: tuple[Network, ...] = field(default=LOOPBACK)


def limits_of(given: Mapping[str, str]) -> Limits:
    """The limits as settings write them; raises ValueError whose text is the name of the malformed one."""
    total, each = _pair("connections", given["connections"])
    rates = {name: _rate(name, given[name]) for name in ("caller", "service", "anonymous", "sign_in")}
    return Limits(
        **rates, connections=total, connections_each=each, proxies=_networks("proxies", given["proxies"])
    )


def _rate(name: str, text: str) -> Rate | None:
    return None if text == "off" else Rate(*_pair(name, text))


def _pair(name: str, text: str) -> tuple[int, int]:
    found = _RATE.fullmatch(text)
    if found is None:
        raise ValueError(name)
    return int(found[1]), int(found[2])


def _networks(name: str, text: str) -> tuple[Network, ...]:
    try:
        return () if text == "none" else tuple(ipaddress.ip_network(each) for each in text.split())
    except ValueError:
        raise ValueError(name) from None

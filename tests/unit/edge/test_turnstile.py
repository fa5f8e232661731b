"""At what pace requests are let through, and whose they are."""

from __future__ import annotations

import ipaddress

import pytest

from shared.access import Caller, Grant
from shared.edge.addresses import ADDRESS, address_of
from shared.edge.turnstile import Buckets, Turnstile
from shared.limits import LOOPBACK, Limits, Rate, TooManyRequests, limits_of

WRITTEN = {
    "caller": "100/1000",
    "service": "off",
    "anonymous": "20/200",
    "sign_in": "2/120",
    "connections": "2000/500",
    "proxies": "127.0.0.0/8 ::1/128",
}


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def asked(path="/x", method="GET", peer="203.0.113.9", **more):
    return {"PATH_INFO": path, "REQUEST_METHOD": method, "REMOTE_ADDR": peer, **more}


def test_a_bucket_gives_its_burst_at_once_and_then_what_has_flowed_in():
    clock = Clock()
    buckets = Buckets("caller", Rate(2, 3), clock)
    for _ in range(3):
        buckets.take("a")
    with pytest.raises(TooManyRequests) as refused:
        buckets.take("a")
    assert (refused.value.retry_after, refused.value.policy) == (1, '"caller";q=3;w=2')
    buckets.take("b")
    clock.now = 0.5
    buckets.take("a")
    with pytest.raises(TooManyRequests):
        buckets.take("a")
    clock.now = 1000
    for _ in range(3):
        buckets.take("a")
    with pytest.raises(TooManyRequests):
        buckets.take("a")


def test_who_asks_although_refused_waits_no_longer_for_it():
    clock = Clock()
    buckets = Buckets("caller", Rate(1, 1), clock)
    buckets.take("a")
    for moment in (0.2, 0.4, 0.6, 0.8):
        clock.now = moment
        with pytest.raises(TooManyRequests):
            buckets.take("a")
    clock.now = 1.01
    buckets.take("a")


def test_the_memory_of_clients_is_bounded_and_forgets_the_longest_unused():
    buckets = Buckets("anonymous", Rate(1, 1), Clock(), most=100)
    for number in range(1000):
        buckets.take(str(number))
    assert len(buckets) == 100
    with pytest.raises(TooManyRequests):
        buckets.take("999")
    buckets.take("0")


def test_the_address_counts_only_for_requests_without_a_token():
    turnstile = Turnstile(Limits(anonymous=Rate(1, 1)), Clock())
    turnstile.enter(asked())
    with pytest.raises(TooManyRequests):
        turnstile.enter(asked())
    turnstile.enter(asked(HTTP_AUTHORIZATION="Bearer x"))
    turnstile.enter(asked(peer="203.0.113.10"))
    turnstile.enter(asked("/healthz"))
    turnstile.enter(asked("/ledger/checkpoint"))


def test_who_verifies_the_ledger_reads_at_the_pace_of_a_service():
    turnstile = Turnstile(Limits(anonymous=Rate(1, 1), service=Rate(1, 3)), Clock())
    for _ in range(3):
        turnstile.enter(asked("/ledger/tile/0/000"))
    with pytest.raises(TooManyRequests):
        turnstile.enter(asked("/ledger/tile/0/000"))
    turnstile.enter(asked("/ledger"))


def test_sending_and_reading_without_a_token_are_counted_apart():
    turnstile = Turnstile(Limits(anonymous=None, sign_in=Rate(1, 1)), Clock())
    turnstile.enter(asked(method="POST"))
    with pytest.raises(TooManyRequests):
        turnstile.enter(asked(method="POST"))
    for method in ("GET", "HEAD", "OPTIONS"):
        turnstile.enter(asked(method=method))


def test_a_token_that_is_worth_nothing_counts_as_none():
    turnstile = Turnstile(Limits(anonymous=Rate(1, 1)), Clock())
    request = asked(HTTP_AUTHORIZATION="Bearer x")
    turnstile.enter(request)
    turnstile.leave(request, 200)
    turnstile.leave(request, 401)
    with pytest.raises(TooManyRequests):
        turnstile.leave(request, 401)


def test_people_and_services_have_limits_of_their_own():
    turnstile = Turnstile(Limits(caller=Rate(1, 1), service=Rate(1, 3)), Clock())
    verify = turnstile.verifying(
        lambda name: Caller(actor=name, name=name, grants=(Grant("service", "*"),) if "s" in name else ())
    )
    assert verify("lan").actor == "lan"
    with pytest.raises(TooManyRequests):
        verify("lan")
    verify("ha")
    for _ in range(3):
        verify("portals")
    with pytest.raises(TooManyRequests):
        verify("portals")


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("203.0.113.9", None, "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
        ("127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "1.2.3.4, 198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "198.51.100.1, 127.0.0.2", "198.51.100.1"),
        ("::ffff:127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "127.0.0.5", "127.0.0.5"),
        ("127.0.0.1", "nonsense", ""),
        ("127.0.0.1", None, ""),
        ("::1", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::1", None, "2001:db8:1:2::"),
        ("fe80::1%eth0", None, "fe80::"),
        ("nobody", None, "unknown"),
    ],
)
def test_whose_request_it_is(peer, forwarded, address):
    environ = asked(peer=peer, **({} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}))
    assert address_of(environ, LOOPBACK) == address
    Turnstile(Limits()).enter(environ)
    assert environ[ADDRESS] == address


def test_limits_are_read_as_they_are_written():
    found = limits_of(WRITTEN)
    assert found == Limits(service=None)
    assert limits_of({**WRITTEN, "proxies": "none"}).proxies == ()
    assert limits_of({**WRITTEN, "proxies": "10.0.0.0/8"}).proxies == (ipaddress.ip_network("10.0.0.0/8"),)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("caller", "100"),
        ("anonymous", "0/5"),
        ("sign_in", "-1/5"),
        ("connections", "off"),
        ("service", "1/2/3"),
        ("proxies", "10.0.0.1/8"),
        ("proxies", "caddy"),
    ],
)
def test_a_malformed_limit_is_named(name, text):
    with pytest.raises(ValueError, match=name):
        limits_of({**WRITTEN, name: text})

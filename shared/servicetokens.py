"""Tokens by which our own programs speak as a service to one another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from shared.clock import Clock, system_clock
from shared.keyring import SERVICE, TOKEN, Keyring
from shared.settings import Settings
from shared.tokens import LONGEST, Realm, TokenSigner, service_caller


def service_signer(keyring: Keyring, settings: Settings, clock: Clock = system_clock) -> TokenSigner:
    """
    Signs for services, with the token key where there is one; raises MissingKey.

    In that order: while an upgrade goes on, an older process knows the token key alone.
    """
    if keyring.holds(f"{TOKEN}.key") or not keyring.holds(f"{SERVICE}.key"):
        return TokenSigner(keyring.private(TOKEN), settings, clock)
    return TokenSigner(keyring.private(SERVICE), settings, clock, SERVICE)


def service_token(settings: Settings, keyring: Keyring, name: str, clock: Clock = system_clock) -> str:
    """One token of service *name*, for a program that runs shortly; raises MissingKey."""
    return service_signer(keyring, settings, clock).sign(service_caller(name))


def service_tokens(realm: Realm, name: str) -> Callable[[], str]:
    """
    Gives, at each call, a token of service *name* with at least half its life before it.

    One that was made later than it is now is made again: the clock was put back, and nobody takes what is issued in the
    future. Two threads may both make a new one; either is good. Raises MissingKey.
    """
    signer = service_signer(realm.keyring, realm.settings, realm.clock)
    caller = service_caller(name)
    held: list[tuple[datetime, str]] = []

    def current() -> str:
        now = realm.clock()
        if held and timedelta(0) <= now - held[0][0] < LONGEST / 2:
            return held[0][1]
        token = signer.sign(caller)
        held[:] = [(now, token)]
        return token

    return current

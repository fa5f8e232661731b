"""
Importing this patches the standard library for eventlet; a `serve` process MUST import it before anything else.

Names are looked up anew for each connection: eventlet would keep an answer for as long as it says, ten minutes with docker, and where a
container has got another address meanwhile somebody else may answer at the old one.
"""

from __future__ import annotations

import warnings

warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")

import eventlet  # noqa: E402  # announces its retirement at each import

eventlet.monkey_patch()

from eventlet.support import greendns  # noqa: E402  # what the patched sockets look names up with


def _without_memory() -> None:
    type(greendns.resolver).clear(greendns.resolver)
    greendns.resolver._resolver.cache = None  # noqa: SLF001  # there is no setting for it


greendns.resolver.clear = _without_memory  # called at the first look-up, when there may be names at all

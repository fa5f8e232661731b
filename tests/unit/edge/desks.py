"""A desk over the invented reading room, without nameko and without sockets."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from shared.access import Caller, Grant
from shared.edge.desk import Call, Desk, Ground
from shared.errors import Unauthenticated
from shared.ids import new_id
from shared.keyring import Keyring
from shared.platform import Platform
from shared.settings import load_settings
from tests.invented.books import BooksApp, Clear

NOW = datetime(2026, 3, 25, 20, tzinfo=UTC)
"""In Vietnam it is already the 26th."""

CALLERS = {
    "librarian": Caller(actor="user:lan", name="Lan", grants=(Grant("librarian", "*"),)),
    "shelver": Caller(actor="user:ha", name="Hà", grants=(Grant("librarian", "s1"),)),
    "archivist": Caller(actor="user:thu", name="Thu", grants=(Grant("archivist", "*"),)),
    "shelf_archivist": Caller(actor="user:kim", name="Kim", grants=(Grant("archivist", "s1"),)),
    "reader": Caller(actor="user:an", name="An", grants=(Grant("reader", "*"),)),
    "both": Caller(actor="user:mai", name="Mai", grants=(Grant("reader", "*"), Grant("librarian", "s1"))),
    "far_reader": Caller(
        actor="user:tam", name="Tâm", grants=(Grant("reader", "s9"), Grant("librarian", "s1"))
    ),
    "stranger": Caller(actor="user:xa", name="Xa", grants=()),
    "service": Caller(actor="service:awards", name="awards", grants=(Grant("service", "*"),)),
}


def verify(token: str) -> Caller:
    """The token is the caller's name."""
    if token not in CALLERS:
        raise Unauthenticated("token-invalid")
    return CALLERS[token]


class Owner:
    """Who knows how accounts stand: as their tokens say, unless it is told otherwise."""

    def __init__(self) -> None:
        self.says: dict[str, Caller | Exception] = {}
        self.asked: list[str] = []

    def __call__(self, caller: Caller) -> Caller:
        self.asked.append(caller.actor)
        said = self.says.get(caller.actor, caller)
        if isinstance(said, Exception):
            raise said
        return said


def desk(folder: Path, *, demo: bool = True, owner: Owner | None = None) -> Desk:
    """A fresh reading room."""
    settings = load_settings(environment={})
    keyring = Keyring(folder)
    keyring.make_missing()
    platform = Platform(
        settings=settings,
        mongo=None,  # type: ignore[arg-type]  # the reading room keeps its books in memory
        keyring=keyring,
        sealer=Clear(),
        clock=lambda: NOW,
        new_id=new_id,
    )
    ground = Ground(
        verify=verify,
        standing=owner or Owner(),
        fingerprint=keyring.fingerprint,
        clock=platform.clock,
        new_id=new_id,
        demo=demo,
        realm="sovang:demo",
    )
    return Desk(BooksApp(platform), ground)


def call(token: str | None = "librarian", key: str | None = "k1", **more: str) -> Call:
    """A call of *token*'s owner."""
    return Call(correlation_id="c-1", token=token, key=key, **more)

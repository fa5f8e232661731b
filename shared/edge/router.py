"""Finds the route of a request among all services of one port."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Generic, TypeVar

from werkzeug import exceptions
from werkzeug.routing import Map, Rule

from shared.errors import NotFound
from shared.problems import WrongMethod
from shared.texts import Text

NO_ADDRESS = Text("Không có địa chỉ này.", "There is no such address.")

T = TypeVar("T")

_PLACE = re.compile(r"\{([a-z_][a-z0-9_]*)(?::(path))?\}")


class Router(Generic[T]):
    """Routes by method and path, `{name}` for one segment and `{name:path}` for the rest."""

    def __init__(self) -> None:
        self._map = Map(strict_slashes=False, merge_slashes=False, redirect_defaults=False)
        self._adapter = self._map.bind("")

    def add(self, method: str, path: str, target: T) -> None:
        """From now on *method* on *path* leads to *target*."""
        rule = _PLACE.sub(lambda found: f"<path:{found[1]}>" if found[2] else f"<{found[1]}>", path)
        self._map.add(Rule(rule, endpoint=target, methods=[method]))

    def find(self, method: str, path: str) -> tuple[T, dict[str, str]]:
        """The target and the values of its places; raises NotFound, or WrongMethod naming the right ones."""
        try:
            found: tuple[Any, Any] = self._adapter.match(path, method)
        except exceptions.MethodNotAllowed as wrong:
            raise WrongMethod(_sorted(wrong.valid_methods or ())) from None
        except exceptions.HTTPException:
            raise NotFound("no-such-address", NO_ADDRESS) from None
        target, values = found
        return target, dict(values)

    def methods_of(self, path: str) -> tuple[str, ...]:
        """The methods that *path* takes; raises NotFound when there is no such address."""
        methods = _sorted(self._adapter.allowed_methods(path))
        if not methods:
            raise NotFound("no-such-address", NO_ADDRESS)
        return methods


def _sorted(methods: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(methods))

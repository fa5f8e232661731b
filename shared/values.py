"""
The standard library's `dataclass` for frozen values with slots, made several times as fast.

A process defines a thousand of them before it is ready, and the standard library compiles seven functions for each, one by
one: half of what importing took (docs/decisions/0080). Here `__init__` alone is compiled, what else a value needs is shared.
`field`, `fields`, `replace`, `asdict`, matching, copying and pickling are the standard library's.
"""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import MISSING, Field, FrozenInstanceError
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

V = TypeVar("V")

ABSENT: Any = object()
"""Stands for an argument that was not given, where a factory gives the value."""


def value_of(cls: type[V], *, kw_only: bool = False) -> type[V]:
    """
    What `dataclasses.dataclass(frozen=True, slots=True, kw_only=kw_only)` makes of *cls*, as far as users can tell.

    Two differences: the class itself does not say that it is frozen, so what inherits from it is made here too; and
    `InitVar` is not known. Raises what the standard library raises for fields that cannot be, and SyntaxError for
    a field without default behind one that has one.
    """
    own = set(vars(cls))
    if "__eq__" in own and vars(cls).get("__hash__") is None:
        own.discard("__hash__")  # Python put it there itself
    made = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True, kw_only=kw_only)(cls)
    members = dataclasses.fields(made)  # type: ignore[arg-type]  # it is one since the line above
    same = _reader(each.name for each in members if each.compare)
    hashed = _reader(each.name for each in members if (each.compare if each.hash is None else each.hash))

    def equal(self: Any, other: object) -> bool:  # pragma: no cover  # it runs, under another file's name
        return same(self) == same(other) if other.__class__ is self.__class__ else NotImplemented

    def hash_of(self: Any) -> int:
        return hash(hashed(self))

    equal.__code__ = equal.__code__.replace(
        co_filename="<string>"
    )  # so pytest knows a dataclass, and tells members apart
    methods = {"__init__": _init_of(made, members), "__eq__": equal, "__hash__": hash_of, **SHARED}
    for name, method in methods.items():
        if name not in own:
            setattr(made, name, method)
    return made


def _reader(names: Iterable[str]) -> Callable[[Any], Any]:
    """Reads the members *names* as one tuple."""
    match tuple(names):
        case ():
            return lambda _: ()
        case (name,):
            get = attrgetter(name)
            return lambda value: (get(value),)
        case several:
            return attrgetter(*several)


def _init_of(cls: type[Any], members: Sequence[Field[Any]]) -> Any:
    """Compiled within the names of the class's module, by which its annotations are read; what it uses is closed over."""
    used: dict[str, Any] = {"__value_set__": object.__setattr__, "__value_absent__": ABSENT}
    own = "__value_self__" if any(each.name == "self" for each in members) else "self"
    by_place: list[str] = [own]
    by_name: list[str] = []
    lines: list[str] = []
    for each in members:
        name, parameter, value = each.name, each.name, each.name
        default = f"__value_default_{name}__"
        if each.default_factory is not MISSING:
            used[default] = each.default_factory
            parameter = f"{name}=__value_absent__"
            value = f"{default}() if {name} is __value_absent__ else {name}" if each.init else f"{default}()"
        elif each.default is not MISSING:
            used[default] = each.default
            parameter = f"{name}={default}"
            value = name if each.init else default
        elif not each.init:
            continue
        lines.append(f"__value_set__({own}, {name!r}, {value})")
        if each.init:
            (by_name if each.kw_only else by_place).append(parameter)
    if hasattr(cls, "__post_init__"):
        lines.append(f"{own}.__post_init__()")
    parameters = ", ".join([*by_place, "*", *by_name] if by_name else by_place)
    body = "\n  ".join(lines or ["pass"])
    code = f"def make({', '.join(used)}):\n def __init__({parameters}):\n  {body}\n return __init__"
    module = sys.modules.get(cls.__module__)
    found: dict[str, Any] = {}
    exec(code, vars(module) if module else {}, found)  # noqa: S102  # names of fields alone, as dataclasses does
    init = found["make"](**used)
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    init.__annotations__ = {each.name: each.type for each in members if each.init} | {"return": None}
    return init


@recursive_repr()
def _shown(self: Any) -> str:
    told = ", ".join(
        f"{each.name}={getattr(self, each.name)!r}" for each in dataclasses.fields(self) if each.repr
    )
    return f"{type(self).__qualname__}({told})"


def _not_set(_self: object, name: str, _value: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _not_deleted(_self: object, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[Any]:
    return [getattr(self, each.name) for each in dataclasses.fields(self)]


def _put_back(self: Any, state: list[Any]) -> None:
    for each, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, each.name, value)


SHARED = {
    "__repr__": _shown,
    "__setattr__": _not_set,
    "__delattr__": _not_deleted,
    "__getstate__": _state,
    "__setstate__": _put_back,
}
"""What no value needs a function of its own for."""

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # noqa: PLC0414  # given on; mypy and editors know what it is
else:

    def dataclass(*, frozen: bool, slots: bool, kw_only: bool = False) -> Callable[[type[V]], type[V]]:
        """`dataclasses.dataclass`, for frozen values with slots; raises TypeError for any other kind."""
        if not (frozen and slots):
            raise TypeError("for frozen values with slots; dataclasses.dataclass makes the others")
        return lambda cls: value_of(cls, kw_only=kw_only)

"""Values made here and by the standard library cannot be told apart by those who use them."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from dataclasses import FrozenInstanceError, field, fields, replace
from decimal import Decimal
from typing import Generic, TypeVar, get_type_hints

import pytest

from shared import values
from shared.values import dataclass

T = TypeVar("T")


def kinds(maker):
    """One class of each shape that the code uses, made by *maker*."""

    @maker(frozen=True, slots=True)
    class Empty:
        """Nothing."""

    @maker(frozen=True, slots=True)
    class One:
        """By place."""

        first: str

    @maker(frozen=True, slots=True)
    class Placed:
        """By place, one of them with a default."""

        first: str
        second: int = 2

        def longer(self):
            return Placed(self.first * self.second)

    @maker(frozen=True, slots=True, kw_only=True)
    class Named(Placed):
        """By name, behind what is inherited."""

        third: tuple[int, ...] = ()
        fourth: dict[str, int] = field(default_factory=dict, compare=False, repr=False)
        fifth: str

    @maker(frozen=True, slots=True)
    class Made:
        """Two members that nobody gives, and a check."""

        given: int
        twice: int = field(init=False)
        known: list[int] = field(default_factory=list, init=False, compare=False)
        fixed: int = field(default=7, init=False)

        def __post_init__(self):
            if self.given < 0:
                raise ValueError("negative")
            object.__setattr__(self, "twice", self.given * 2)

    @maker(frozen=True, slots=True, kw_only=True)
    class Of(Generic[T]):  # noqa: PLW1641  # the hash comes from the maker
        """Of anything; apart from the hash, and equal to its like by a rule of its own."""

        what: T
        apart: int = field(default=0, hash=False)

        def __repr__(self):
            return "of"

        def __eq__(self, other):
            return isinstance(other, Of)

    @maker(frozen=True, slots=True)
    class Odd:
        """Names that mean something elsewhere, a type of this module, and no hash."""

        self: Decimal
        cls: int = 0
        __hash__ = None

    return {each.__name__: each for each in (Empty, One, Placed, Named, Made, Of, Odd)}


OURS, THEIRS = kinds(dataclass), kinds(dataclasses.dataclass)
CALLS = {
    "Empty": [((), {})],
    "One": [(("a",), {}), ((), {"first": "b"}), (([],), {})],
    "Placed": [(("a",), {}), (("a", 3), {}), (("a",), {"second": 3}), ((), {"first": "a", "second": 2})],
    "Named": [(("a",), {"fifth": "x"}), (("a", 2), {"fifth": "x", "third": (1,), "fourth": {"k": 1}})],
    "Made": [((4,), {}), ((), {"given": 0})],
    "Of": [((), {"what": "a"}), ((), {"what": "a", "apart": 3})],
    "Odd": [((Decimal(1),), {}), ((), {"self": Decimal(2), "cls": 3})],
}
EACH = [(name, call) for name, calls in CALLS.items() for call in calls]
BAD = {
    "Empty": [((1,), {}), ((), {"first": 1})],
    "One": [((), {}), (("a", "b"), {}), (("a",), {"first": "a"})],
    "Placed": [((), {"second": 1})],
    "Named": [(("a",), {}), (("a", 2, (), {}), {}), (("a",), {"fifth": "x", "sixth": 1})],
    "Made": [((1, 2), {}), ((1,), {"twice": 2}), ((-1,), {})],
    "Of": [(("a",), {}), ((), {})],
    "Odd": [((), {"cls": 1})],
}


def said(do):
    """What comes of *do*, in words that may be compared across makers."""
    try:
        return do()
    except (TypeError, ValueError) as error:
        return type(error), str(error)


@pytest.mark.parametrize(("name", "call"), EACH)
def test_a_value_holds_shows_and_hashes_the_same(name, call):
    positional, named = call
    ours, theirs = (kind[name](*positional, **named) for kind in (OURS, THEIRS))

    assert [getattr(ours, each.name) for each in fields(ours)] == [
        getattr(theirs, each.name) for each in fields(theirs)
    ]
    assert repr(ours).replace("kinds.<locals>.", "") == repr(theirs).replace("kinds.<locals>.", "")
    assert said(lambda: hash(ours)) == said(lambda: hash(theirs))
    assert not hasattr(ours, "__dict__")


@pytest.mark.parametrize(("name", "one"), EACH)
@pytest.mark.parametrize("other", range(4))
def test_two_values_are_equal_in_the_same_cases(name, one, other):
    calls = CALLS[name]
    positional, named = calls[other % len(calls)]

    ours, theirs = (
        kind[name](*one[0], **one[1]) == kind[name](*positional, **named) for kind in (OURS, THEIRS)
    )

    assert ours is theirs


def test_pytest_takes_it_for_a_dataclass_and_can_tell_which_member_differs():
    assert Kept.__eq__.__code__.co_filename == THEIRS["One"].__eq__.__code__.co_filename


def test_values_of_two_classes_are_never_equal():
    placed = OURS["Placed"]("a", 2)

    assert placed != OURS["Named"]("a", 2, fifth="x")
    assert placed != ("a", 2)
    assert OURS["One"]("a") != THEIRS["One"]("a")


@pytest.mark.parametrize(("name", "call"), [(name, call) for name, calls in BAD.items() for call in calls])
def test_wrong_arguments_are_refused_in_the_same_words(name, call):
    positional, named = call

    ours, theirs = (said(lambda kind=kind: kind[name](*positional, **named)) for kind in (OURS, THEIRS))

    assert ours[0] in {TypeError, ValueError}
    assert ours == theirs


@pytest.mark.parametrize("kind", [OURS, THEIRS])
def test_nothing_about_a_value_changes(kind):
    value = kind["Named"]("a", fifth="x")

    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'first'"):
        value.first = "b"
    with pytest.raises(FrozenInstanceError, match="cannot delete field 'fifth'"):
        del value.fifth
    assert (value.first, value.fifth) == ("a", "x")


def test_each_value_has_a_container_of_its_own():
    one, other = (OURS["Named"]("a", fifth="x") for _ in range(2))

    assert one.fourth == other.fourth == {}
    assert one.fourth is not other.fourth


def test_what_the_standard_library_does_with_values_works_as_ever():
    named = OURS["Named"]("a", 2, fifth="x", third=(1, 2), fourth={"k": 1})

    assert replace(named, fifth="y") == OURS["Named"]("a", 2, fifth="y", third=(1, 2))
    assert dataclasses.asdict(named) == {
        "first": "a",
        "second": 2,
        "third": (1, 2),
        "fourth": {"k": 1},
        "fifth": "x",
    }
    assert OURS["Named"].__match_args__ == THEIRS["Named"].__match_args__ == ("first", "second")
    assert named.longer().first == "aa"
    for ours, theirs in zip(OURS.values(), THEIRS.values(), strict=True):
        assert [(each.name, each.type, each.kw_only) for each in fields(ours)] == [
            (each.name, each.type, each.kw_only) for each in fields(theirs)
        ]
        assert inspect.signature(ours).parameters.keys() == inspect.signature(theirs).parameters.keys()
        assert get_type_hints(ours.__init__) == get_type_hints(theirs.__init__)


@dataclass(frozen=True, slots=True)
class Kept:
    """To be pickled, a class has to be found by its name."""

    text: str
    others: list[str] = field(default_factory=list)


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))])
def test_a_copy_is_equal(again):
    value = Kept("a", ["b"])

    assert again(value) == value
    assert again(value) is not value


def test_a_value_that_holds_itself_can_be_shown():
    value = Kept("a")
    value.others.append(value)

    assert repr(value) == "Kept(text='a', others=[...])"


@pytest.mark.parametrize("options", [{}, {"frozen": True}, {"slots": True}, {"frozen": True, "slots": False}])
def test_other_kinds_are_refused(options):
    options = {"frozen": False, "slots": False, **options}

    with pytest.raises(TypeError, match="frozen values with slots"):
        values.dataclass(**options)


def test_fields_that_cannot_be_are_refused():
    with pytest.raises(ValueError, match="mutable default"):

        @dataclass(frozen=True, slots=True)
        class Shared:
            known: list[str] = []  # noqa: RUF012  # the fault looked for

    with pytest.raises(SyntaxError, match="default"):

        @dataclass(frozen=True, slots=True)
        class Disordered:
            first: int = 1
            second: int

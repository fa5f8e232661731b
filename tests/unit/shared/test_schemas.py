"""Schemas made from dataclasses: what they take, what they refuse, and that both sides agree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import ValidationError, validate

from shared.canonical import canonical_bytes, fault_of_text
from shared.privacy import ERASED, personal, restricted
from shared.schemas import MAX_TEXT, load, paths_of, schema_class, schema_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    name: str
    size: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """Every form there is."""

    text: str
    number: int
    flag: bool
    day: date
    moment: datetime
    kind: Literal["one", "two"]
    part: Part
    parts: tuple[Part, ...]
    days: tuple[date, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    perhaps: str | None = None
    perhaps_required: int | None
    bounded: int = field(default=1, metadata={"validate": validate.Range(min=1, max=3)})
    sealed: str = restricted(default="x")
    named: str | None = personal(default=None)


GOOD: dict[str, Any] = {
    "text": "Sổ",
    "number": 3,
    "flag": True,
    "day": "2021-03-25",
    "moment": "2021-03-24T09:30:00.000Z",
    "kind": "one",
    "part": {"name": "a"},
    "parts": [{"name": "b", "size": 2}],
}
WHOLE = schema_for(Whole)


def test_a_whole_object_is_loaded_with_its_types_and_defaults():
    assert load(WHOLE, GOOD) == Whole(
        text="Sổ",
        number=3,
        flag=True,
        day=date(2021, 3, 25),
        moment=datetime(2021, 3, 24, 9, 30, tzinfo=UTC),
        kind="one",
        part=Part(name="a"),
        parts=(Part(name="b", size=2),),
        perhaps_required=None,
    )


texts = st.text(min_size=1, max_size=20).map(str.strip).filter(lambda text: text and not fault_of_text(text))
plain = st.text(max_size=10).filter(lambda text: not fault_of_text(text))
numbers = st.integers(-(2**53) + 1, 2**53 - 1)
moments = st.datetimes(timezones=st.just(UTC)).map(
    lambda one: one.replace(microsecond=one.microsecond // 1000 * 1000)
)
parts = st.builds(Part, name=texts, size=numbers)
wholes = st.builds(
    Whole,
    text=texts,
    number=numbers,
    flag=st.booleans(),
    day=st.dates(),
    moment=moments,
    kind=st.sampled_from(["one", "two"]),
    part=parts,
    parts=st.lists(parts, max_size=3).map(tuple),
    days=st.lists(st.dates(), max_size=3).map(tuple),
    facts=st.dictionaries(plain, plain, max_size=3).filter(lambda one: one.keys() != {"sealed", "key"}),
    counts=st.dictionaries(plain, numbers, max_size=3),
    perhaps=st.none() | texts,
    perhaps_required=st.none() | numbers,
    bounded=st.integers(1, 3),
    sealed=texts,
    named=st.none() | texts,
)


@given(wholes)
def test_what_is_dumped_has_a_canonical_form_and_loads_to_the_same(whole):
    dumped = WHOLE.dump(whole)

    canonical_bytes(dumped)
    assert WHOLE.load(dumped) == whole
    assert WHOLE.load({name: value for name, value in dumped.items() if value is not None}) == whole


@pytest.mark.parametrize(
    ("field_name", "value", "path"),
    [
        ("text", 1, "text"),
        ("text", None, "text"),
        ("text", "", "text"),
        ("text", "  ", "text"),
        ("text", " a", "text"),
        ("text", "e\u0301", "text"),
        ("text", "a\u00a0b", "text"),
        ("text", "a\x00", "text"),
        ("text", "x" * (MAX_TEXT + 1), "text"),
        ("number", "3", "number"),
        ("number", 3.0, "number"),
        ("number", True, "number"),
        ("number", 2**53, "number"),
        ("number", -(2**53), "number"),
        ("flag", 1, "flag"),
        ("flag", "true", "flag"),
        ("day", "25/3/2021", "day"),
        ("day", "2021-3-25", "day"),
        ("day", "20210325", "day"),
        ("day", "2021-03-25T00:00:00", "day"),
        ("day", 20210325, "day"),
        ("moment", "2021-03-24", "moment"),
        ("moment", 5, "moment"),
        ("kind", "three", "kind"),
        ("part", [], "part._schema"),
        ("part", {"name": "a", "more": 1}, "part.more"),
        ("parts", [{"name": "a"}, {"name": ""}], "parts[1].name"),
        ("parts", {"name": "a"}, "parts"),
        ("facts", {"a": 1}, "facts.a.value"),
        ("facts", {"a": "e\u0301"}, "facts.a.value"),
        ("facts", {"sealed": "x", "key": "y"}, "facts"),
        ("counts", {"a": "1"}, "counts.a.value"),
        ("bounded", 4, "bounded"),
        ("perhaps", "", "perhaps"),
        ("unknown", 1, "unknown"),
    ],
)
def test_another_shape_is_refused_at_its_place(field_name, value, path):
    with pytest.raises(ValidationError) as refused:
        WHOLE.load({**GOOD, field_name: value})
    assert [found for found, _ in paths_of(refused.value.messages)] == [path]


@pytest.mark.parametrize("missing", sorted(GOOD))
def test_a_missing_field_is_refused(missing):
    with pytest.raises(ValidationError) as refused:
        WHOLE.load({name: value for name, value in GOOD.items() if name != missing})
    assert [path for path, _ in paths_of(refused.value.messages)] == [missing]


def test_an_erased_value_passes_both_ways():
    whole = WHOLE.load({**GOOD, "sealed": ERASED, "named": ERASED})

    assert (whole.sealed, whole.named) == (ERASED, ERASED)
    assert WHOLE.dump(whole)["sealed"] is ERASED


def test_a_lenient_schema_reads_only_what_it_uses():
    assert schema_for(Part, lenient=True).load({"name": "a", "more": 1}) == Part(name="a")
    inner = schema_for(Whole, lenient=True).load({**GOOD, "part": {"name": "a", "more": 1}})
    assert inner.part == Part(name="a")


def test_a_schema_without_some_fields_gives_what_is_left():
    assert schema_for(Part, without=frozenset({"size"})).load({"name": "a"}) == {"name": "a"}


def test_schemas_are_made_once():
    assert schema_for(Part) is schema_for(Part)
    assert schema_class(Part) is schema_class(Part)
    assert schema_class(Part, lenient=True) is not schema_class(Part)


@pytest.mark.parametrize(
    "hint",
    [
        float,
        dict,
        list[str],
        tuple[str, int],
        tuple[str],
        str | int,
        str | int | None,
        object,
        Mapping[str, float],
    ],
)
def test_a_type_without_a_canonical_form_is_refused_when_the_schema_is_made(hint):
    made = dataclass(frozen=True, kw_only=True)(type("Odd", (), {"__annotations__": {"value": hint}}))

    with pytest.raises(TypeError, match="no canonical form"):
        schema_for(made)


@pytest.mark.parametrize("hint", [int, tuple[str, ...], date, Part, Literal["a"]])
def test_only_text_can_be_sealed(hint):
    made = dataclass(frozen=True, kw_only=True)(
        type("Odd", (), {"__annotations__": {"value": hint}, "value": restricted()})
    )

    with pytest.raises(TypeError, match="only text can be sealed"):
        schema_for(made)


def test_paths_name_members_and_places():
    messages = {"a": {"b": ["x", "y"]}, "c": {1: {"d": ["z"]}}, "e": "w"}

    assert list(paths_of(messages)) == [("a.b", "x"), ("a.b", "y"), ("c[1].d", "z"), ("e", "w")]

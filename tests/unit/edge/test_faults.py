"""Every fault a schema can find is said in both languages."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

import pytest
from marshmallow import ValidationError, validate
from marshmallow import fields as ma
from marshmallow.schema import Schema

from shared.errors import InvalidInput
from shared.faults import MAX_FAULTS, MAX_PATH, WORDS, invalid, invalid_shape, text_of
from shared.schemas import FAULTS, schema_for

UNSAID = WORDS["Invalid value."]


@dataclass(frozen=True, kw_only=True)
class Inner:
    number: int


@dataclass(frozen=True, kw_only=True)
class Everything:
    text: str
    count: int = field(metadata={"validate": validate.Range(min=1, max=5)})
    flag: bool
    day: date
    moment: datetime
    kind: Literal["a", "b"]
    several: tuple[Inner, ...] = field(metadata={})
    inner: Inner
    facts: dict[str, str] = field(default_factory=dict)


GOOD = {
    "text": "x",
    "count": 1,
    "flag": True,
    "day": "2021-03-25",
    "moment": "2021-03-25T08:00:00.000Z",
    "kind": "a",
    "several": [{"number": 1}],
    "inner": {"number": 1},
}


def faults_of(**changes: object) -> dict[str, str]:
    payload = {name: value for name, value in {**GOOD, **changes}.items() if value is not ...}
    with pytest.raises(ValidationError) as found:
        schema_for(Everything).load(payload)
    return {path: text.vi for path, text in invalid_shape(found.value).fields.items()}


def test_the_sample_is_good():
    assert schema_for(Everything).load(GOOD).count == 1


@pytest.mark.parametrize(
    ("changes", "path", "vi"),
    [
        ({"text": ...}, "text", "Thiếu trường này."),
        ({"text": None}, "text", "Không được để trống (null)."),
        ({"text": 5}, "text", "Phải là chuỗi ký tự."),
        ({"text": "e\u0302"}, "text", "Phải ở dạng Unicode NFC (dựng sẵn)."),
        ({"text": "a\u00a0b"}, "text", "Không được có dấu cách không ngắt."),
        ({"text": "a\u0007b"}, "text", "Không được có ký tự điều khiển."),
        ({"text": "\ud800"}, "text", "Không được có ký tự điều khiển."),
        ({"text": "  "}, "text", "Không được để trắng."),
        ({"text": " a"}, "text", "Không được có khoảng trắng ở đầu hoặc cuối."),
        ({"text": "a" * 4001}, "text", "Dài quá 4000 ký tự."),
        ({"count": "1"}, "count", "Phải là số nguyên."),
        ({"count": 1.5}, "count", "Phải là số nguyên."),
        ({"count": 6}, "count", "Phải từ 1 đến 5."),
        ({"flag": "true"}, "flag", "Phải là true hoặc false."),
        ({"day": "25/3/2021"}, "day", "Phải là ngày dạng 2021-03-25."),
        ({"day": "20210325"}, "day", "Phải là ngày dạng 2021-03-25."),
        ({"moment": "2021-03-25"}, "moment", "Phải là thời điểm dạng 2021-03-25T08:00:00.000Z."),
        ({"kind": "c"}, "kind", "Không thuộc các giá trị cho phép."),
        ({"several": {}}, "several", "Phải là danh sách."),
        ({"several": [{"number": 1}, {"number": "x"}]}, "several[1].number", "Phải là số nguyên."),
        ({"several": [5]}, "several[0]", "Phải là một đối tượng JSON."),
        ({"inner": 5}, "inner", "Phải là một đối tượng JSON."),
        ({"inner": {"number": 1, "extra": 2}}, "inner.extra", "Không có trường này."),
        ({"facts": []}, "facts", "Phải là các cặp tên và giá trị."),
        ({"surprise": 1}, "surprise", "Không có trường này."),
    ],
)
def test_a_fault_is_named_by_its_path_and_said_in_vietnamese(changes, path, vi):
    assert faults_of(**changes) == {path: vi}


def test_all_faults_are_said_at_once():
    assert set(faults_of(text=5, count="x", surprise=1)) == {"text", "count", "surprise"}


def test_the_kernels_codes_and_the_fields_own_messages_are_all_known():
    kinds = (ma.String, ma.Integer, ma.Boolean, ma.Date, ma.List, ma.Dict, ma.Nested, ma.Field)
    messages = {str(text) for kind in kinds for text in kind.default_error_messages.values()}
    messages |= {str(text) for text in Schema.error_messages.values()} | set(FAULTS.values())
    unsaid = {each for each in messages if text_of(each) is UNSAID and each not in WORDS}
    assert {each for each in unsaid if "{" not in each} <= {"Field may not be null.", "Invalid value."}


@pytest.mark.parametrize(
    ("rule", "value", "vi", "en"),
    [
        (validate.Range(min=3), 2, "Phải từ 3 trở lên.", "Must be 3 or more."),
        (validate.Range(max=3), 4, "Phải từ 3 trở xuống.", "Must be 3 or less."),
        (validate.Range(min=3, min_inclusive=False), 3, "Phải lớn hơn 3.", "Must be more than 3."),
        (validate.Range(max=3, max_inclusive=False), 3, "Phải nhỏ hơn 3.", "Must be less than 3."),
        (validate.Length(min=2), "a", "Phải có ít nhất 2.", "Must have at least 2."),
        (validate.Length(max=2), "aaa", "Có tối đa 2.", "Must have at most 2."),
        (validate.Length(min=1, max=2), "aaa", "Phải có từ 1 đến 2.", "Must have 1 to 2."),
        (validate.Length(equal=2), "aaa", "Phải có đúng 2.", "Must have exactly 2."),
        (validate.Regexp("b"), "a", "Không đúng dạng quy định.", "Not of the form laid down."),
    ],
)
def test_limits_are_said_with_their_figures(rule, value, vi, en):
    with pytest.raises(ValidationError) as found:
        rule(value)
    said = text_of(str(found.value.messages[0]))
    assert (said.vi, said.en) == (vi, en)


def test_a_message_nobody_foresaw_does_not_leak():
    assert text_of("Traceback: /etc/secret") is UNSAID


def test_a_flood_of_faults_is_cut():
    error = invalid((f"{'x' * 500}{number}", "Unknown field.") for number in range(10))
    assert [len(path) for path in error.fields] == [MAX_PATH]
    assert len(invalid((str(number), "blank") for number in range(1000)).fields) == MAX_FAULTS
    assert isinstance(error, InvalidInput)

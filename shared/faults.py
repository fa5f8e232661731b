"""What may be wrong with one field of a request, said in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from marshmallow import ValidationError

from shared.errors import InvalidInput
from shared.schemas import paths_of
from shared.texts import Text

MAX_PATH = 120
MAX_FAULTS = 50

MALFORMED = Text("Nội dung gửi lên không phải JSON hợp lệ.", "The body is not valid JSON.")
NOT_AN_OBJECT = Text("Nội dung gửi lên phải là một đối tượng JSON.", "The body must be a JSON object.")

WORDS: Mapping[str, Text] = {
    # marshmallow's own
    "Missing data for required field.": Text("Thiếu trường này.", "This field is missing."),
    "Field may not be null.": Text("Không được để trống (null).", "May not be null."),
    "Unknown field.": Text("Không có trường này.", "There is no such field."),
    "Invalid input type.": Text("Phải là một đối tượng JSON.", "Must be a JSON object."),
    "Invalid type.": Text("Phải là một đối tượng JSON.", "Must be a JSON object."),
    "Not a valid string.": Text("Phải là chuỗi ký tự.", "Must be text."),
    "Not a valid utf-8 string.": Text("Phải là chuỗi ký tự UTF-8.", "Must be UTF-8 text."),
    "Not a valid number.": Text("Phải là số.", "Must be a number."),
    "Not a valid integer.": Text("Phải là số nguyên.", "Must be a whole number."),
    "Number too large.": Text("Số quá lớn.", "The number is too large."),
    "Not a valid date.": Text("Phải là ngày dạng 2021-03-25.", "Must be a day like 2021-03-25."),
    "Not a valid boolean.": Text("Phải là true hoặc false.", "Must be true or false."),
    "Not a valid list.": Text("Phải là danh sách.", "Must be a list."),
    "Not a valid mapping type.": Text("Phải là các cặp tên và giá trị.", "Must be pairs of name and value."),
    "Invalid value.": Text("Giá trị không hợp lệ.", "Not a valid value."),
    "String does not match expected pattern.": Text(
        "Không đúng dạng quy định.", "Not of the form laid down."
    ),
    # the kernel's
    "not-nfc": Text("Phải ở dạng Unicode NFC (dựng sẵn).", "Must be in Unicode form NFC."),
    "no-break-space": Text("Không được có dấu cách không ngắt.", "Must not hold no-break spaces."),
    "control-character": Text("Không được có ký tự điều khiển.", "Must not hold control characters."),
    "blank": Text("Không được để trắng.", "May not be blank."),
    "outer-space": Text(
        "Không được có khoảng trắng ở đầu hoặc cuối.", "Must not begin or end with white space."
    ),
    "too-long": Text("Dài quá 4000 ký tự.", "Longer than 4000 characters."),
    "too-large": Text("Số quá lớn.", "The number is too large."),
    "looks-sealed": Text(
        "Không được có dạng của giá trị đã niêm phong.", "Must not look like a sealed value."
    ),
    "not-one-of": Text("Không thuộc các giá trị cho phép.", "Not one of the values allowed."),
    "invalid-date": Text("Phải là ngày dạng 2021-03-25.", "Must be a day like 2021-03-25."),
    "invalid-timestamp": Text(
        "Phải là thời điểm dạng 2021-03-25T08:00:00.000Z.",
        "Must be an instant like 2021-03-25T08:00:00.000Z.",
    ),
    "invalid-boolean": Text("Phải là true hoặc false.", "Must be true or false."),
    # of requests
    "in-path": Text("Đã có trong địa chỉ; không gửi lại.", "Given in the address; do not repeat it."),
    "repeated": Text("Chỉ được nêu một lần.", "May be given once only."),
    "not-today": Text(
        "Việc làm ngay trên hệ thống chỉ mang ngày hôm nay; việc đã diễn ra thì ghi với basis document.",
        "What is done in the system is of today; what already happened is recorded with basis document.",
    ),
    "in-future": Text("Không được sau ngày hôm nay.", "May not lie after today."),
    "document-only": Text("Chỉ dùng với basis document.", "Only with basis document."),
    "not-a-digest": Text(
        "Phải là 64 chữ số thập lục phân (SHA-256).", "Must be 64 hexadecimal digits (SHA-256)."
    ),
}

PATTERNS: tuple[tuple[re.Pattern[str], Text], ...] = (
    (
        re.compile(r"Must be .* (?P<n>\S+) and .* (?P<m>\S+?)\."),
        Text("Phải từ {n} đến {m}.", "Must be between {n} and {m}."),
    ),
    (
        re.compile(r"Must be greater than or equal to (?P<n>.+?)\."),
        Text("Phải từ {n} trở lên.", "Must be {n} or more."),
    ),
    (
        re.compile(r"Must be less than or equal to (?P<n>.+?)\."),
        Text("Phải từ {n} trở xuống.", "Must be {n} or less."),
    ),
    (re.compile(r"Must be greater than (?P<n>.+?)\."), Text("Phải lớn hơn {n}.", "Must be more than {n}.")),
    (re.compile(r"Must be less than (?P<n>.+?)\."), Text("Phải nhỏ hơn {n}.", "Must be less than {n}.")),
    (
        re.compile(r"Shorter than minimum length (?P<n>\d+)\."),
        Text("Phải có ít nhất {n}.", "Must have at least {n}."),
    ),
    (
        re.compile(r"Longer than maximum length (?P<n>\d+)\."),
        Text("Có tối đa {n}.", "Must have at most {n}."),
    ),
    (
        re.compile(r"Length must be between (?P<n>\d+) and (?P<m>\d+)\."),
        Text("Phải có từ {n} đến {m}.", "Must have {n} to {m}."),
    ),
    (re.compile(r"Length must be (?P<n>\d+)\."), Text("Phải có đúng {n}.", "Must have exactly {n}.")),
)


def text_of(message: str) -> Text:
    """*message* of a schema, in both languages; a message nobody foresaw says only that the value is not valid."""
    known = WORDS.get(message)
    if known is not None:
        return known
    for pattern, text in PATTERNS:
        if found := pattern.fullmatch(message):
            return text.fill(found.groupdict())
    return WORDS["Invalid value."]


def invalid(faults: Iterable[tuple[str, str]]) -> InvalidInput:
    """The error that names each field once: *faults* are pairs of path and message."""
    fields: dict[str, Text] = {}
    for path, message in faults:
        if len(fields) < MAX_FAULTS:
            fields.setdefault(path[:MAX_PATH], text_of(message))
    return InvalidInput(fields=fields)


def invalid_shape(error: ValidationError) -> InvalidInput:
    """What marshmallow found wrong."""
    return invalid(_named(error))


def _named(error: ValidationError) -> Iterable[tuple[str, str]]:
    for path, message in paths_of(error.messages):
        yield path.removeprefix("_schema.").removesuffix("._schema") or "_schema", message

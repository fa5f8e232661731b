"""The search for what is left of a name finds it in whatever form it was written, and nothing where it is not."""

from __future__ import annotations

import base64
import gzip
import json
import unicodedata
from urllib.parse import quote

import bson
import pytest

from tests.builders.papers import packed
from tests.support.traces import forms_of, in_bytes, in_files

NAME = "Khuất Nghiễnh Khuyềnh"
FORMS = forms_of(NAME)
NFD = unicodedata.normalize("NFD", NAME)


@pytest.mark.parametrize("content", [
    NAME.encode(), NFD.encode(), NAME.upper().encode(), NFD.casefold().encode(), NAME.encode("utf-16-le"),
    json.dumps({"name": NAME}).encode(), json.dumps({"name": NFD}, ensure_ascii=False).encode(),
    quote(NAME).encode(), quote(NFD).encode(), NAME.encode().hex().encode(), b"khuat nghienh khuyenh",
    b'["k","kh","nghienh"]', "ông Khuyềnh".encode(), bson.encode({"a": [{"name": NAME}]}), bson.encode({"a": NFD.encode()}),
    gzip.compress(NAME.encode(), mtime=0), packed({"xl/sharedStrings.xml": NAME.encode()}), b"\x00" * 7 + packed({"a": NFD.encode()}),
    *(base64.b64encode(b"x" * shift + NAME.encode() + b"yz") for shift in range(4)),
    *(base64.urlsafe_b64encode(b"x" * shift + NFD.encode() + b"y") for shift in range(4)),
])  # fmt: skip
def test_every_form_is_found(content):
    assert in_bytes(FORMS, content)


@pytest.mark.parametrize("content", [
    b"", "Khuất Nghiêng Khuyên".encode(), b"khuat nghieng", base64.b64encode(b"x" * 300), gzip.compress(b"khuat", mtime=0),
])  # fmt: skip
def test_what_is_not_there_is_not_found(content):
    assert in_bytes(FORMS, content) == []


def test_files_are_searched_by_name_and_content_but_for_what_is_left_out(tmp_path):
    (tmp_path / f"{NAME}.pdf").write_bytes(b"%PDF")
    (tmp_path / "left").mkdir()
    (tmp_path / "left" / "a").write_text(NAME, encoding="utf-8")
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "b").write_text(f"…{NFD}…", encoding="utf-8")
    found = {
        one.partition(": ")[0].rpartition("/")[2] for one in in_files(FORMS, tmp_path, [tmp_path / "left"])
    }
    assert found == {f"{NAME}.pdf", "b"}

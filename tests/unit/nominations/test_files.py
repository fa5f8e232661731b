"""What may be evidence, told by content; and names that do no harm."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.nominations.domain.files import (
    LONGEST_NAME,
    MOST_PARTS,
    kind_of,
    require_beginning,
    safe_name,
)
from services.nominations.domain.nomination import nomination
from services.nominations.domain.reading import FileRead, ReadFile, reading, stream_of
from shared.acts import Occurrence
from shared.errors import InvalidInput
from shared.testing.spec import Spec
from tests.builders import papers
from tests.unit.nominations.builders import attached, nomination_opened, on_paper
from tests.unit.nominations.test_nomination import ATTACH

NOW = Occurrence(occurred_on=date(2026, 11, 26), basis="system")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (papers.pdf(), "pdf"),
        (papers.PNG, "png"),
        (papers.JPEG, "jpeg"),
        (papers.JPEG + b"a film beside the photograph" * 300, "jpeg"),
        (papers.docx(), "docx"),
        (papers.xlsx(), "xlsx"),
    ],
)
def test_a_file_is_what_its_content_says(content, kind):
    assert kind_of(content) == kind
    require_beginning(content[:100])


def encrypted():
    """A ZIP whose first entry says that it is encrypted, in both places."""
    whole = bytearray(papers.docx())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        whole[whole.index(mark) + place] |= 1
    return bytes(whole)


BAD = {
    "nothing": (b"", "file-empty"),
    "a program": (b"MZ\x90\0" + b"\0" * 60, "file-type"),
    "a page": (b"<html><script>alert(1)</script></html>", "file-type"),
    "a picture that runs scripts": (b"<svg onload='alert(1)'/>", "file-type"),
    "a plain archive": (papers.packed({"a.txt": b"a"}), "file-type"),
    "an archive that says it is a document and is none": (
        papers.packed({papers.TYPES: papers.WORD.encode()}),
        "file-type",
    ),
    "a PDF cut off": (papers.pdf(size=9000)[:-4000], "file-broken"),
    "a PNG cut off": (papers.PNG[:30], "file-broken"),
    "a document cut off": (papers.docx()[:-30], "file-broken"),
    "an old document": (papers.OLE + b"\0" * 600, "file-old-format"),
    "a document with a password": (
        papers.OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
        "file-encrypted",
    ),
    "an archive with a password": (encrypted(), "file-encrypted"),
    "macros": (papers.docx(**{"word/vbaProject.bin": b"x"}), "file-macros"),
    "macros in capitals": (papers.xlsx(**{"XL/VBAPROJECT.BIN": b"x"}), "file-macros"),
    "macros of 1992": (papers.xlsx(**{"xl/macrosheets/sheet1.xml": b"x"}), "file-macros"),
    "controls": (papers.docx(**{"word/activeX/activeX1.bin": b"x"}), "file-macros"),
    "a workbook that says it has macros": (
        papers.packed(
            {papers.TYPES: b"application/vnd.ms-excel.sheet.macroEnabled.main+xml", "xl/workbook.xml": b"x"}
        ),
        "file-macros",
    ),
    "a bomb": (papers.docx(**{"word/media/a.bmp": bytes(8 * 1024 * 1024)}), "file-swells"),
    "an archive of very many parts": (
        papers.docx(**{f"word/{number}": b"" for number in range(MOST_PARTS)}),
        "file-swells",
    ),
}


@pytest.mark.parametrize(("content", "code"), BAD.values(), ids=BAD)
def test_a_file_that_is_not_taken_is_told_why(content, code):
    with pytest.raises(InvalidInput) as caught:
        kind_of(content)
    assert caught.value.code == code
    assert caught.value.text.vi
    assert caught.value.text.en
    assert list(caught.value.fields) == ["file"]


def test_a_file_is_read_no_further_when_it_begins_as_no_kind_does():
    require_beginning(b"")
    with pytest.raises(InvalidInput) as caught:
        require_beginning(b"MZ")
    assert caught.value.code == "file-type"


@pytest.mark.parametrize(
    ("given_name", "name"),
    [
        ("Tờ trình.pdf", "Tờ trình.pdf"),
        (unicodedata.normalize("NFD", "Tờ trình.pdf"), "Tờ trình.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\lan\\báo cáo.PDF", "báo cáo.pdf"),
        ("a\x00b\r\nSet-Cookie: x.pdf", "a b Set-Cookie_ x.pdf"),
        ("hóa\u00a0đơn\u202egpj.exe", "hóa đơn gpj.exe.pdf"),
        ("virus.docm", "virus.pdf"),
        ("CON", "_CON.pdf"),
        ("con.txt", "_con.txt.pdf"),
        ("  .. ", "tai-lieu.pdf"),
        ("", "tai-lieu.pdf"),
        ('a"b<c>|d?*.pdf', "a_b_c__d__.pdf"),
    ],
)
def test_a_name_is_made_safe_and_ends_as_its_content(given_name, name):
    assert safe_name(given_name, "pdf") == name


@given(st.text(max_size=400))
def test_any_name_becomes_one_that_no_system_takes_for_anything_else(text):
    name = safe_name(text, "jpeg")
    assert name.endswith(".jpg")
    assert len(name) <= LONGEST_NAME
    assert not set(name) & set('/\\<>:"|?*')
    assert all(unicodedata.category(each)[0] != "C" for each in name)
    assert name == unicodedata.normalize("NFC", name)
    assert safe_name(name, "jpeg") == name


# attaching


a = Spec(nomination)


def test_what_is_attached_here_and_now_was_uploaded():
    command = replace(ATTACH, occurrence=NOW)
    a.given(nomination_opened()).when(command).then_rejected("file-not-stored")
    uploaded = replace(attached(), act=NOW.act("nomination-n1"))
    a.given(nomination_opened()).when(replace(command, uploaded=True)).then(uploaded)


def test_what_is_recorded_from_paper_keeps_the_digest_as_stated():
    day = on_paper(date(2021, 5, 10))
    recorded = replace(attached(), act=day.act("nomination-n1"))
    a.given(nomination_opened()).when(replace(ATTACH, occurrence=day)).then(recorded)


# who took a file out


READ = ReadFile(nomination_id="n1", sha256="a" * 64, by="user:lan", hour="2026-11-26T08", occurrence=NOW)


def test_whoever_takes_a_file_out_is_noted_once_an_hour():
    noted = FileRead(
        act=NOW.act("nomination-n1"),
        nomination_id="n1",
        sha256="a" * 64,
        reader="user:lan",
        hour="2026-11-26T08",
    )
    b = Spec(reading)
    b.given().when(READ).then(noted)
    b.given(noted).when(READ).then_nothing()


def test_each_hour_file_and_reader_is_noted_apart():
    others = {"sha256": "b" * 64, "by": "user:an", "hour": "2026-11-26T09", "nomination_id": "n2"}
    streams = {
        stream_of(READ),
        *(stream_of(replace(READ, **{name: value})) for name, value in others.items()),
    }
    assert len(streams) == 5

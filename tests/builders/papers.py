"""Files as offices send them, small and whole."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

TYPES = "[Content_Types].xml"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40 + b"IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 40 + b"\xff\xd9"


def pdf(text: str = "Tờ trình", size: int = 0) -> bytes:
    """A PDF that says *text*, filled up to *size* bytes."""
    body = f"%PDF-1.4\n% {text}\n".encode()
    end = b"\n%%EOF\n"
    return body + b"0" * max(0, size - len(body) - len(end)) + end


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A ZIP of *parts*: the same bytes whenever it is made, as an entry without a time says 1980."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def docx(**parts: bytes) -> bytes:
    """A Word document; *parts* are further ones."""
    types = f'<Types><Override PartName="/word/document.xml" ContentType="{WORD}"/></Types>'
    return packed({TYPES: types.encode(), "word/document.xml": b"<w:document/>", **parts})


def xlsx(**parts: bytes) -> bytes:
    """An Excel workbook without sheets; *parts* are further ones."""
    types = f'<Types><Override PartName="/xl/workbook.xml" ContentType="{SHEET}"/></Types>'
    return packed({TYPES: types.encode(), "xl/workbook.xml": b"<workbook/>", **parts})

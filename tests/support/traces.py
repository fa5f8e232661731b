"""What is left of a name, in whatever form, in databases, files and captured messages."""

from __future__ import annotations

import base64
import gzip
import json
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

from bson.codec_options import CodecOptions
from bson.raw_bson import RawBSONDocument
from pymongo import MongoClient

from shared.folding import words_of

TELLING = 7
"""From so many letters on a single word is searched for, too: shorter ones turn up in base64 by chance."""
RAW: CodecOptions[RawBSONDocument] = CodecOptions(document_class=RawBSONDocument)

Forms = Mapping[str, bytes]


def forms_of(name: str) -> Forms:
    """*name*, and each of its words that is long enough, as somebody could have written it: how → bytes."""
    folded = words_of(name)
    texts = {**_written(name), "folded": " ".join(folded), "folded, joined": "-".join(folded)}
    found = {}
    for how, text in texts.items():
        found[how] = text.encode()
        found[f"{how}, UTF-16"] = text.encode("utf-16-le")
        found[f"{how}, hex"] = text.encode().hex().encode()
        found[f"{how}, percent"] = quote(text).encode()
        found[f"{how}, plus"] = quote(text).replace("%20", "+").encode()
        found[f"{how}, JSON"] = json.dumps(text)[1:-1].encode()
        found |= {f"{how}, base64 {number}": part for number, part in enumerate(_base64(text.encode()))}
    for word, plain in zip(name.split(), folded, strict=True):
        if len(plain) >= TELLING:
            found |= {f"{how}: {text}": text.encode() for how, text in _written(word).items()}
            found[f"folded: {plain}"] = plain.encode()
    return found


def in_bytes(forms: Forms, content: bytes) -> list[str]:
    """In which of *forms* the name stands in *content*; packed files are looked into."""
    found = [how for how, form in forms.items() if form in content]
    for part in _unpacked(content):
        found += [f"{how} (packed)" for how in in_bytes(forms, part)]
    return found


def in_databases(forms: Forms, mongo: MongoClient[dict[str, Any]]) -> Iterator[str]:
    """Where in any collection of any database, those of the server's own among them, a form is stored."""
    for name in mongo.list_database_names():
        for collection in mongo[name].list_collection_names():
            for document in mongo[name].get_collection(collection).with_options(codec_options=RAW).find():
                for how in in_bytes(forms, bytes(document.raw)):
                    yield f"{name}.{collection}: {how}"


def in_files(forms: Forms, folder: Path, leaving_out: Iterable[Path] = ()) -> Iterator[str]:
    """Where in the files below *folder*, by their names or what is in them."""
    out = tuple(leaving_out)
    for file in sorted(folder.rglob("*")):
        if any(file.is_relative_to(one) for one in out):
            continue
        content = b""
        with suppress(FileNotFoundError):  # a running server removes what it needs no more
            content = file.read_bytes() if file.is_file() and not file.is_symlink() else b""
        for how in in_bytes(forms, str(file.relative_to(folder)).encode() + b"\n" + content):
            yield f"{file}: {how}"


def _written(text: str) -> dict[str, str]:
    composed = unicodedata.normalize("NFC", text)
    cases = {"as written": composed, "small": composed.casefold(), "large": composed.upper()}
    return cases | {f"{how}, NFD": unicodedata.normalize("NFD", one) for how, one in cases.items()}


def _base64(content: bytes) -> Iterator[bytes]:
    """What does not change in the base64 of any bytes that hold *content*, at each of the three places it can begin."""
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        for shift in range(3):
            coded = encode(b"\0" * shift + content)
            yield coded[-(-shift * 8 // 6) : (shift + len(content)) * 8 // 6]


def _unpacked(content: bytes) -> Iterator[bytes]:
    if content.startswith(b"\x1f\x8b"):
        with suppress(EOFError, OSError, zlib.error):  # none, or not whole yet
            yield gzip.decompress(content)
    elif (start := content.find(b"PK\x03\x04")) >= 0 and zipfile.is_zipfile(BytesIO(content[start:])):
        with suppress(zipfile.BadZipFile, zlib.error), zipfile.ZipFile(BytesIO(content[start:])) as packed:
            yield from (packed.read(one) for one in packed.namelist())

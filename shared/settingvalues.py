"""What a setting may be: checks that name the setting and never show its value, and secrets that stand in files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from shared.errors import SovangError

MIB = 1024 * 1024


class WrongSetting(SovangError):
    """A setting is unknown or malformed; the message names it in both languages."""


def wrong(name: str, vi: str, en: str) -> WrongSetting:
    """The refusal of setting *name*."""
    return WrongSetting(f"Thiết lập {name}: {vi}. / Setting {name}: {en}.")


def port(value: object) -> int:
    """A port's number. Raises WrongSetting."""
    text = str(value)
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise wrong("SOVANG_PORT", "phải là số từ 1 đến 65535", "must be a number from 1 to 65535")
    return int(text)


def mebibytes(name: str, value: object, most: int = 100) -> int:
    """So many MiB as bytes, from 1 to *most*. Raises WrongSetting."""
    text = str(value)
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= most:
        raise wrong(name, f"phải là số từ 1 đến {most}", f"must be a number from 1 to {most}")
    return int(text) * MIB


def uri(name: str, value: object, schemes: tuple[str, ...]) -> str | None:
    """The URI in *value*, None when it is empty. Raises WrongSetting, which does not repeat it: it holds a password."""
    text = str(value or "")
    if text and not text.startswith(schemes):
        raise wrong(name, f"phải bắt đầu bằng {schemes[0]}", f"must start with {schemes[0]}")
    if any(letter.isspace() or not letter.isprintable() for letter in text):
        raise wrong(name, "có khoảng trắng hoặc xuống dòng", "contains a space or a line break")
    try:
        urlsplit(text)
    except ValueError:
        raise wrong(name, "không phải URI", "not a URI") from None
    return text or None


def with_secret_files(environment: Mapping[str, str], names: Iterable[str]) -> dict[str, str]:
    """
    *environment* with `NAME` taken from the file that `NAME_FILE` names, for each of *names*.

    Raises WrongSetting when both are given, or the file is unreadable or empty.
    """
    filled = dict(environment)
    for name in names:
        if path := environment.get(f"{name}_FILE"):
            if environment.get(name):
                raise wrong(
                    name,
                    f"chỉ đặt một trong hai: {name} hoặc {name}_FILE",
                    f"set either {name} or {name}_FILE, not both",
                )
            filled[name] = _content(f"{name}_FILE", Path(path))
    return filled


def _content(name: str, path: Path) -> str:
    try:
        content = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise wrong(name, f"không đọc được tệp {path}", f"cannot read the file {path}") from None
    if not content:
        raise wrong(name, f"tệp {path} trống", f"the file {path} is empty")
    return content

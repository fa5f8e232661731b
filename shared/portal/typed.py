"""The fields of a form as texts: what cannot be used stays as it was typed."""

from __future__ import annotations

from typing import Final

from werkzeug.datastructures import MultiDict

from shared.canonical import cleaned

LONGEST: Final = 4000

Form = MultiDict[str, str]


def text_of(form: Form, name: str) -> str:
    """The field *name*, in NFC with plain spaces; a text of spaces alone is empty."""
    return cleaned(form.get(name, "")[:LONGEST])


def filled(form: Form, *names: str) -> dict[str, str]:
    """The fields of *names* that hold something."""
    return {name: value for name in names if (value := text_of(form, name))}

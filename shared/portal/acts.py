"""An act that a page offers, as data: the command it asks for, the fields of its form, the word for its having been done."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from typing import Final, Literal

from shared.texts import Text
from shared.values import dataclass

Kind = Literal["text", "area", "date", "choice", "body", "person", "movement", "file"]
Can = Callable[[str, str | None], bool]
"""Whether the caller has a permission at an organisation."""

NOW: Final = "now"
"""What an act is about when it is about the page's case alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """
    A field of a form: named as in the command, called by a word of the page or by a text.

    A name such as `steps.0.due_on` is a field of the first of several things (as nominations' pages read it). `body`, `person` and
    `movement` suggest names; of a `file` the command gets the digest, as `sha256`.
    """

    name: str
    word: str | Text
    kind: Kind = "text"
    choices: Sequence[tuple[str, str | Text]] = ()
    required: bool = True
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """
    One act: its command, the field of it that the item in the address fills (none if empty), and its form.

    `fixed` are values that nobody types, by their name as a field; `common` are fields typed once for all things of a list.
    """

    command: str
    item: str = ""
    entries: Sequence[Entry] = ()
    done: str
    on_paper: bool = False
    fixed: Mapping[str, str] = field(default_factory=dict)
    common: Mapping[str, str] = field(default_factory=dict)

    @property
    def typed(self) -> Sequence[str]:
        """The names of the fields that are typed or chosen."""
        return [entry.name for entry in self.entries if entry.kind != "file"]

    @property
    def takes_file(self) -> bool:
        """Whether a file comes with its form."""
        return any(entry.kind == "file" for entry in self.entries)

"""Names in place of ids (gọi tên thay mã), for whoever is answered: looked up for that caller alone, and stored nowhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from shared.access import Caller
from shared.references import Kind, Reference
from shared.texts import Text

NameOf = Callable[[Kind, str, Caller], Text | None]
"""What a caller may read for an id; None where there is no such thing, or its name is not theirs to read."""


def named(references: Mapping[str, Reference], name_of: NameOf, caller: Caller) -> Mapping[str, Text]:
    """What *caller* reads in the place of each of *references*: names, and ids where there is none to read. Raises as *name_of*."""
    return {name: _read(reference, name_of, caller) for name, reference in references.items()}


def _read(reference: Reference, name_of: NameOf, caller: Caller) -> Text:
    names = [name_of(reference.kind, one, caller) or Text(one, one) for one in reference.ids]
    between = "; " if len(names) > 1 else ""  # a name may hold a comma
    return Text(between.join(name.vi for name in names), between.join(name.en for name in names))

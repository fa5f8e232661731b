"""Ids as the names people know: asked for many at once, personal names opened only now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from services.audit.application.naming import scoped
from services.audit.application.told import leaves
from services.audit.application.words import ERASED_WORDS, day_or_text
from shared.messages import Json
from shared.texts import Text

Find = Callable[[Iterable[str]], Mapping[str, Json]]
"""The documents of the view of names under these keys."""

Open = Callable[[Json, str], str | None]
"""Opens a sealed value, given its place; None when its key was destroyed."""

OF_SUBJECT: Mapping[str, Text] = {
    "nomination": Text("hồ sơ của {name}", "the dossier of {name}"),
    "award": Text("khen thưởng cho {name}", "the award to {name}"),
}
SESSION = Text("phiên họp ngày {day}", "the session of {day}")


@dataclass(frozen=True, slots=True)
class Labels:
    """The names that were looked up, by key."""

    texts: Mapping[str, Text]

    def text(self, value: str, plan_id: Any = None) -> Text | None:
        """The name of the id *value*, first within a plan; None when nobody registered one."""
        return self.texts.get(scoped(plan_id, value)) or self.texts.get(value)


def ids_in(data: Json) -> set[str]:
    """Every key under which a name of something in *data* may stand."""
    found: set[str] = set()
    for path, value in leaves(data):
        if isinstance(value, str) and (path.endswith(("_id", "]")) or path in ("recipient", "selection")):
            found |= {value, scoped(data.get("plan_id"), value)}
    return found


def look_up(keys: Iterable[str], find: Find, open_: Open) -> Labels:
    """The labels of *keys* as far as there are any; what refers to another is named after it."""
    found = dict(find(keys))
    others = {str(name["refers"]) for name in found.values() if name.get("refers")} - found.keys()
    found |= find(others)
    return Labels({key: text for key in found if (text := _text(key, found, open_)) is not None})


def _text(key: str, found: Mapping[str, Json], open_: Open, depth: int = 0) -> Text | None:
    name = found.get(key, {})
    if "sealed" in name:
        opened = open_(name["sealed"], name["where"])
        return ERASED_WORDS if opened is None else Text(opened, opened)
    if name.get("refers") and depth == 0:
        other = _text(str(name["refers"]), found, open_, 1)
        pattern = OF_SUBJECT.get(name["kind"])
        return other if other is None or pattern is None else _filled(pattern, "name", other)
    if name.get("kind") == "session":
        return _filled(SESSION, "day", day_or_text(str(name.get("held_on"))))
    if isinstance(name.get("name"), str):
        return Text(name["name"], name["name"])
    return None


def _filled(pattern: Text, place: str, value: Text) -> Text:
    return Text(pattern.vi.format_map({place: value.vi}), pattern.en.format_map({place: value.en}))

"""Ids as the names people know: asked for many at once, personal names opened only now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from typing import Any

from services.audit.application.naming import scoped
from services.audit.application.told import leaves
from services.audit.application.words import ERASED_WORDS, RESTRICTED_WORDS, day_or_text, listed
from shared.messages import Json
from shared.texts import Text
from shared.values import dataclass

Find = Callable[[Iterable[str]], Mapping[str, Json]]
"""The documents of the view of names under these keys."""

Open = Callable[[Json, str], str | None]
"""Opens a sealed value, given its place; None when its key was destroyed."""

OF_SUBJECT: Mapping[str, Text] = {
    "nomination": Text("hồ sơ của {name}", "the dossier of {name}"),
    "model": Text("điển hình {name}", "the model {name}"),
    "award": Text("khen thưởng cho {name}", "the award to {name}"),
}
OF_PERSON = "person-"
"""What the name of a person's key begins with."""

FORMER = Text("tên cũ: {names}", "formerly {names}")
FOLLOWED = Text("nay là {names}", "now {names}")
SESSION = Text("phiên họp ngày {day}", "the session of {day}")


@dataclass(frozen=True, slots=True)
class Labels:
    """
    The names that were looked up, as of any day; personal names are opened when they are first told.

    `whole` says whether the reader may see the names of people whose data is restricted (hạn chế xử lý), too.
    """

    found: Mapping[str, Json]
    open: Open
    whole: bool
    _told: dict[tuple[str, str | None], Text | None] = field(default_factory=dict, compare=False, repr=False)

    def text(self, value: str, plan_id: Any = None, day: str | None = None) -> Text | None:
        """
        The name of the id *value*, first within a plan, as it was on *day* (last, when None); None when nobody gave one.

        Old records keep the old name: of a line of a timeline, *day* is that of the act.
        """
        return self._named(scoped(plan_id, value), day) or self._named(value, day)

    def title(self, value: str) -> Text | None:
        """The name of the id *value* for lists: the last one, with those before it and whoever follows it now."""
        name, document = self.text(value), self.found.get(value, {})
        former = [str(one["name"]) for one in document.get("names", [])[:-1]]
        following = [text for one in document.get("successors", []) if (text := self.text(one)) is not None]
        if name is None or not (former or following):
            return name
        parts = [FORMER.fill({"names": ", ".join(former)})] if former else []
        parts += [_filled(FOLLOWED, "names", listed(following))] if following else []
        return Text(
            f"{name.vi} ({'; '.join(part.vi for part in parts)})",
            f"{name.en} ({'; '.join(part.en for part in parts)})",
        )

    def instead_of(self, sealed: Json) -> Text | None:
        """
        What is told in place of the *sealed* value; None when it may be opened.

        Of whoever was erased nothing is opened, even when an older vault was put back that still has the key; of whoever is
        restricted nothing to a reader who may not see it.
        """
        holder = str(sealed["key"])
        if not holder.startswith(OF_PERSON):
            return None
        key = holder.removeprefix(OF_PERSON)
        if self.found.get(key, {}).get("erased"):
            return ERASED_WORDS
        return RESTRICTED_WORDS if self._restricted(key) else None

    def _restricted(self, key: str) -> bool:
        return not self.whole and bool(self.found.get(key, {}).get("restricted"))

    def _named(self, key: str, day: str | None) -> Text | None:
        if not self._changes(key):
            day = None  # opened once, whatever the day
        if (key, day) not in self._told:
            self._told[key, day] = self._text(key, day)
        return self._told[key, day]

    def _text(self, key: str, day: str | None, depth: int = 0) -> Text | None:
        name = self.found.get(key, {})
        if name.get("erased"):
            return ERASED_WORDS
        if self._restricted(key):
            return RESTRICTED_WORDS
        if "sealed" in name:
            opened = self.open(name["sealed"], name["where"])
            return ERASED_WORDS if opened is None else Text(opened, opened)
        if name.get("refers") and depth == 0:
            other = self._text(str(name["refers"]), day, 1)
            pattern = OF_SUBJECT.get(name["kind"])
            return other if other is None or pattern is None else _filled(pattern, "name", other)
        if name.get("kind") == "session":
            return _filled(SESSION, "day", day_or_text(str(name.get("held_on"))))
        if isinstance(name.get("name"), str):
            called = _called(name, day)
            return Text(called, called)
        return None

    def _changes(self, key: str) -> bool:
        """Whether it, or what it is named after, had a name per day."""
        name = self.found.get(key, {})
        return "names" in name or "names" in self.found.get(str(name.get("refers")), {})


def ids_in(data: Json) -> set[str]:
    """Every key under which a name of something in *data* may stand."""
    found: set[str] = set()
    for path, value in leaves(data):
        if isinstance(value, str) and (
            path.endswith(("_id", "]"))
            or path in ("recipient", "selection", "scope", "recognised_by", "certified_by")
        ):
            found |= {value, scoped(data.get("plan_id"), value)}
    return found


def look_up(keys: Iterable[str], find: Find, open_: Open, *, whole: bool = False) -> Labels:
    """The labels of *keys* as far as there are any; what refers to another is named after it. *whole*: see Labels."""
    found = dict(find(keys))
    others = {str(name["refers"]) for name in found.values() if name.get("refers")}
    others |= {str(one) for name in found.values() for one in name.get("successors", [])}
    found |= find(others - found.keys())
    return Labels(found, open_, whole)


def _called(name: Json, day: str | None) -> str:
    """What it was called on *day*; before the first name, by the first one."""
    dated = name.get("names", [])
    if day is None or not dated:
        return str(name["name"])
    by_then = [one for one in dated if one["since"] <= day]
    return str((by_then[-1] if by_then else dated[0])["name"])


def _filled(pattern: Text, place: str, value: Text) -> Text:
    return Text(pattern.vi.format_map({place: value.vi}), pattern.en.format_map({place: value.en}))

"""Fields of several things in one form, such as the steps of a road-map: `steps.0.due_on` and its like; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from shared.portal.acts import Act
from shared.portal.sending import Trouble
from shared.texts import Text
from shared.values import dataclass


@dataclass(frozen=True, slots=True)
class Nested:
    """What a command is given, and what each of its paths is called in the form where the two differ."""

    content: dict[str, Any]
    places: Mapping[str, str]

    def at_fields(self, trouble: Trouble) -> Trouble:
        """*trouble* with each fault at the field of the form that it is about."""
        found: dict[str, Text] = {}
        for path, text in trouble.fields.items():
            found.setdefault(self.places.get(path, path), text)
        return replace(trouble, fields=found)


def nested(act: Act, given: Mapping[str, Any]) -> Nested:
    """
    The content of *act* by what is *given* under the names of its fields.

    Of a list, a thing of which nothing is given is left out, unless something of it is required.
    """
    rows: dict[str, dict[int, dict[str, Any]]] = {}
    for entry in act.entries:
        if "." in entry.name:
            of, number, name = entry.name.split(".")
            things = rows.setdefault(of, {})
            if entry.name in given:
                things.setdefault(int(number), {})[name] = given[entry.name]
            elif entry.required:
                things.setdefault(int(number), {})
    for path, value in act.fixed.items():
        of, number, name = path.split(".")
        if int(number) in rows.get(of, {}):
            rows[of][int(number)][name] = value
    content = {name: value for name, value in given.items() if "." not in name and name not in act.common}
    places: dict[str, str] = {}
    for of, things in rows.items():
        content[of] = [_thing(act, of, thing, given) for _, thing in sorted(things.items())]
        names = {entry.name.rpartition(".")[2] for entry in act.entries if "." in entry.name}
        for at, row in enumerate(sorted(things)):
            places |= {f"{of}[{at}].{name}": f"{of}.{row}.{name}" for name in names}
            places |= {f"{of}[{at}].{name}": name for name, among in act.common.items() if among == of}
    return Nested(content, places)


def _thing(act: Act, of: str, thing: dict[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **thing,
        **{name: given[name] for name, among in act.common.items() if among == of and name in given},
    }

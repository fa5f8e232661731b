"""
Scenario files: a case of the sources as data, each step sourced or marked invented, figures in a block of their own.

A *twin* names another scenario and changes some of its steps and of what is known; it must end "not as in the source".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from shared.errors import SovangError
from shared.texts import Text
from shared.values import dataclass

FOLDER = Path(__file__).parent / "scenarios"

_STEP_FIELDS = {
    "step", "tell", "as", "day", "post", "get", "body", "expect", "keep", "until", "each", "source", "invented",
}  # fmt: skip
OF_AUDIT = "/api/audit/"
"""What a figure's address begins with: it is found in the history that audit holds, never in the answer of who acted."""

NONE_INVENTED = "none"
"""What `invented` says where every value stands in the source; said, so that nobody need guess that it was thought of."""

_FILE_FIELDS = {"id", "title", "document", "known", "people", "steps", "expected", "cases", "opening"}
_TWIN_FIELDS = {"id", "title", "twin_of", "known", "change"}


class WrongScenario(SovangError):
    """A scenario file is not one; the message names the step and the field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """
    One request of one role, what must come back, and what to remember of it.

    `day` is the day the act happened. `expect` is a status, or `{status, code}`. `keep` maps a name to a path in the
    answer. `until` asks again until the answer holds these values. `each` repeats the step for every item of a list.
    """

    name: str
    tell: Text
    role: str
    method: str
    path: str
    body: Mapping[str, Any]
    day: str | None
    status: int
    code: str | None
    keep: Mapping[str, str]
    until: Mapping[str, Any]
    each: str | None
    source: str | None
    invented: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure of the source: where audit's public queries show it, and what the source says."""

    name: str
    tell: Text
    get: str
    path: str
    equals: Any
    source: str | None
    invented: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A whole file."""

    id: str
    title: Text
    document: str
    known: Mapping[str, Any]
    people: Mapping[str, Mapping[str, Any]]
    cases: Mapping[str, str]
    steps: tuple[Step, ...]
    expected: tuple[Figure, ...]
    twin_of: str | None = None
    changes: tuple[str, ...] = ()
    opening: Mapping[str, str] | None = None
    """The last `step` and the last `figure` of the part that a first start waits for, of a scenario that has one."""

    def opened(self) -> Scenario:
        """The part that a first start waits for, the whole of one that names none; raises WrongScenario."""
        if self.opening is None:
            return self
        steps, figures = ([one.name for one in named] for named in (self.steps, self.expected))
        try:
            step, figure = steps.index(self.opening["step"]), figures.index(self.opening["figure"])
        except (KeyError, ValueError) as error:
            raise WrongScenario(f"{self.id}, opening: {error}") from error
        return replace(self, steps=self.steps[: step + 1], expected=self.expected[: figure + 1])

    def invented(self) -> Iterator[tuple[str, str]]:
        """Each person, step and figure in which something is invented, and what."""
        for role, person in self.people.items():
            yield role, str(person["invented"])
        for step in self.steps:
            if step.invented:
                yield step.name, step.invented
        for figure in self.expected:
            if figure.invented:
                yield figure.name, figure.invented


def available() -> list[Path]:
    """The scenario files that come with the program."""
    return sorted(FOLDER.glob("*.yaml"))


def find(name: str) -> Path:
    """The file *name* itself, or the one of that name that comes with the program; raises WrongScenario."""
    for path in (Path(name), FOLDER / f"{name}.yaml"):
        if path.is_file():
            return path
    names = ", ".join(path.stem for path in available())
    raise WrongScenario(f"Không có kịch bản {name}; có: {names}. / No scenario {name}; there are: {names}.")


def load_scenario(path: Path) -> Scenario:
    """The scenario in *path*, a twin with its changes made; raises WrongScenario."""
    raw = read(path)
    if not isinstance(raw, dict):
        raise WrongScenario(f"{path.name}: không phải kịch bản / not a scenario")
    if "twin_of" in raw:
        return _twin(raw, path)
    return whole(raw, path.name)


class _PlainDates(yaml.SafeLoader):
    """Reads days as text, as the API takes them."""


_PlainDates.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:timestamp"]
    for letter, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read(path: Path) -> Any:
    """What stands in the file *path*; days are text."""
    return yaml.load(path.read_text(encoding="utf-8"), _PlainDates)  # noqa: S506  # a SafeLoader


def _twin(raw: dict[str, Any], path: Path) -> Scenario:
    require_known(raw, _TWIN_FIELDS, path.name)
    original_path = path.parent / f"{raw['twin_of']}.yaml"
    original = changed(read(original_path), raw["change"], raw.get("known", {}), path.name)
    twin = whole(original, original_path.name)
    names = tuple(change["step"] for change in raw["change"])
    return replace(
        twin, id=raw["id"], title=_text(raw["title"], path.name), twin_of=raw["twin_of"], changes=names
    )


def changed(
    original: Mapping[str, Any], changes: Sequence[Mapping[str, Any]], known: Mapping[str, Any], where: str
) -> dict[str, Any]:
    """
    The file *original* as read, with *changes* in its steps and other things *known*.

    A change names its step and what is otherwise there; of a body it gives only the fields that are. Raises WrongScenario.
    """
    steps = {item["step"]: dict(item) for item in original["steps"]}
    for change in changes:
        if change["step"] not in steps:
            raise WrongScenario(f"{where}: không có bước / no step {change['step']!r}")
        step = steps[change["step"]]
        body = step.get("body", {}) | change.get("body", {})
        step.update(change)
        if body:
            step["body"] = body
    return {**original, "steps": list(steps.values()), "known": original.get("known", {}) | known}


def whole(raw: Mapping[str, Any], file: str) -> Scenario:
    """The scenario of *raw*, which stands in *file*; raises WrongScenario."""
    require_known(raw, _FILE_FIELDS, file)
    return Scenario(
        id=raw["id"],
        title=_text(raw["title"], file),
        document=str(raw["document"]),
        known=raw.get("known", {}),
        people=_people(raw["people"], file),
        cases=raw.get("cases", {}),
        steps=tuple(_step(item, file) for item in raw["steps"]),
        expected=tuple(_figure(item, file) for item in raw["expected"]),
        opening=raw.get("opening"),
    )


def _step(raw: dict[str, Any], file: str) -> Step:
    name = str(raw.get("step", "?"))
    where = f"{file}, {name}"
    require_known(raw, _STEP_FIELDS, where)
    source, invented = _origin(raw, where)
    if ("post" in raw) == ("get" in raw):
        raise WrongScenario(f"{where}: cần đúng một trong post, get / exactly one of post, get")
    method = "POST" if "post" in raw else "GET"
    expect = raw.get("expect", {"status": 200})
    status, code = (expect, None) if isinstance(expect, int) else (expect["status"], expect.get("code"))
    return Step(
        name=name,
        tell=_text(raw["tell"], where),
        role=str(raw["as"]),
        method=method,
        path=raw["post"] if method == "POST" else raw["get"],
        body=raw.get("body", {}),
        day=raw.get("day"),
        status=int(status),
        code=code,
        keep=raw.get("keep", {}),
        until=raw.get("until", {}),
        each=raw.get("each"),
        source=source,
        invented=invented,
    )


def _figure(raw: dict[str, Any], file: str) -> Figure:
    where = f"{file}, {raw.get('figure', '?')}"
    require_known(raw, {"figure", "tell", "get", "path", "equals", "source", "invented"}, where)
    source, invented = _origin(raw, where)
    if not str(raw["get"]).startswith(OF_AUDIT):
        raise WrongScenario(
            f"{where}: số liệu phải lấy từ truy vấn của audit / a figure is asked of audit: {OF_AUDIT}…"
        )
    return Figure(
        name=str(raw["figure"]),
        tell=_text(raw["tell"], where),
        get=raw["get"],
        path=raw["path"],
        equals=raw["equals"],
        source=source,
        invented=invented,
    )


def _people(raw: Any, file: str) -> Mapping[str, Mapping[str, Any]]:
    for role, person in raw.items():
        if "invented" not in person:
            raise WrongScenario(f"{file}, people.{role}: invented?")
    return dict(raw)


def _origin(raw: Mapping[str, Any], where: str) -> tuple[str | None, str | None]:
    source, invented = raw.get("source"), raw.get("invented")
    if invented == NONE_INVENTED:
        invented = None
    if source is None and invented is None:
        raise WrongScenario(f"{where}: cần source hoặc invented / needs source or invented")
    return source, invented


def _text(raw: Any, where: str) -> Text:
    if not isinstance(raw, dict) or set(raw) != {"vi", "en"}:
        raise WrongScenario(f"{where}: cần vi và en / needs vi and en")
    return Text(raw["vi"], raw["en"])


def require_known(raw: Mapping[str, Any], known: set[str], where: str) -> None:
    """Raises WrongScenario for a field that nobody knows."""
    for name in raw:
        if name not in known:
            raise WrongScenario(f"{where}: không có trường / no such field {name!r}")

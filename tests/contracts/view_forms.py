"""
Writes down what every view comes to from whole courses: `python -m tests.contracts.view_forms`.

The courses are events as services stored them once, kept in `courses/` and never changed; what came later may be appended. The
command refuses to write down something else for a form that is written down already: a changed view gets a new form first. How
many events it was from is written down, too: later ones say nothing about it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from services.audit.adapters.ledger_reading import told, told_with_words
from services.audit.application.views import CASES, LINES, NAMES, STRIVINGS
from services.awards.adapters.catalogue import CATALOGUE as OF_AWARDS
from services.awards.adapters.foreign import KNOWN
from services.awards.application.organisations import ORGANISATIONS
from services.awards.application.people import PEOPLE as KNOWN_PEOPLE
from services.awards.application.views import VIEWS as AWARDS
from services.nominations.adapters.catalogue import CATALOGUE as OF_NOMINATIONS
from services.nominations.application.person_marks import marking_names
from services.nominations.application.register_views import PEOPLE
from services.nominations.application.views import VIEWS as NOMINATIONS
from services.notifications.adapters.foreign import FACTS as FOREIGN_FACTS
from services.notifications.application.facts import FACTS
from shared.application import read_foreign
from shared.catalogue import Catalogue
from shared.codec import Codec
from shared.messages import NumberedEvent, RecordedEvent
from shared.name_marks import marking
from shared.projecting import own
from shared.views import View, content_of
from tests.contracts.sampling import COURSES

KEPT = Path(__file__).parent / "view_forms.json"
FROZEN = Path(__file__).parent / "courses"

Read = Callable[[NumberedEvent], RecordedEvent[Any] | None]


class Plain:
    """Opens what is sealed to one and the same name."""

    def seal(self, value: str, key_id: str, where: str) -> dict[str, Any]:
        return {"sealed": value, "key": key_id}

    def open(self, _sealed: dict[str, Any], _where: str) -> str | None:
        return "Nguyễn Thị An"


def _codec(catalogue: Catalogue) -> Codec:
    return Codec(catalogue, f"//sovang.localhost/demo/{catalogue.service}", Plain(), lambda: "id")


def _own(catalogue: Catalogue) -> Read:
    return own(_codec(catalogue).decode)


def _mark(*parts: str) -> str:
    return sha256("/".join(parts).encode()).hexdigest()


def views() -> Iterator[tuple[str, View, tuple[str, ...], Read]]:
    """Each view with its name, whose events it reads, and how."""
    plain = _own(OF_NOMINATIONS)
    read = {PEOPLE.name: marking_names(_codec(OF_NOMINATIONS), marking(_mark))(plain)}
    for view in NOMINATIONS:
        yield f"nominations.{view.name}", view, ("nominations",), read.get(view.name, plain)
    for view in AWARDS:
        yield f"awards.{view.name}", view, ("awards",), _own(OF_AWARDS)
    for view in (ORGANISATIONS, KNOWN_PEOPLE):
        yield f"awards.{view.name}", view, ("nominations",), partial(read_foreign, KNOWN[view.name])
    yield "notifications.facts", FACTS, ("nominations",), lambda event: read_foreign(FOREIGN_FACTS, event)
    for view in (LINES, CASES, STRIVINGS):
        yield f"audit.{view.name}", view, ("nominations", "awards"), told
    yield "audit.names", NAMES, ("nominations", "awards"), told_with_words(Plain(), marking(_mark))


def frozen(service: str) -> list[bytes]:
    """The bodies of the events of its course, in order."""
    return (FROZEN / f"{service}.jsonl").read_bytes().splitlines()


def freeze() -> None:
    """Keep the courses as they are now, where none is kept."""
    FROZEN.mkdir(exist_ok=True)
    for service, course in COURSES.items():
        file = FROZEN / f"{service}.jsonl"
        if not file.exists():
            file.write_bytes(b"".join(event.body + b"\n" for event in course()))


def lengths() -> dict[str, int]:
    """How many events each course has."""
    return {service: len(frozen(service)) for service in COURSES}


def outcomes(up_to: Mapping[str, int]) -> Mapping[str, Mapping[str, Any]]:
    """Each view's form, and the digest of its indexes and of what it comes to *up_to* so many events of each course."""
    return {
        name: {"form": view.form, "digest": _digest(view, documents(view, up_to, sources, read))}
        for name, view, sources, read in views()
    }


def touched(
    view: View, up_to: Mapping[str, int], sources: Sequence[str], read: Read
) -> Iterator[tuple[str, RecordedEvent[Any]]]:
    """The key of each document that an event changes, with that event, in order."""
    bodies = [body for source in sources for body in frozen(source)[: up_to[source]]]
    for position, body in enumerate(bodies, start=1):
        recorded = read(NumberedEvent(source="course", epoch="e-1", position=position, body=body))
        if recorded is not None:
            yield from ((key, recorded) for key in dict.fromkeys(view.keys(recorded)))


def documents(
    view: View, up_to: Mapping[str, int], sources: Sequence[str], read: Read
) -> dict[str, dict[str, Any]]:
    """What *view* comes to."""
    found: dict[str, dict[str, Any]] = {}
    for key, recorded in touched(view, up_to, sources, read):
        content = view.next(key, content_of(found.get(key)), recorded)
        found[key] = {"gone": True} if content is None else dict(content)
    return found


def _digest(view: View, found: Mapping[str, Any]) -> str:
    told = json.dumps([found, view.indexes], ensure_ascii=False, sort_keys=True, default=str)
    return sha256(told.encode()).hexdigest()


def main() -> int:
    """Write down what is new; 1 when a view changed and kept its form."""
    freeze()
    kept = (
        json.loads(KEPT.read_text()) if KEPT.exists() else {"events": dict.fromkeys(COURSES, 0), "views": {}}
    )
    before, found = kept["views"], outcomes(kept["events"])
    same = [name for name in found if name in before and before[name]["form"] == found[name]["form"]]
    wrong = [name for name in same if before[name] != found[name]]
    if wrong:
        sys.stdout.write(f"Raise the form of: {', '.join(wrong)}\n")
        return 1
    now = {"events": lengths(), "views": outcomes(lengths())}
    KEPT.write_text(json.dumps(now, indent=1, sort_keys=True) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""One plan: where it was sent, the units' lists, the list for the council and its way upward."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlencode

from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from services.nominations.portal.asking import Asking
from services.nominations.portal.registrations import duty_of
from services.nominations.portal.typed import Choice, chosen, suggested
from services.nominations.portal.uploading import NO_FILE, uploaded
from shared.access import RECORDING, Permissions, authorise
from shared.errors import ExpectedError, NotFound, TransientError, Unauthenticated
from shared.own_desk import Done
from shared.portal.asking import SINCE, done_word
from shared.portal.frame import Frame
from shared.portal.language import other
from shared.portal.navigation import may
from shared.portal.occasion import occasion
from shared.portal.sending import Trouble, fresh_key, sent, trouble_of, unreadable
from shared.portal.typed import Form, filled, text_of
from shared.portal.visit import Visit
from shared.texts import Text
from shared.values import dataclass

COMMANDS: Final[Mapping[str, tuple[str, str]]] = {
    "send": ("send-plan", "done_sent"),
    "deliveries": ("record-delivery", "done_delivered"),
    "consolidation": ("consolidate-list", "done_consolidated"),
    "upward": ("send-list", "done_sent_upward"),
    "detach": ("withdraw-plan-file", "done_plan_file_withdrawn"),
}
"""What each form of the page asks for, and the word for its having been done."""

ATTACH, ATTACHED = "attachments", "done_plan_file"
SEND: Final = "plan.send"
DONE: Final = frozenset({"done_drafted", ATTACHED, *(word for _, word in COMMANDS.values())})
UPWARD: Final = ("board", "province", "ministry")


@dataclass(frozen=True, slots=True)
class PlanPages:
    """A plan's page and what may be done on it."""

    frame: Frame
    permissions: Permissions

    def show(self, visit: Visit) -> Response:
        """The plan."""
        return self._page(visit)

    def act(self, visit: Visit) -> Response:
        """What one of the page's forms asks for."""
        plan_id, what = visit.place("plan_id"), visit.place("what")
        if what not in COMMANDS:
            raise NotFound
        name, word = COMMANDS[what]
        form = visit.request.form
        asked = _content(what, form, Asking(visit))
        if isinstance(asked, Text):
            return self._page(visit, unreadable({"recipient": asked}), what)
        content = {"plan_id": plan_id, **asked, **occasion(form)}
        done = sent(visit, name, content)
        if isinstance(done, Trouble):
            return self._page(visit, done, what)
        return _shown(plan_id, word, done)

    def attach(self, visit: Visit) -> Response:
        """Note a file that goes with the plan; the digest alone is kept."""
        plan_id = visit.place("plan_id")
        try:
            own = Asking(visit)("plan", plan_id=plan_id).body["organisation_id"]
            authorise(visit.reader, SEND, self.permissions, own)  # before a file is read
            upload = uploaded(visit.request)
        except Unauthenticated:
            raise
        except (ExpectedError, TransientError) as error:
            return self._page(visit, trouble_of(error), ATTACH, Form())
        form = upload.form
        if not upload.content:
            return self._page(visit, unreadable({"file": NO_FILE}), ATTACH, form)
        sha256 = hashlib.sha256(upload.content).hexdigest()
        content = {"plan_id": plan_id, "sha256": sha256, **filled(form, "title"), **occasion(form)}
        done = sent(visit, "attach-to-plan", content, form)
        if isinstance(done, Trouble):
            return self._page(visit, done, ATTACH, form)
        return _shown(plan_id, ATTACHED, done)

    def _page(
        self, visit: Visit, trouble: Trouble | None = None, what: str = "", form: Form | None = None
    ) -> Response:
        plan_id = visit.place("plan_id")
        asking = Asking(visit)
        found = asking("plan", plan_id=plan_id)
        plan = found.body
        own = plan["organisation_id"]
        consolidated = _consolidated(asking, plan_id)
        allowed = {
            "send": may(visit.reader, SEND, self.permissions, own),
            "consolidate": may(visit.reader, "list.consolidate", self.permissions, own),
            "upward": may(visit.reader, "list.send", self.permissions, own),
            "record": may(visit.reader, RECORDING, self.permissions, own),
        }
        upward = bodies(asking) if allowed["upward"] and consolidated else []
        return self.frame.page(
            visit,
            "plan.html",
            trouble.status if trouble else 200,
            plan=plan,
            lists=_lists(asking, plan_id),
            list=consolidated,
            select=duty_of(plan, "select_models"),
            reports=duty_of(plan, "report"),
            allowed=allowed,
            upward=suggested(upward),
            trouble=trouble,
            what=what,
            typed=visit.request.form if form is None else form,
            key=fresh_key(),
            version=found.version,
            done=done_word(visit, DONE),
            switch=f"/entry/plans/{plan_id}?lang={other(visit.language)}",
        )


def _shown(plan_id: str, word: str, done: Done) -> Response:
    """To the plan's page, which says what was done and waits until it shows it."""
    return redirect(f"/entry/plans/{plan_id}?{urlencode({'done': word, SINCE: done.answer.token})}", 303)


def _content(what: str, form: Form, asking: Asking) -> dict[str, Any] | Text:
    """What the form *what* says; a Text for what cannot be read of it."""
    match what:
        case "send":
            return filled(form, "recipient_id")
        case "deliveries":
            return filled(form, "recipient_id", "delivered_on", "receipt")
        case "detach":
            return filled(form, "sha256", "reason")
        case "upward":
            meant = chosen(text_of(form, "recipient"), bodies(asking))
            return meant if isinstance(meant, Text) else {"recipient": meant.id}
    return {}


def bodies(asking: Asking) -> Sequence[Choice]:
    """The organisations above departments, to which lists go."""
    return [
        Choice(item["organisation_id"], item["name"])
        for level in UPWARD
        for item in asking.all("list-organisations", level=level, state="standing")
    ]


def _lists(asking: Asking, plan_id: str) -> Sequence[dict[str, Any]]:
    """The lists of the units the caller reaches; none while the plan is a draft."""
    found = asking.one("registrations", plan_id=plan_id)
    lists = found["lists"] if found else []
    return [{**one, "unit": asking.organisation(one["unit_id"])} for one in lists]


def _consolidated(asking: Asking, plan_id: str) -> dict[str, Any] | None:
    found = asking.one("consolidation", plan_id=plan_id)
    if found is None:
        return None
    candidates = [
        {
            **one,
            "subject": asking.subject(one["kind"], one["subject_id"]),
            "unit": asking.organisation(one["unit_id"]),
            "outcome": _outcome(found, one["model_id"]),
        }
        for one in found["candidates"]
    ]
    missing = [asking.organisation(unit) for unit in found["missing_units"]]
    sent_to = asking.organisation(found["sent_to"]) if found["sent_to"] else None
    return {**found, "candidates": candidates, "missing": missing, "sent_to": sent_to}


def _outcome(found: dict[str, Any], model_id: str) -> str:
    if found["selection"] is None:
        return "candidate_waits"
    return "candidate_chosen" if model_id in found["chosen"] else "candidate_not_chosen"

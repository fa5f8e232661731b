"""One dossier: why it came back, what it lacks, its files, and what its unit and the Office may do with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlencode

from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from services.nominations.adapters.councils_elsewhere import CouncilsElsewhere
from services.nominations.adapters.evidence_routes import READ, EvidenceRoutes
from services.nominations.domain.required import DOCUMENT_NAMES
from services.nominations.portal.asking import Asking, sentence
from services.nominations.portal.uploading import NO_FILE, uploaded
from shared.access import RECORDING, Permissions
from shared.errors import ExpectedError, NotFound, TransientError, Unauthenticated
from shared.portal import session
from shared.portal.asking import SINCE, done_word
from shared.portal.frame import Frame
from shared.portal.language import other
from shared.portal.navigation import may
from shared.portal.occasion import occasion
from shared.portal.sending import EXPIRED, Trouble, fresh_key, sent, trouble_of, unreadable
from shared.portal.typed import Form, filled, text_of
from shared.portal.visit import Visit
from shared.values import dataclass

COMMANDS: Final[Mapping[str, tuple[str, tuple[str, ...], str]]] = {
    "submit": ("submit-nomination", (), "done_submitted"),
    "withdraw": ("withdraw-nomination", ("reason",), "done_withdrawn"),
    "receive": ("receive-nomination", (), "done_received"),
    "return": ("return-nomination", ("reason",), "done_returned"),
    "supplements": ("ask-supplement", ("reason", "due_on"), "done_asked"),
    "council": ("put-to-council", ("council_id",), "done_put"),
}
"""What each form of the page asks for, its fields, and the word for its having been done."""
DONE: Final = frozenset(
    {"done_opened", "done_attached", "done_redrafted", *(word for *_, word in COMMANDS.values())}
)
JUDGED: Final = "eligibility.read"
"""Who may, at the office that judges, sees the quotas of a title beside the dossier."""
ENTERING: Final = ("open", "returned")


@dataclass(frozen=True, slots=True)
class DossierPage:
    """A dossier's page, what may be done on it, and its files."""

    frame: Frame
    permissions: Permissions
    files: EvidenceRoutes
    councils: CouncilsElsewhere

    def show(self, visit: Visit) -> Response:
        """The dossier."""
        return self._page(visit, visit.request.form)

    def act(self, visit: Visit) -> Response:
        """What one of the page's forms asks for."""
        what, form = visit.place("what"), visit.request.form
        if what not in COMMANDS:
            raise NotFound
        name, fields, word = COMMANDS[what]
        content = {"nomination_id": visit.place("nomination_id"), **filled(form, *fields), **occasion(form)}
        if what == "supplements":
            content["documents"] = form.getlist("documents")
        done = sent(visit, name, content)
        if isinstance(done, Trouble):
            return self._page(visit, form, done, what)
        return self._again(visit, word, done.answer.token)

    def attach(self, visit: Visit) -> Response:
        """Keep a file and attach it as a document."""
        nomination_id = visit.place("nomination_id")
        form: Form = Form()
        try:
            caller = self.files.judged(nomination_id, visit.reader)
            upload = uploaded(visit.request)
            form = upload.form
            if not session.genuine(visit.request, form):
                return self._page(visit, form, Trouble(text=EXPIRED), "files")
            if not upload.content:
                return self._page(visit, form, unreadable({"file": NO_FILE}), "files")
            stored = self.files.keep(nomination_id, upload.content, upload.name, caller)
        except Unauthenticated:
            raise
        except (ExpectedError, TransientError) as error:
            return self._page(visit, form, trouble_of(error), "files")
        document = {
            "nomination_id": nomination_id,
            "sha256": stored.sha256,
            "title": text_of(form, "title") or stored.about.name,
            **filled(form, "document_kind"),
            **occasion(form),
        }
        done = sent(visit, "attach-document", document, form)
        if isinstance(done, Trouble):
            return self._page(visit, form, done, "files")
        return self._again(visit, "done_attached", done.answer.token)

    def file(self, visit: Visit) -> Response:
        """One of the dossier's files, as an attachment."""
        return self.files.download(visit.request, visit.reader)

    def _again(self, visit: Visit, word: str, token: str) -> Response:
        following = urlencode({"done": word, SINCE: token})
        return redirect(f"/entry/dossiers/{visit.place('nomination_id')}?{following}", 303)

    def _page(self, visit: Visit, form: Form, trouble: Trouble | None = None, what: str = "") -> Response:
        nomination_id = visit.place("nomination_id")
        asking = Asking(visit)
        found = asking("nomination", nomination_id=nomination_id)
        dossier = found.body
        allowed = self._allowed(visit, dossier)
        asked = asking.one("quotas-of-dossier", nomination_id=nomination_id) if allowed["quotas"] else None
        return self.frame.page(
            visit,
            "dossier.html",
            trouble.status if trouble else 200,
            dossier=dossier,
            subject=dossier["subject_name"] or dossier["subject_id"],
            unit=asking.organisation(dossier["unit_id"]),
            decider=asking.organisation(dossier["organisation_id"]),
            holder=asking.organisation(dossier["holder_id"]),
            names=DOCUMENT_NAMES,
            allowed=allowed,
            quotas=asked["quotas"] if asked else (),
            councils=self.councils.of(dossier["holder_id"], visit.token) if allowed["council"] else (),
            text=sentence,
            trouble=trouble,
            what=what,
            typed=form,
            key=fresh_key(),
            version=found.version,
            done=done_word(visit, DONE),
            switch=f"/entry/dossiers/{nomination_id}?lang={other(visit.language)}",
        )

    def _allowed(self, visit: Visit, dossier: dict[str, Any]) -> Mapping[str, bool]:
        """Which forms are of use: by the step it is at, and by what the caller may; the desk judges each for itself."""
        step, unit = dossier["state"], dossier["unit_id"]
        office = dossier["appraising_unit_id"] or dossier["holder_id"]
        asked = any(one["kind"] == "supplement" for one in dossier["attention"])

        def does(permission: str, scope: str, steps: Sequence[str]) -> bool:
            return step in steps and may(visit.reader, permission, self.permissions, scope)

        enters = may(visit.reader, "nomination.supplement", self.permissions, unit)
        return {
            "files": enters and (step in ENTERING or asked),
            "redraft": enters and step in ENTERING,
            "submit": does("nomination.supplement", unit, ENTERING),
            "withdraw": does("nomination.supplement", unit, (*ENTERING, "submitted")),
            "receive": does("nomination.receive", office, ("submitted",)),
            "return": does("nomination.return", office, ("submitted",)),
            "supplements": does("nomination.return", office, ("received",)),
            "council": does("nomination.put", office, ("received",)),
            "quotas": dossier["year"] is not None and may(visit.reader, JUDGED, self.permissions, office),
            "record": may(visit.reader, RECORDING, self.permissions, office),
            "read": may(visit.reader, READ, self.permissions),
        }

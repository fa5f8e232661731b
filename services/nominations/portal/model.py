"""One exemplary model (điển hình tiên tiến): its stage and what the next one needs, its whole path, what may be done."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlencode

from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from services.nominations.adapters.model_kinds import VALUES
from services.nominations.domain.model_stages import NEEDS
from services.nominations.portal.asking import Asking
from services.nominations.portal.criteria import Criteria
from services.nominations.portal.model_acts import DONE, PERMISSIONS, acts_for, offered
from services.nominations.portal.model_judging import review_key, review_of
from services.nominations.portal.model_names import dossiers_of, names_for, shown
from services.nominations.portal.model_roadmap import standing_steps
from services.nominations.portal.nesting import Nested, nested
from services.nominations.portal.typed import SAYING, Choice, by_id, chosen, suggested, year_in
from services.nominations.portal.uploading import NO_FILE, Upload, uploaded
from shared.access import RECORDING, Permissions, authorise
from shared.errors import ExpectedError, NotFound, TransientError, Unauthenticated
from shared.portal.acts import NOW, Act
from shared.portal.asking import SINCE, done_word
from shared.portal.frame import Frame, Handler
from shared.portal.language import other
from shared.portal.navigation import may
from shared.portal.occasion import occasion
from shared.portal.sending import Trouble, fresh_key, sent, trouble_of, unreadable
from shared.portal.typed import Form, filled
from shared.portal.visit import Visit
from shared.texts import Text
from shared.values import dataclass

PATH: Final = "/entry/models"
NAMED: Final = ("person", "movement")


@dataclass(frozen=True, slots=True)
class ModelPage:
    """One model; *criteria* are the words of the rules that it is judged by."""

    frame: Frame
    permissions: Permissions
    criteria: Criteria

    def show(self, visit: Visit) -> Response:
        """The model with its path."""
        return self._page(visit, visit.request.form)

    def act(self, visit: Visit) -> Response:
        """What one of the forms without a file asks for."""
        what = visit.place("what")
        if what in PERMISSIONS:
            raise NotFound
        return self._do(visit, what, visit.request.form)

    def attach(self, what: str) -> Handler:
        """What the form *what*, with a file, asks for; of the file the digest alone is kept."""

        def answer(visit: Visit) -> Response:
            tried = (what, visit.place("item"))
            try:
                authorise(visit.reader, PERMISSIONS[what], self.permissions)  # before a file is read
                upload: Upload = uploaded(visit.request)
            except Unauthenticated:
                raise
            except (ExpectedError, TransientError) as error:
                return self._page(visit, Form(), trouble_of(error), tried)
            if not upload.content:
                return self._page(visit, upload.form, unreadable({"sha256": NO_FILE}), tried)
            return self._do(visit, what, upload.form, hashlib.sha256(upload.content).hexdigest())

        return answer

    def _do(self, visit: Visit, what: str, form: Form, sha256: str = "") -> Response:
        asking, item, model_id = Asking(visit), visit.place("item"), visit.place("model_id")
        model = asking("model", model_id=model_id).body
        acts = self._acts(asking, model, ())
        if what not in acts:
            raise NotFound
        act = acts[what]
        asked = _content(act, form, names_for(asking, model, {entry.kind for entry in act.entries}), sha256)
        if isinstance(asked, Trouble):
            return self._page(visit, form, asked, (what, item))
        content = {"model_id": model_id, **_about(act, item, model), **asked.content, **occasion(form)}
        done = sent(visit, act.command, content, form)
        if isinstance(done, Trouble):
            return self._page(visit, form, asked.at_fields(done), (what, item))
        following = urlencode({"done": act.done, SINCE: done.answer.token})
        return redirect(f"{PATH}/{model_id}?{following}", 303)

    def _page(
        self, visit: Visit, form: Form, trouble: Trouble | None = None, tried: tuple[str, str] = ("", "")
    ) -> Response:
        asking, model_id = Asking(visit), visit.place("model_id")
        found = asking("model", model_id=model_id)
        model = found.body
        dossiers = dossiers_of(asking, model) if self._may(visit, "model.propose", model["unit_id"]) else ()
        acts = self._acts(asking, model, dossiers)
        offers = offered(model, lambda permission, scope: self._may(visit, permission, scope), dossiers)
        kinds = {entry.kind for what, items in offers.items() if items for entry in acts[what].entries}
        names = names_for(asking, model, {*kinds, "movement"})
        return self.frame.page(
            visit,
            "model.html",
            trouble.status if trouble else 200,
            model=shown(asking, model, by_id(names["movement"]), self.criteria),
            dossiers=dossiers,
            acts=acts,
            base=f"{PATH}/{model_id}",
            offers=offers,
            given=_begun(model),
            people=suggested(names.get("person", ())),
            movements=suggested(names["movement"]),
            values=VALUES,
            needs=NEEDS,
            record=self._may(visit, RECORDING, model["unit_id"]),
            trouble=trouble,
            tried=tried,
            typed=form,
            key=fresh_key(),
            version=found.version,
            done=done_word(visit, DONE),
            switch=f"{PATH}/{model_id}?lang={other(visit.language)}",
        )

    def _acts(
        self, asking: Asking, model: Mapping[str, Any], dossiers: Sequence[tuple[str, Text]]
    ) -> Mapping[str, Act]:
        judges = asking.names_upward(model["organisation_id"])
        attested = self.criteria.attested(model["subject_kind"], judges)
        return acts_for(model, self.criteria, attested, dossiers)

    def _may(self, visit: Visit, permission: str, scope: str | None) -> bool:
        return may(visit.reader, permission, self.permissions, scope)


def _about(act: Act, item: str, model: Mapping[str, Any]) -> dict[str, Any]:
    """What the address and the model itself say of the act."""
    match act.item:
        case "review":
            return dict(review_of(item))
        case "year":
            return {"year": int(item) if item.isascii() and item.isdecimal() and len(item) < 5 else item}
        case "":
            return {"reviewed_by": model["organisation_id"]} if act.command == "sum-up-model" else {}
    return {act.item: item}


def _content(act: Act, form: Form, names: Mapping[str, Sequence[Choice]], sha256: str) -> Nested | Trouble:
    """What the form of *act* says, as its command takes it."""
    given: dict[str, Any] = dict(filled(form, *act.typed))
    faults: dict[str, Text] = {}
    for entry in act.entries:
        if entry.name not in given:
            continue
        if entry.kind in NAMED:
            meant = chosen(given[entry.name], names[entry.kind])
            if isinstance(meant, Text):
                faults[entry.name] = meant
            else:
                given[entry.name] = meant.id
        elif entry.name.endswith(".truth"):
            given[entry.name] = SAYING.get(given[entry.name], given[entry.name])
    if faults:
        return unreadable(faults)
    if "year" in act.typed:
        given |= year_in(form)
    if sha256:
        given["sha256"] = sha256
    return nested(act, given)


def _begun(model: Mapping[str, Any]) -> Mapping[tuple[str, str], Mapping[str, str]]:
    """What forms begin with."""
    years = {("judging", review_key(one)): {"year": one["reviewed_on"][:4]} for one in model["summed_up"]}
    return {("roadmap", NOW): standing_steps(model), **years}

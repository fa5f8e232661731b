"""The routes of data entry (nhập liệu): a unit's lists and dossiers, the Office's desk, a nominee's own path."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field, replace
from pathlib import Path
from typing import Final

from jinja2 import Environment

from services.nominations.adapters.councils_elsewhere import CouncilsElsewhere
from services.nominations.adapters.evidence_routes import EvidenceRoutes
from services.nominations.portal.course import CoursePage
from services.nominations.portal.criteria import criteria_in
from services.nominations.portal.dossier import DossierPage
from services.nominations.portal.dossiers import DossierPages
from services.nominations.portal.drafting import DraftingPages
from services.nominations.portal.following import followed_routes
from services.nominations.portal.inbox import InboxPages
from services.nominations.portal.initiatives import InitiativePages
from services.nominations.portal.mine import OwnPages
from services.nominations.portal.outcomes import OutcomePages
from services.nominations.portal.plans import ATTACH, PlanPages
from services.nominations.portal.records import RecordPages
from services.nominations.portal.redrafting import RedraftingPages
from services.nominations.portal.registrations import RegistrationPages
from services.nominations.portal.start import StartPages
from services.nominations.portal.texts import TEXTS
from services.nominations.portal.titles import TitlePages
from shared.access import Caller, Permissions
from shared.endpoints import RawRoute
from shared.portal.frame import Frame, Handler
from shared.portal.rendering import environment
from shared.portal.renewing import SessionOwner
from shared.portal.resuming import Resuming
from shared.rules import RuleBook
from shared.values import dataclass

TEMPLATES: Final = Path(__file__).resolve().parent / "templates"
HOME: Final = "/entry"


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    """Pages over the service's own desk; *verify* knows the session's token as it knows any caller's, *owner* renews it."""

    verify: Callable[[str], Caller]
    owner: SessionOwner
    permissions: Permissions
    files: EvidenceRoutes
    councils: CouncilsElsewhere
    demo: bool
    rules: RuleBook
    templates: Environment = field(default_factory=lambda: environment(TEMPLATES))

    def table(self) -> Sequence[RawRoute]:
        """The routes."""
        frame = Frame(
            verify=self.verify,
            owner=self.owner,
            permissions=self.permissions,
            templates=self.templates,
            texts=TEXTS,
            demo=self.demo,
            home=HOME,
        )
        frame = replace(frame, signed_out=Resuming(frame).signed_out)
        start, plans = StartPages(frame, self.permissions), PlanPages(frame, self.permissions)
        lists = RegistrationPages(frame, self.permissions)
        dossiers, inbox = DossierPages(frame, self.permissions), InboxPages(frame, self.permissions)
        drafting, redrafting = (
            DraftingPages(frame, self.permissions),
            RedraftingPages(frame, self.permissions),
        )
        course, titles = CoursePage(frame, self.permissions), TitlePages(frame, self.permissions)
        dossier = DossierPage(frame, self.permissions, self.files, self.councils)
        one_plan = f"{HOME}/plans/{{plan_id}}"
        one_list = f"{one_plan}/registrations/{{unit_id}}"
        initiatives = InitiativePages(frame, self.permissions)
        one_initiative = f"{HOME}/initiatives/{{initiative_id}}"
        unit_titles = f"{HOME}/titles/{{unit_id}}/{{year}}"
        one_dossier = f"{HOME}/dossiers/{{nomination_id}}"
        records = RecordPages(frame, self.permissions)
        one_record = f"{HOME}/records/{{subject_kind}}/{{subject_id}}"
        pages: Sequence[tuple[str, str, Handler]] = (
            ("GET", HOME, start.show),
            ("GET", f"{HOME}/signed-in", start.signed_in),
            ("GET", f"{HOME}/plans/new", drafting.new),
            ("POST", f"{HOME}/plans/new", drafting.draft),
            ("GET", one_plan, plans.show),
            ("POST", f"{one_plan}/{{what}}", plans.act),
            ("GET", one_list, lists.show),
            ("POST", one_list, lists.take),
            ("GET", f"{HOME}/dossiers", dossiers.list),
            ("GET", f"{HOME}/dossiers/new", dossiers.new),
            ("POST", f"{HOME}/dossiers/new", dossiers.open),
            ("GET", one_dossier, dossier.show),
            ("GET", f"{one_dossier}/draft", redrafting.show),
            ("POST", f"{one_dossier}/draft", redrafting.save),
            ("GET", f"{one_dossier}/course", course.show),
            ("POST", f"{one_dossier}/course/{{what}}/{{item}}", course.act),
            ("POST", f"{one_dossier}/{{what}}", dossier.act),
            ("GET", f"{one_dossier}/files/{{sha256}}", dossier.file),
            ("GET", f"{HOME}/initiatives", initiatives.list),
            ("GET", f"{HOME}/initiatives/new", initiatives.new),
            ("POST", f"{HOME}/initiatives/new", initiatives.propose),
            ("GET", one_initiative, initiatives.show),
            ("GET", f"{HOME}/titles", titles.start),
            ("GET", unit_titles, titles.show),
            ("POST", unit_titles, titles.take),
            ("POST", f"{unit_titles}/withdraw", titles.withdraw),
            ("GET", f"{unit_titles}/units", titles.units),
            ("GET", f"{unit_titles}/outcomes", OutcomePages(frame).show),
            ("GET", f"{HOME}/records", records.find),
            ("GET", one_record, records.show),
            ("POST", f"{one_record}/{{what}}/{{item}}", records.act),
            ("GET", f"{HOME}/inbox", inbox.show),
            ("GET", f"{HOME}/mine", OwnPages(frame).show),
        )
        attach = RawRoute(
            "POST", f"{one_dossier}/files", frame.guarded(dossier.attach), takes=self.files.most
        )
        prove = RawRoute(
            "POST",
            f"{one_initiative}/{{what}}/{{item}}",
            frame.guarded(initiatives.act),
            takes=self.files.most,
        )
        of_plan = RawRoute("POST", f"{one_plan}/{ATTACH}", frame.guarded(plans.attach), takes=self.files.most)
        followed = followed_routes(frame, self.permissions, criteria_in(self.rules), self.files.most)
        plain = (RawRoute(method, path, frame.guarded(page)) for method, path, page in pages)
        return [of_plan, attach, prove, *followed, *plain]

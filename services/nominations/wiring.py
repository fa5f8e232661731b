"""The nominations service put together; connects nothing until it is used."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pymongo

from services.nominations.adapters.accounts import Argon2Passwords, MongoAccountBook
from services.nominations.adapters.catalogue import CATALOGUE, SERVICE
from services.nominations.adapters.cel import CelEvaluate
from services.nominations.adapters.councils_elsewhere import CouncilsElsewhere
from services.nominations.adapters.endpoints import ACTIONS, COMMANDS, QUERIES
from services.nominations.adapters.evidence_routes import EvidenceRoutes
from services.nominations.adapters.evidence_store import has_file
from services.nominations.adapters.filing import Filing, evidence_of
from services.nominations.adapters.foreign import SOURCE
from services.nominations.adapters.issuer import OidcIssuer
from services.nominations.adapters.roles import roles_of_people
from services.nominations.adapters.rules import rule_book
from services.nominations.adapters.sessions import MongoFailureBook, MongoSessionBook
from services.nominations.application.account_actions import AccountActions
from services.nominations.application.account_erasing import AccountErasing
from services.nominations.application.account_names import AccountNames
from services.nominations.application.account_queries import AccountQueries
from services.nominations.application.accounts import Accounts
from services.nominations.application.app import NominationsApp
from services.nominations.application.commands import routes
from services.nominations.application.dossier_counts import DossierCounts
from services.nominations.application.eligibility_commands import eligibility_routes
from services.nominations.application.eligibility_queries import EligibilityQueries
from services.nominations.application.histories import administrators, histories
from services.nominations.application.honour_counts import HonourCounts
from services.nominations.application.judging import Judging
from services.nominations.application.looking_up import HoldersEverywhere, Organisations, lookups
from services.nominations.application.naming import Naming
from services.nominations.application.own_queries import OwnQueries
from services.nominations.application.owning import Owners
from services.nominations.application.password_actions import PasswordActions
from services.nominations.application.queries import Queries
from services.nominations.application.rights import Rights
from services.nominations.application.sessions import Sessions
from services.nominations.application.signing_in import SignIns
from services.nominations.application.subject_files import SubjectFiles
from services.nominations.application.subject_filling import SubjectFilling, subject_routes
from services.nominations.application.subject_queries import SubjectQueries
from services.nominations.application.throttling import Throttle
from services.nominations.application.title_keeping import KeptTitles
from services.nominations.application.views import VIEWS
from services.nominations.portal.pages import Portal
from shared.access import Permissions, load_permissions
from shared.application import Dispatcher, Handlers
from shared.asking import opened
from shared.clock import local_date
from shared.eventstore.mongo import MongoEventStore
from shared.feed import LocalFeed
from shared.lineage import Lineage, Tree
from shared.name_marks import marking
from shared.parked_desk import ParkedDesk
from shared.parking import Parking
from shared.platform import Platform
from shared.portal.renewing import SessionOwner
from shared.reachable import DatabaseAnswers
from shared.reading import ViewReader
from shared.rules import RuleBook
from shared.tokens import LONGEST, reader_of, signer_of

NAME_SECONDS = 1.0
"""So long whoever signs in waits for the vault to tell their name."""
PERMISSIONS = Path(__file__).resolve().parent / "permissions.yml"


def build(platform: Platform) -> NominationsApp:
    """The application on *platform*."""
    database = platform.database(SERVICE)
    store, codec = MongoEventStore(database), platform.codec(CATALOGUE)
    handlers = Handlers(store, codec, platform.clock, platform.new_id)
    permissions = load_permissions(PERMISSIONS)
    views = {view.name: ViewReader(database, view, SERVICE) for view in VIEWS}
    admins = administrators(handlers, HoldersEverywhere(views["grants"]), permissions["grant.give"])
    known = histories(handlers, admins)
    book, organisations = MongoAccountBook(database), Organisations(known, views["organisations"])
    rights = Rights(
        known=known,
        book=book,
        roles=roles_of_people(),
        today=lambda: local_date(platform.clock()),
        decision_needed=not platform.settings.demo,
        administrators=admins,
    )
    names = AccountNames(platform.sealer, lambda: pymongo.timeout(NAME_SECONDS))
    erasing = AccountErasing(
        rights=rights, book=book, grants=views["grants"], destroy=platform.sealer.destroy
    )
    lineage = Tree(organisations.over_of, organisations.children_of)
    evidence = evidence_of(platform, database)
    has = partial(has_file, evidence)
    people = lookups(known, store, codec, views["grants"], lineage.above, rights.today, has)
    rules = rule_book()
    judging = Judging(known, rules, CelEvaluate(), rights.today)
    asked = {**routes(known, rules, people, CelEvaluate()), **eligibility_routes(known, judging, people)}
    filling = SubjectFilling(
        known, rules, views["dossiers"], views["models"], erasing, partial(opened, store, codec)
    )
    asked |= subject_routes(known, filling)
    files_of_people = SubjectFiles(
        known=known,
        store=store,
        codec=codec,
        views=views,
        filling=filling,
        names=names,
        today=rights.today,
    )
    filing = Filing(
        platform=platform, handlers=handlers, known=known, evidence=evidence, permissions=permissions
    )
    imports, files = filing.imports(), filing.files()
    answering = Queries(
        known,
        store,
        codec,
        permissions,
        views,
        marking(platform.keyring.fingerprint),
        rules,
        rights.today,
        HonourCounts.over(views["honours"]),
        KeptTitles.over(views["unit_titles"], views["records"]),
        DossierCounts.over(views["dossiers"]),
    )
    return NominationsApp(
        name=SERVICE,
        catalogue=CATALOGUE,
        permissions=permissions,
        commands=COMMANDS,
        queries=QUERIES,
        actions=ACTIONS,
        lineage=lineage,
        owners_of=Owners(known, lambda username: book.find(username) is not None),
        dispatch=Dispatcher({**asked, **rights.routes()}),
        answering=answering,
        eligibility_answering=EligibilityQueries(known, judging, permissions, views["dossiers"]),
        own_answering=OwnQueries(known, store, codec, rights, judging, views["dossiers"]),
        subject_answering=SubjectQueries(known, permissions, views, files_of_people),
        account_answering=AccountQueries(book, names, rights, permissions, views["grants"]),
        account_acting=_account_actions(platform, book, names, rights, permissions),
        erasing=erasing,
        filling=filling,
        imports=imports,
        views=views,
        parked=ParkedDesk(Parking(database, platform.clock)),
        own_feed=LocalFeed(SERVICE, database),
        stands_on={"database": DatabaseAnswers(database, SERVICE)},
        name_of=Naming(known, rules, answering.person),
        raw_routes=(
            *filing.routes(files, imports),
            *_portal(platform, permissions, lineage, files, rules).table(),
        ),
    )


def _portal(
    platform: Platform, permissions: Permissions, lineage: Lineage, files: EvidenceRoutes, rules: RuleBook
) -> Portal:
    return Portal(
        verify=reader_of(platform, lineage),
        owner=SessionOwner(platform.settings.service_url(SERVICE)),
        permissions=permissions,
        files=files,
        councils=CouncilsElsewhere(platform.settings.service_url(SOURCE)),
        demo=platform.settings.demo,
        rules=rules,
    )


def _account_actions(
    platform: Platform,
    book: MongoAccountBook,
    names: AccountNames,
    rights: Rights,
    permissions: Permissions,
) -> AccountActions:
    database, passwords = platform.database(SERVICE), Argon2Passwords()
    sign_ins = SignIns(
        book=book,
        names=names,
        passwords=passwords,
        rights=rights,
        sessions=Sessions(MongoSessionBook(database), platform.clock),
        throttle=Throttle(MongoFailureBook(database), platform.clock),
        sign=lambda caller: signer_of(platform).sign(caller),
        lifetime_seconds=int(LONGEST.total_seconds()),
        subject_of=_other_issuer(platform),
    )
    accounts = Accounts(book=book, names=names, passwords=passwords, roles=roles_of_people())
    return AccountActions(
        accounts=accounts,
        sign_ins=sign_ins,
        rights=rights,
        passwords=PasswordActions(
            accounts=accounts,
            rights=rights,
            sessions=sign_ins.sessions,
            throttle=sign_ins.throttle,
            new_id=platform.new_id,
        ),
        permissions=permissions,
        new_id=platform.new_id,
    )


def _other_issuer(platform: Platform) -> Callable[[str], str] | None:
    settings = platform.settings
    if settings.oidc_issuer is None or settings.oidc_audience is None:
        return None
    return OidcIssuer(settings.oidc_issuer, settings.oidc_audience, platform.clock).subject_of

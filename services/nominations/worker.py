"""The ordered work of the nominations service: number, publish, project, react."""

from __future__ import annotations

from collections.abc import Callable

from services.nominations.adapters.catalogue import CATALOGUE, SERVICE
from services.nominations.adapters.filing import import_policies, left_files
from services.nominations.adapters.foreign import SHAPES, SOURCE
from services.nominations.application.person_marks import marking_names
from services.nominations.application.policies import Policies
from services.nominations.application.record_policies import RecordPolicies
from services.nominations.application.register_views import PEOPLE
from services.nominations.application.subject_policies import SubjectPolicies
from services.nominations.application.views import VIEWS
from services.nominations.wiring import build
from shared.broker.doorbell import Bell, Doorbell
from shared.cursors import Cursors
from shared.duties import OwnHistory, consumer_of, history_duties, reacting
from shared.name_marks import Mark, marking
from shared.platform import Platform
from shared.recurring import Recurring
from shared.roles import Role

LOOK_FOR_LEFT_SECONDS = 600.0
"""How often files are looked for that were stored for an import and never taken."""
LOOK_FOR_CLEAR_SECONDS = 600.0
"""How often accounts are looked for whose names are in clear: from before, or by an older process beside this one."""


def roles(
    platform: Platform, doorbell: Doorbell, bell_for: Callable[[str], Bell], tokens: Callable[[], str]
) -> list[Role]:
    """The numberer, the publisher, a projector per view, the consumer of the awards context, and reactions to its own history."""
    app, codec, database = build(platform), platform.codec(CATALOGUE), platform.database(SERVICE)
    history = OwnHistory(platform, codec)
    policies = Policies(app.handle, app.answering.known)
    importing = import_policies(platform, app.imports, app.handle).table()
    left = left_files(platform, app.imports)
    ends_of_imports = {name: importing[name] for name in ("ImportCompleted", "ImportAbandoned")}
    subjects = SubjectPolicies(platform.sealer.destroy, app.erasing, app.filling.cases_of)
    erasing = {**subjects.table(), **ends_of_imports}
    recording = RecordPolicies(app.handle, app.answering.known, app.answering.rules).table()
    return [
        *history_duties(
            platform, history, VIEWS, bell_for, tokens, {PEOPLE.name: marking_names(codec, _mark(platform))}
        ),
        consumer_of(platform, SERVICE, SOURCE, doorbell, tokens, reacting(SHAPES, policies.table())),
        history.follower("imports", Cursors(database), importing),
        history.follower("records", Cursors(database), recording),
        history.follower(
            "erasures",
            Cursors(platform.database("vault")),  # an older vault put back brings its own, older place along
            erasing,
        ),
        Recurring(f"{SERVICE}.left-files", database, left.give_up, LOOK_FOR_LEFT_SECONDS),
        Recurring(f"{SERVICE}.account-names", database, app.seal_names, LOOK_FOR_CLEAR_SECONDS),
    ]


def _mark(platform: Platform) -> Mark:
    mark = marking(platform.keyring.fingerprint)
    mark("")  # a key that is missing is told now, not at the first person
    return mark

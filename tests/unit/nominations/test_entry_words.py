"""Everything that a page may have to name has its words, in both languages."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import get_args

from services.nominations.application.dossier_waits import STEPS
from services.nominations.application.striving_views import InitiativeState
from services.nominations.domain.dossier_states import ObjectionState
from services.nominations.domain.forwarding_messages import ExternalAnswer
from services.nominations.domain.nomination_messages import CommendationType, Form
from services.nominations.domain.nomination_states import Step
from services.nominations.domain.outcomes import Outcome
from services.nominations.domain.registration_messages import SubjectKind
from services.nominations.domain.required import DOCUMENT_NAMES
from services.nominations.domain.rules import DocumentKind
from services.nominations.portal import texts
from services.nominations.portal.course_acts import ACTS as OF_DOSSIERS
from services.nominations.portal.criteria import Criteria
from services.nominations.portal.initiative_acts import ACTS as OF_INITIATIVES
from services.nominations.portal.model_acts import DONE as OF_MODELS_DONE
from services.nominations.portal.model_acts import acts_for
from services.nominations.portal.movements import ACTS as OF_MOVEMENTS
from services.nominations.portal.record_acts import KINDS as OF_FACTS
from services.nominations.portal.record_acts import acts_for as acts_of_record
from services.nominations.portal.reports import ACT as OF_REPORTS
from services.nominations.portal.texts import TEXTS
from services.nominations.portal.yearly import ACTS as OF_LISTS
from shared.access import load_permissions
from shared.portal.navigation import LINKS

ROOT = Path(__file__).resolve().parents[3]
BESIDE = (
    "supplement",
    "opinion",
    "close-publication",
    "release",
    "objection",
    "external-answer",
    "receive-forwarded",
)


NO_MODEL = {"roadmap": (), "subject_kind": "individual", "recognitions": ()}
OF_MODELS = acts_for(NO_MODEL, Criteria(texts={}, facts={}, sets=()), ("charity",), ())
OTHERS = {**OF_MOVEMENTS, **OF_LISTS, "report": OF_REPORTS}
ACTS = {**OF_DOSSIERS, **OF_INITIATIVES, **OF_MODELS, **OTHERS, **acts_of_record("collective")}


def test_every_state_form_and_wait_has_a_word():
    needed = [*get_args(Form), *get_args(CommendationType), *get_args(SubjectKind)]
    needed += [f"state_{step}" for step in get_args(Step)]
    needed += [f"wait_{what}" for what, _ in STEPS.values()] + [f"wait_{what}" for what in BESIDE]
    needed += [f"attention_{kind}" for kind in ("held", "returned", "returned_down", "supplement")]
    needed += [f"consolidation_{state}" for state in ("consolidated", "selected", "sent")]
    needed += [f"recipient_{state}" for state in ("not_sent", "sent", "delivered")]
    needed += [*ACTS, "opinion_give"]
    needed += [entry.word for act in ACTS.values() for entry in act.entries if isinstance(entry.word, str)]
    needed += [entry.hint for act in ACTS.values() for entry in act.entries if entry.hint]
    needed += [
        word
        for act in ACTS.values()
        for entry in act.entries
        for _, word in entry.choices
        if isinstance(word, str)
    ]
    needed += [act.done for act in ACTS.values()]
    needed += [*OF_MODELS_DONE, *(f"list_{state}" for state in ("prepared", "sent", "delivered"))]
    needed += [f"report_{state}" for state in ("done", "late", "missing", "overdue")]
    needed += [f"of_{kind}" for kind in OF_FACTS]
    needed += [f"initiative_{state}" for state in get_args(InitiativeState)]
    needed += [f"outcome_{outcome}" for outcome in get_args(Outcome)]
    needed += [f"objection_state_{state}" for state in get_args(ObjectionState)]
    needed += [f"leg_{state}" for state in ("sent", *get_args(ExternalAnswer))]
    needed += [f"verdict_{verdict}" for verdict in ("met", "not_met", "needs_person")]

    assert [word for word in needed if word not in TEXTS] == []
    assert {act.done for act in OF_MODELS.values()} <= OF_MODELS_DONE
    assert DOCUMENT_NAMES.keys() == set(get_args(DocumentKind))


def test_the_templates_name_no_word_that_is_not_there():
    folders = (ROOT / "services/nominations/portal/templates", ROOT / "shared/portal/templates")
    named = {
        (file.name, word)
        for folder in folders
        for file in folder.glob("*.html")
        for word in re.findall(r'\bt\("([a-z_]+)"\)', file.read_text(encoding="utf-8"))
    }

    assert {(file, word) for file, word in named if word not in TEXTS} == set()


def test_no_part_takes_the_word_of_another():
    parts = [part for name, part in vars(texts).items() if name.endswith("_TEXTS") or name == "COMMON"]
    times = Counter(word for part in parts for word in part)
    assert len(parts) > 5
    assert [word for word, many in times.items() if many > 1] == []


def test_both_languages_are_written():
    assert [word for word, text in TEXTS.items() if not text.vi.strip() or not text.en.strip()] == []


def test_the_navigation_is_judged_alike_by_every_service_that_has_pages():
    tables = [
        load_permissions(ROOT / "services" / name / "permissions.yml")
        for name in ("audit", "nominations", "awards")
    ]
    asked = [link.permission for link in LINKS if link.permission]

    seen = [{name: table[name] for name in asked} for table in tables]
    assert seen == [seen[0]] * 3

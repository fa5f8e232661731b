"""Which documents a dossier must hold (thành phần hồ sơ), by form and type of commendation, on a day."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import date

from services.nominations.domain.checks import Check
from services.nominations.domain.opening import Opening
from services.nominations.domain.rules import RequiredDocuments
from shared.rules import RuleBook
from shared.texts import Text

DOCUMENT_NAMES: Mapping[str, Text] = {
    "submission": Text("tờ trình", "submission letter"),
    "achievement_report": Text("báo cáo thành tích", "achievement report"),
    "meeting_minutes": Text("biên bản họp bình xét", "minutes of the unit's meeting"),
    "evidence": Text("minh chứng", "evidence"),
    "opinion": Text("ý kiến", "opinion"),
}


def required_documents(rules: RuleBook, day: date, opening: Opening, attached: AbstractSet[str]) -> Check:
    """
    The rule in force on *day* held against the kinds of documents *attached*.

    Raises RuleMissing or RuleAmbiguous.
    """
    rule = rules.in_force(
        RequiredDocuments, day, form=opening.form, commendation_type=opening.commendation_type
    )
    required = rule.values.documents
    names = [text for kind, text in DOCUMENT_NAMES.items() if kind in required and kind not in attached]
    if not names:
        return Check(code="documents-missing", rule=rule.use)
    facts = {
        "missing": ", ".join(name.vi for name in names),
        "missing_en": ", ".join(name.en for name in names),
    }
    return Check(code="documents-missing", rule=rule.use, facts=facts)

"""What is special when a dossier proposes an emulation title (danh hiệu thi đua): for whom, for which year, as which type."""

from __future__ import annotations

from datetime import date
from typing import Final, Protocol, get_args

from services.nominations.domain.nomination_messages import CommendationType, Form
from services.nominations.domain.opening import Opening
from services.nominations.domain.refusals import malformed, rejected
from services.nominations.domain.registration_messages import SubjectKind
from services.nominations.domain.rules import TitleBasis
from services.nominations.domain.striving_names import TITLES
from services.nominations.domain.title_codes import Title
from services.nominations.domain.title_registration import FIRST_YEAR, LAST_YEAR, MALFORMED_YEAR
from services.nominations.domain.title_subjects import require_subject
from shared.acts import BrokenRule, Occurrence
from shared.rules import RuleBook
from shared.texts import Text

ALL: Final = frozenset(get_args(Title))

FLAGS: Final = frozenset({"co_thi_dua_tinh", "co_thi_dua_chinh_phu"})
"""Cờ thi đua: given to who leads a movement or a bloc."""

YEAR_OF_TITLE = Text("danh hiệu được xét cho một năm: nêu năm xét", "a title is for a year: name it")
NO_YEAR = Text("chỉ danh hiệu mới có năm xét", "only a title has a year")
TYPE_OF_TITLE: Final[dict[bool, tuple[CommendationType, Text]]] = {
    True: ("movement", Text("phong trào thi đua", "movement")),
    False: ("merit", Text("công trạng", "merit")),
}
"""By whether it is judged as a movement's."""


class Proposed(Protocol):
    """What a dossier proposes, as it is asked for."""

    @property
    def form(self) -> Form:
        """The form of commendation or the title."""

    @property
    def commendation_type(self) -> CommendationType:
        """Loại hình."""

    @property
    def subject_kind(self) -> SubjectKind:
        """A person or a collective."""

    @property
    def year(self) -> int | None:
        """Of a title."""

    @property
    def occurrence(self) -> Occurrence:
        """When it is asked for."""

    @property
    def rules(self) -> RuleBook:
        """The rules."""


def unregistered(rules: RuleBook, day: date, opening: Opening, *, registered: bool) -> list[BrokenRule]:
    """The flags for a title that nobody registered for, one for each rule in force on *day* that asks for it."""
    if registered or opening.form not in ALL:
        return []
    name = TITLES[opening.form]
    facts = {"title": name.vi, "title_en": name.en, "year": str(opening.year)}
    asking = (rule for rule in rules.every(TitleBasis, day) if rule.values.registered)
    return [BrokenRule(code="title-unregistered", rule=rule.use, facts=facts) for rule in asking]


def require_proposable(proposed: Proposed) -> None:
    """
    Raises InvalidInput for a year that is missing, impossible or of no title, Rejected for a title that is for others.

    Whom a title is for and as which type it is judged says the rule on `title_subjects` in force that day; raises
    RuleMissing or RuleAmbiguous.
    """
    if proposed.form not in ALL:
        if proposed.year is not None:
            raise malformed("year", NO_YEAR)
        return
    if proposed.year is None:
        raise malformed("year", YEAR_OF_TITLE)
    if not FIRST_YEAR <= proposed.year <= LAST_YEAR:
        raise malformed("year", MALFORMED_YEAR)
    day = proposed.occurrence.occurred_on
    rule = require_subject(proposed.rules, day, proposed.form, proposed.subject_kind)
    name = TITLES[proposed.form]
    kind, kind_name = TYPE_OF_TITLE[proposed.form in rule.values.of_movements]
    if proposed.commendation_type != kind:
        facts = {"title": name.vi, "title_en": name.en, "type": kind_name.vi, "type_en": kind_name.en}
        raise rejected("title-of-other-type", rule.citation, **facts)

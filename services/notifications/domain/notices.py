"""Who is told what, and why: one table, from the kind of happening to its notices (thông báo)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from services.notifications.domain.dossier_lines import DOSSIER_LINES
from services.notifications.domain.emulation_lines import EMULATION_LINES
from services.notifications.domain.happenings import ActRefused, Happening
from services.notifications.domain.known import Known
from services.notifications.domain.lines import ASKED, Line
from services.notifications.domain.model_lines import MODEL_LINES
from services.notifications.domain.nomination_lines import NOMINATION_LINES
from services.notifications.domain.organisation_lines import ORGANISATION_LINES
from services.notifications.domain.plan_lines import PLAN_LINES
from services.notifications.domain.scene import Scene
from shared.texts import Text
from shared.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One party is told one thing."""

    party: str
    kind: str
    text: Text
    why: Text


def _asker(scene: Scene) -> Iterable[str]:
    return [scene.actor] if scene.actor.startswith("user:") else []


TABLE: Mapping[type[Happening], tuple[Line, ...]] = {
    ActRefused: (
        Line(
            "request-refused",
            _asker,
            Text(
                "Một yêu cầu của bạn trong {case_vi} bị từ chối theo quy định; xem lý do trong hồ sơ.",
                "A rule refused a request of yours in {case_en}; the reason stands in the case.",
            ),
            ASKED,
        ),
    ),
    **ORGANISATION_LINES,
    **PLAN_LINES,
    **NOMINATION_LINES,
    **EMULATION_LINES,
    **MODEL_LINES,
    **DOSSIER_LINES,
}


def notices(happening: Happening, actor: str, known: Known) -> tuple[Notice, ...]:
    """Everybody who is told of *happening*, which *actor* brought about; each party once for each kind."""
    scene = Scene(happening, actor, known)
    found = [
        (party, line) for line in TABLE.get(type(happening), ()) for party in dict.fromkeys(line.to(scene))
    ]
    if not found:
        return ()
    words = scene.words()
    return tuple(
        Notice(party=party, kind=line.kind, text=capitalised(line.text.fill(words)), why=line.why)
        for party, line in found
    )


def capitalised(text: Text) -> Text:
    """*text* with a capital at the start of each sentence: some begin with a word that was filled in."""
    return Text(text.vi[:1].upper() + text.vi[1:], text.en[:1].upper() + text.en[1:])

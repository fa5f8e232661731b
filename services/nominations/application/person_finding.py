"""People as they are looked for: where they serve, in which position, and under which name."""

from __future__ import annotations

from services.nominations.application.register_answers import PeopleAsked
from services.nominations.application.register_showing import fits
from services.nominations.application.register_views import serving_in
from shared.folding import words_of
from shared.lineage import Reach
from shared.messages import Json
from shared.name_marks import Mark, leading
from shared.seeking import Sought


def sought_people(asked: PeopleAsked, reached: Reach | None, mark: Mark) -> Sought:
    """
    The people *asked* for among those *reached*.

    By name nobody is found whose use is restricted, and nobody who was erased: the answer would tell the name.
    """
    places = "places" if asked.on is None else "organisations"
    words = None if asked.text is None else words_of(asked.text)
    marks = {mark(word) for word in words or ()}
    given = {
        places: asked.organisation_id,
        "marks": mark(leading(words)) if words else None,
        "positions": asked.position,
    }

    def meant(row: Json) -> bool:
        if not marks <= set(row.get("marks", ())):
            return False
        state = serving_in(row)
        return not (marks and state.restricted) and fits(state, asked, reached)

    return Sought(
        fields={name: value for name, value in given.items() if value is not None},
        within=asked.organisation_id,
        leading=(places, "marks", "positions"),
        words=[] if words == [] else None,
        scopes=places,
        also=meant,
        also_by=(frozenset(marks), asked.on),
    )

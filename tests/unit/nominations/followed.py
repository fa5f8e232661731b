"""Models that units registered, on the pages: taken up and followed as far as a test needs."""

from __future__ import annotations

from tests.builders.papers import pdf
from tests.unit.nominations.entry_course import MOVEMENT, registered, rows

PROOF = ("biên bản.pdf", pdf("biên bản"))
HEAD = "Phan Văn Tâm"


def followed():
    """A department whose first unit has registered two models, with a head, a director and a board."""
    site = registered()
    site.send(site.get(site.list), site.list, button="send", **rows("Nguyễn Thị An", "Phòng Thương mại"))
    a_head(site)
    board = {"name": "Ban TĐKT tỉnh", "level": "board", "valid_from": "2020-01-01"}
    site.ids["ban"] = site.do("register-organisation", board, by="root").identity
    site.callers["giam-doc"] = [("director", site.ids["so"])]
    site.callers["ban"] = [("board", site.ids["ban"])]
    return site


def a_head(site):
    """The head of the first unit."""
    who = {"position": "head", "position_since": "2020-01-01"}
    person = {"name": HEAD, "organisation_id": site.ids["u1"], **who}
    site.ids["tam"] = site.do("register-person", person, by="root").identity


def entries(site):
    """The addresses of the models that wait to be taken up."""
    page = site.get("/entry/models?stage=registered")
    return sorted(
        {line.split('"')[0] for line in page.html.split('href="') if "/registrations/" in line.split('"')[0]}
    )


def taken_up(site):
    """The address of the first model that waits, taken up by the unit's clerk."""
    site.sign_in("lan")
    address = entries(site)[0]
    typed = {"detected_by": "Phòng Thương mại", "account": "Tận tụy, dẫn đầu phong trào"}
    return site.send(site.get(address), address, **typed).path


def form_of(page, what):
    """The address of the one form of *page* for *what*."""
    (found,) = [action for action in page.forms if f"/{what}/" in action]
    return found


def sends(site, place, what, typed, status=200, *, by=None, file=None):
    """Send the form *what* of the page at *place* with fields of any name."""
    if by:
        site.sign_in(by)
    page = site.get(place)
    return site.send(page, form_of(page, what), status, file=file, **typed)


def nurtured(site, place):
    """A head, a road-map and one activity."""
    sends(site, place, "head", {"person_id": HEAD}, by="phong", status=200)
    steps = {"steps.0.due_on": "2021-12-31", "steps.0.content": "Tập huấn"}
    sends(site, place, "roadmap", steps, by="lan")
    activity = {"activity": "Tập huấn", "step": "b1", "evidence.0.title": "Giấy mời"}
    return sends(site, place, "nurturing", activity, file=PROOF)


def reviewed(site):
    """The department's review of the movement."""
    review = {
        "movement_id": site.ids["movement"],
        "organisation_id": site.ids["so"],
        "kind": "interim",
        "period_from": "2021-01-01",
        "period_to": "2021-03-01",
        "held_on": "2021-03-10",
        "lessons": "Phát hiện từ đầu năm",
    }
    site.do("review-movement", review, by="root")


SUMMED = {
    "movement_id": MOVEMENT,
    "kind": "interim",
    "reviewed_on": "2021-03-10",
    "result": "Tiến bộ rõ",
    "lessons": "Tiếp tục bồi dưỡng",
}


def summed_up(site, place):
    reviewed(site)
    return sends(site, place, "summing", SUMMED, by="phong")

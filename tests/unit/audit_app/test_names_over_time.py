"""Old records keep the old name: a timeline calls an organisation what it was called on the day of each act; lists say both."""

from __future__ import annotations

import pytest

from services.audit.adapters.book import read_book
from services.audit.application.labels import look_up
from services.audit.application.summaries import summary_of
from services.audit.application.timeline import tell
from tests.unit.audit_app.histories import body
from tests.unit.audit_app.ledgers import Keys, ReadModels

RESOLUTION = {"number": "202/2025/QH15", "dated": "2025-06-12", "confirmed": False}


def told(number, kind, day, **data):
    case = data.pop("case", f"organisation-{data.get('organisation_id')}")
    act = {"case": case, "occurred_on": day, "basis": "system", "rules": [], "broken": []}
    return body("nominations", number, kind=kind, stream=case, data=act | data)


def history():
    """Ninh Thuận's department is renamed, moved, and goes to Khánh Hòa's; a plan is drafted before and after."""
    registered = {"level": "department", "valid_from": "2021-01-01"}
    change = {"organisation_id": "nt", "resolution": RESOLUTION}
    return [
        told(
            1,
            "OrganisationRegistered",
            "2021-01-01",
            organisation_id="nt",
            name="Sở Nội vụ Ninh Thuận",
            parent_id="t1",
            **registered,
        ),
        told(
            2,
            "OrganisationRegistered",
            "2021-01-01",
            organisation_id="kh",
            name="Sở Nội vụ Khánh Hòa",
            parent_id="t2",
            **registered,
        ),
        opened(3, "n1", "2021-05-01"),
        told(
            4,
            "OrganisationRenamed",
            "2023-01-01",
            name="Sở NV",
            former_name="Sở Nội vụ Ninh Thuận",
            since="2023-01-01",
            **change,
        ),
        opened(5, "n2", "2024-05-01"),
        told(6, "OrganisationMoved", "2024-06-01", parent_id="t3", since="2024-06-01", **change),
        told(7, "OrganisationDissolved", "2025-07-01", successors=["kh"], since="2025-07-01", **change),
        opened(8, "n3", "2021-06-01"),
    ]


def opened(number, nomination_id, day):
    return told(
        number,
        "NominationOpened",
        day,
        case=f"nomination-{nomination_id}",
        nomination_id=nomination_id,
        subject_kind="collective",
        subject_id="nt",
        unit_id="nt",
        organisation_id="nt",
        form="giay_khen",
        commendation_type="timely",
        achievement_id="a",
        basis_citation="mục 1",
    )


@pytest.fixture
def models():
    return ReadModels(history())


def sentence(models, case):
    (line,) = tell(models.lines(case), read_book(), models.names, models.keys.open)
    return line.sentence.vi


def title(models, case):
    labels = look_up([case.partition("-")[2]], models.names, models.keys.open)
    return summary_of(models.case(case), read_book(), labels).title


def test_each_act_bears_the_name_of_its_own_day_whenever_it_was_recorded(models):
    assert "Sở Nội vụ Ninh Thuận" in sentence(models, "nomination-n1")
    assert "Sở NV" in sentence(models, "nomination-n2")
    assert "Sở Nội vụ Ninh Thuận" in sentence(models, "nomination-n3")  # entered last


def test_lists_say_what_an_organisation_was_called_before_and_who_follows_it(models):
    found = title(models, "organisation-nt")
    assert found.vi == "Sở NV (tên cũ: Sở Nội vụ Ninh Thuận; nay là Sở Nội vụ Khánh Hòa)"
    assert found.en == "Sở NV (formerly Sở Nội vụ Ninh Thuận; now Sở Nội vụ Khánh Hòa)"
    assert title(models, "organisation-kh").vi == "Sở Nội vụ Khánh Hòa"


def test_what_happens_to_an_organisation_is_told_whole(models):
    lines = tell(models.lines("organisation-nt"), read_book(), models.names, models.keys.open)
    said = [line.sentence.vi for line in lines]
    assert any("đổi tên “Sở Nội vụ Ninh Thuận” thành “Sở NV” từ 1/1/2023" in one for one in said)
    assert any("Sở NV giải thể từ 1/7/2025; tổ chức kế thừa: Sở Nội vụ Khánh Hòa" in one for one in said)
    assert all("…" not in one for one in said)


def test_without_a_successor_the_sentence_says_so():
    lines = [
        *history()[:1],
        told(
            2,
            "OrganisationDissolved",
            "2025-07-01",
            organisation_id="nt",
            successors=[],
            since="2025-07-01",
            resolution=RESOLUTION,
        ),
    ]
    models = ReadModels(lines)
    last = tell(models.lines("organisation-nt"), read_book(), models.names, models.keys.open)[-1]
    assert "kế thừa: không có, theo " in last.sentence.vi
    assert last.sentence.vi.endswith("(CHƯA được xác nhận)")
    assert "successors: none, by " in last.sentence.en


def test_a_name_is_found_by_every_name_it_ever_had(models):
    assert list(models.named(["noi", "vu", "ninh"])) == ["nt"]
    assert list(models.named(["nv"])) == ["nt"]


def test_a_person_is_found_by_the_corrected_name_too_until_erased():
    keys = Keys()
    named = [
        told(
            number,
            kind,
            "2026-01-01",
            case="person-an",
            person_id="an",
            name=keys.seal(name, "person-an", ""),
        )
        for number, kind, name in (
            (1, "PersonRegistered", "Lò Thị Mai"),
            (2, "PersonCorrected", "Lò Thị Mây"),
        )
    ]
    models = ReadModels(named, keys)
    assert models.named(["lo", "thi", "may"]) == models.named(["mai"]) == {"an": False}
    models.add(told(3, "PersonErased", "2026-02-01", case="person-an", person_id="an"))
    assert models.named(["may"]) == models.named(["mai"]) == {}


def test_what_an_organisation_lies_under_is_the_last_place_it_was_moved_to(models):
    document = models.documents["names"]["nt"]
    assert (document["parent"], document["successors"]) == ("t3", ["kh"])


def test_a_change_entered_out_of_order_keeps_the_names_in_order():
    early = told(
        9,
        "OrganisationRenamed",
        "2025-09-01",
        organisation_id="nt",
        name="Ban TĐKT",
        former_name="x",
        since="2022-01-01",
        resolution=RESOLUTION,
    )
    models = ReadModels([*history(), early])
    assert models.documents["names"]["nt"]["name"] == "Sở NV"
    assert "Sở Nội vụ Ninh Thuận" in sentence(models, "nomination-n1")


def test_a_name_kept_from_before_counts_from_the_beginning():
    models = ReadModels(history()[:3])
    document = models.documents["names"]["nt"]
    del document["names"]
    models.add(history()[3])
    assert [one["name"] for one in models.documents["names"]["nt"]["names"]] == [
        "Sở Nội vụ Ninh Thuận",
        "Sở NV",
    ]
    assert "Sở Nội vụ Ninh Thuận" in sentence(models, "nomination-n1")


def test_numbered_again_the_names_are_the_same(models):
    twice = ReadModels([*history(), *history()])
    assert twice.documents["names"] == models.documents["names"]

"""Names that differ in writing only are the same; names that differ by a few words are brought together."""

from __future__ import annotations

import unicodedata

import pytest

from services.nominations.domain.spelling import likeness, spelling

SAME = [
    # the sources: 0-14, 1-18, 3-14 write one movement in three ways
    (
        "Cả nước chung tay vì người nghèo, không để ai bị bỏ lại phía sau",
        "Cả nước chung tay vì người nghèo – Không để ai bị bỏ lại phía sau",
    ),
    (
        "Cả nước chung tay vì người nghèo - không để ai bị bỏ lại phía sau",
        "“Cả nước chung tay vì người nghèo – Không để ai bị bỏ lại phía sau”",
    ),
    ("Thi đua, khen thưởng", "thi đua - Khen\u00a0thưởng"),
    ("Chiến sỹ thi đua", "Chiến sĩ thi đua"),
    ("Thực hiện văn hoá công sở", "Thực hiện văn hóa công sở"),
    (
        "Cải cách thủ tục hành chính và nâng cao năng lực cạnh tranh;",
        "Cải cách thủ tục hành chính và nâng cao năng lực cạnh tranh",
    ),
]
NEAR = [
    # 0-16 and 1-20: with and without viên chức; 2-18 adds the period
    (
        "Cán bộ, công chức, thi đua thực hiện văn hóa công sở",
        "Cán bộ, công chức, viên chức thi đua thực hiện văn hóa công sở",
    ),
    (
        "Cán bộ, công chức, viên chức thi đua thực hiện văn hóa công sở",
        "cán bộ công chức, viên chức thi đua thực hiện văn hóa công sở giai đoạn 2021 - 2025",
    ),
]
OTHER = [
    ("Bắc Kạn chung sức xây dựng nông thôn mới", "Cả nước chung sức xây dựng nông thôn mới"),
    ("Cả nước chung sức xây dựng nông thôn mới", "Cả nước chung tay vì người nghèo"),
    ("Đền ơn đáp nghĩa", "Đen on dap nghia"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_what_differs_in_writing_only_is_the_same(one, other):
    assert likeness(one, other) == likeness(other, one) == "same"
    assert likeness(unicodedata.normalize("NFD", one), other) == "same"


@pytest.mark.parametrize(("one", "other"), NEAR)
def test_what_differs_by_a_few_words_is_near(one, other):
    assert likeness(one, other) == likeness(other, one) == "near"


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_another_name_is_another_one(one, other):
    assert likeness(one, other) is None


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Quý II", "quý ii"),
        ("THUỶ LỢI", "thủy lợi"),
        ("hoàn thành", "hoàn thành"),
        ("A", "a"),
        ("…", "…"),
        ("“”", ""),
    ],
)
def test_only_the_tone_of_open_syllables_moves(written, folded):
    assert spelling(written) == folded

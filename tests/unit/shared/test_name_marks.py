"""Which word of a name that was typed leads to fewest people."""

from __future__ import annotations

import pytest

from shared.name_marks import leading


@pytest.mark.parametrize(
    ("words", "word"),
    [
        (["nguyen", "thi", "an"], "an"),
        (["nguyen"], "nguyen"),
        (["nguyen", "thi", "a"], "nguyen"),
        (["n", "a"], "n"),
    ],
)
def test_the_given_name_leads_unless_a_letter_of_it_is_all_there_is(words, word):
    assert leading(words) == word

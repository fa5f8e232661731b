"""What we stand on may be used as we use it, and is written down."""

from __future__ import annotations

import pytest

from tools.licences import DOCUMENT, SEPARATE, document, entries, imported, in_the_image_alone, permitted

LOCK = """\
# made by a machine
numpy==2.4 ; python_full_version < '3.12' \\
    --hash=sha256:00 \\
    --hash=sha256:01
    # via
    #   -c requirements.lock
    #   secantusdb
    #   shapely
numpy==2.5 ; python_full_version >= '3.12' \\
    --hash=sha256:02
    # via shapely
colorama==0.4 ; sys_platform == 'win32' \\
    --hash=sha256:03
    # via click
six==1.17 \\
    --hash=sha256:04
    # via sovang (pyproject.toml)
"""


def test_the_document_says_what_is_locked_and_installed():
    assert DOCUMENT.read_text(encoding="utf-8") == document(), "run: make licences"


def test_whatever_the_program_imports_has_a_licence_that_allows_it():
    assert {each.name: each.licence for each in imported() if not each.allowed} == {}


def test_what_traces_need_is_listed_with_the_image():
    assert "opentelemetry-sdk" in {each.name for each in in_the_image_alone()}
    assert "eventlet" not in {each.name for each in in_the_image_alone()}


def test_only_the_embedded_database_has_another_licence_and_is_marked():
    others = {each.name for each in imported() if not permitted(each.licence)}
    assert others == set(SEPARATE) == {"secantusdb"}
    assert "| secantusdb | " in document()
    assert "never imported" in document()


@pytest.mark.parametrize(
    ("licence", "allowed"),
    [
        ("MIT", True),
        ("Apache-2.0 OR BSD-2-Clause", True),
        ("GPL-3.0-only OR MIT", True),
        ("MIT AND (GPL-2.0-only OR AGPL-3.0-only)", False),
        ("GPL-2.0-only AND MIT", False),
        ("unknown", False),
        ("", False),
    ],
)
def test_an_expression_is_allowed_when_it_can_be_fulfilled(licence, allowed):
    assert permitted(licence) is allowed


def test_a_lock_file_is_read_with_its_versions_and_reasons():
    assert list(entries(LOCK)) == [
        ("numpy", "2.4", ["secantusdb", "shapely"]),
        ("numpy", "2.5", ["shapely"]),
        ("six", "1.17", ["sovang (pyproject.toml)"]),
    ]

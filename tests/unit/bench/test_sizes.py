"""The page for operators tells the sizes that are kept."""

from __future__ import annotations

from bench import sizes
from bench.figures import shown
from bench.kept import keep

ABOUT = {"date": "2026-01-02T00:00:00.000Z", "commit": "abcdef0123", "database": "SecantusDB 1"}


def kept(tmp_path, *figures):
    path = tmp_path / "results.json"
    keep(path, "some", ABOUT, [shown(*one) for one in figures])
    return path


def test_the_page_shows_the_figures_that_are_kept():
    assert sizes.PAGE.read_text(encoding="utf-8").count(sizes.block()) == 1


def test_what_was_not_measured_is_said_and_what_was_stands_in_its_place(tmp_path):
    some = sizes.block(kept(tmp_path, ("memory at rest, serve", 92.5, "MiB"), ("make run", 2.3, "s")))
    assert "| memory at rest, serve | 92.5 MiB | 2026-01-02, commit abcdef0, SecantusDB 1 |\n" in some
    assert some.count("not measured yet") == 2
    assert "make run, " not in some
    more = sizes.block(
        kept(
            tmp_path,
            ("memory after 9 events, work", 60.1, "MiB"),
            ("disk after 9 events, an event", 3000.0, "bytes"),
        )
    )
    assert "not measured yet" not in more
    assert "| disk after 9 events, an event | 3000.0 bytes | 2026-01-02" in more


def test_a_new_result_replaces_the_table_and_nothing_else(tmp_path, monkeypatch):
    page = tmp_path / "operations.md"
    page.write_text(f"# Sizes\n\n{sizes.block()}\n\nmore\n", encoding="utf-8")
    monkeypatch.setattr(sizes, "RESULTS", kept(tmp_path, ("memory at rest, work", 1.0, "MiB")))
    sizes.show(page)
    assert page.read_text(encoding="utf-8") == f"# Sizes\n\n{sizes.block()}\n\nmore\n"
    assert "| memory at rest, work | 1.0 MiB | 2026-01-02" in page.read_text(encoding="utf-8")

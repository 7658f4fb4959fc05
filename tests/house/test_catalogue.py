"""What is written by machine says what the program does, and goes red when it no longer does."""

import shutil

import pytest

from chalkface.config.catalogue import FOLDER, stale, write, written
from chalkface.config.catalogue.text import cell, paragraph, table
from chalkface.core.access import ROLES, grants
from chalkface.frameworks.load import frameworks
from chalkface.imports.formats import formats
from chalkface.indicators.catalogue import indicators
from chalkface.operations.operation import OPERATIONS
from chalkface.web.page import PAGES
from tests.conftest import REPOSITORY


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return written()


def test_the_catalogue_is_current():
    old = stale(REPOSITORY)
    assert not old, f"out of date: {', '.join(old)}; run: python3 run.py dev docs"


def test_negative_control_a_changed_a_missing_and_a_foreign_page_are_found_and_repaired(tmp_path):
    shutil.copytree(REPOSITORY / FOLDER, tmp_path / FOLDER)
    write(tmp_path)
    with (tmp_path / FOLDER / "roles.md").open("a", encoding="utf-8") as page:
        page.write("An older sentence.\n")
    (tmp_path / FOLDER / "pages.md").unlink()
    (tmp_path / FOLDER / "nobody.md").write_text("Written by nobody.\n")
    assert stale(tmp_path) == ["nobody.md", "pages.md", "roles.md"]
    assert write(tmp_path) == ["nobody.md", "pages.md", "roles.md"]
    assert stale(tmp_path) == [] and not (tmp_path / FOLDER / "nobody.md").exists()


def test_every_thing_of_every_registry_is_in_its_page(pages):
    for one in indicators():
        assert f"\n## {one.id}\n" in pages["indicators.md"]
        assert f"gives **{one.example.numerator} of {one.example.denominator}**" in pages["indicators.md"]
    for framework in frameworks().values():
        assert f"\n## {framework.code}\n" in pages["frameworks.md"]
        assert all(f"| {statement.code} | {cell(statement.text)} |" in pages["frameworks.md"]
                   for statement in framework.statements.values())
    assert all(f"| `{code}` |" in pages["roles.md"] for code in grants())
    assert all(role.title in pages["roles.md"] for role in ROLES.values())
    assert all(f"Code: `{code}`" in pages["imports.md"] for code in formats())
    assert all(f"| `/{door.path}` |" in pages["pages.md"] for door in PAGES.values())
    deeds = [name for name, deed in OPERATIONS.items() if deed.__module__.startswith("chalkface.")]  # tests make some, too
    assert len(deeds) > 50 and all(f"| `{name}` |" in pages["operations.md"] for name in deeds)
    assert "\n## school add\n" in pages["commands.md"] and "\n## dev docs\n" in pages["commands.md"]
    assert "\n## guidance_meeting\n" in pages["privacy.md"]


def test_writing_twice_gives_the_same_letters(pages):
    assert written() == pages


def test_prose_has_a_readable_width_and_tables_keep_their_rows(pages):
    for name, text in pages.items():
        prose = [line for line in text.splitlines() if not line.startswith(("|", "<!--"))]
        assert max(map(len, prose)) <= 128, name
    assert paragraph("word " * 60).count("\n") == 2
    assert table(("a",), [("one | two\nthree",)]).splitlines()[-1] == "| one \\| two three |"
    assert table(("a",), []) == ""

"""The developers' commands: a skeleton is whole, red, and never written over anything."""

import subprocess
import sys
from types import SimpleNamespace

import pytest
from jinja2 import Environment

from chalkface.config import checkout as checkout_module
from chalkface.config.checkout import checkout
from chalkface.config.cli import main
from chalkface.config.commands import dev_check, dev_docs, dev_new
from chalkface.core.errors import Refused
from tests.conftest import REPOSITORY


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """An empty folder taken for the checkout."""
    monkeypatch.setattr(dev_new, "checkout", lambda: tmp_path)
    return tmp_path


def test_a_new_indicator_is_whole_and_its_example_cannot_be_true(elsewhere, capsys):
    assert main(["dev", "new", "indicator", "seen-a-farm"]) == 0
    path = elsewhere / "src/chalkface/indicators/definitions/seen_a_farm.py"
    assert capsys.readouterr().out.startswith("src/chalkface/indicators/definitions/seen_a_farm.py\n")
    made: dict = {}
    exec(compile(path.read_text("utf-8"), str(path), "exec"), made)
    example = made["indicator"].example
    assert made["indicator"].title == "Seen a farm"
    # Nobody in the drawn school had a guidance meeting, so 0 of 1 is counted and the written 1 of 1 is red.
    assert "guidance_meetings" not in example.rows and (example.numerator, example.denominator) == (1, 1)


def test_a_new_page_is_a_pair_with_a_test_that_is_red(elsewhere):
    assert main(["dev", "new", "page", "partners.their_visits"]) == 0
    pages = elsewhere / "src/chalkface/web/pages/partners"
    assert sorted(path.name for path in pages.iterdir()) == ["__init__.py", "their_visits.html", "their_visits.py"]
    source = (pages / "their_visits.py").read_text("utf-8")
    compile(source, "their_visits.py", "exec")
    assert '@page("partners/their-visits/", needs="see_home", title="Their visits")' in source
    template = (pages / "their_visits.html").read_text("utf-8")
    Environment(autoescape=True).parse(template)
    expected = (elsewhere / "tests/web/test_partners_their_visits.py").read_text("utf-8")
    compile(expected, "test.py", "exec")
    assert 'reverse("partners.their_visits"' in expected and "the sentence that you expect" not in template


def test_what_is_written_has_our_style(elsewhere):
    main(["dev", "new", "page", "partners.their_visits"])
    main(["dev", "new", "indicator", "seen-a-farm"])
    ruff = [sys.executable, "-m", "ruff", "check", "--quiet", "--config", REPOSITORY / "pyproject.toml", elsewhere]
    answer = subprocess.run(ruff, capture_output=True, text=True, timeout=60)
    assert answer.returncode == 0, answer.stdout


@pytest.mark.parametrize(
    "words, sentence",
    [
        (["page", "partners"], "is not the name of a page"),
        (["page", "../x.y"], "is not the name of a page"),
        (["indicator", "Seen_A_Farm"], "is not the id of an indicator"),
        (["indicator", "../../x"], "is not the id of an indicator"),
    ],
)
def test_a_name_that_will_not_do_writes_nothing(elsewhere, capsys, words, sentence):
    assert main(["dev", "new", *words]) == 1
    assert sentence in capsys.readouterr().err and list(elsewhere.iterdir()) == []


def test_nothing_is_written_over_anything(elsewhere, capsys):
    assert main(["dev", "new", "page", "partners.visits"]) == 0
    page = elsewhere / "src/chalkface/web/pages/partners/visits.html"
    page.write_text("mine")
    assert main(["dev", "new", "page", "partners.visits"]) == 1
    assert "nothing was written" in capsys.readouterr().err and page.read_text() == "mine"


def test_an_installed_copy_has_nothing_to_write(monkeypatch, tmp_path):
    assert checkout() == REPOSITORY
    monkeypatch.setattr(checkout_module, "__file__", str(tmp_path / "a" / "b" / "c" / "d.py"))
    with pytest.raises(Refused, match="installed copy"):
        checkout()


def test_the_check_is_red_when_any_part_is(monkeypatch, capsys):
    codes = {"ruff": 0, "lint-imports": 0}
    monkeypatch.setattr(dev_check.subprocess, "run", lambda command, **_: SimpleNamespace(returncode=codes[command[0].name]))
    monkeypatch.setattr(dev_check, "stale", lambda repository: [])
    assert main(["dev", "check"]) == 0
    for name in codes:
        codes[name] = 1
        assert main(["dev", "check"]) == 1
        codes[name] = 0
    monkeypatch.setattr(dev_check, "stale", lambda repository: ["roles.md"])
    assert main(["dev", "check"]) == 1 and "Out of date: roles.md. Run: dev docs" in capsys.readouterr().out


def test_the_documents_are_written_and_sql_that_does_not_compile_is_said(monkeypatch, capsys):
    monkeypatch.setattr(dev_docs, "write", lambda repository: ["roles.md"])
    monkeypatch.setattr(dev_docs.subprocess, "run", lambda command, **_: SimpleNamespace(returncode=1))
    assert main(["dev", "docs", "--no-sql"]) == 0
    assert capsys.readouterr().out == "docs/catalogue/roles.md: written\n"
    assert main(["dev", "docs"]) == 1 and "was not compiled" in capsys.readouterr().err

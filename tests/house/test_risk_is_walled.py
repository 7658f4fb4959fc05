"""The risk indicator decides nothing and labels nobody: what may read a score is this short list, and nothing else does."""

import ast
from pathlib import Path

import pytest

import chalkface

ROOT = Path(chalkface.__file__).parent
TABLES = {"RiskScore", "RiskOverride"}
# The tables themselves, the deed that scores, the pages' own queries, and the mark of who next.
MAY_READ = {"records", "operations/risk.py", "queries/risk", "queries/who_next/priority.py"}
# Whatever works out or shows the indicator's answer may be used by its own pages and by the example school only.
INDICATOR = ("chalkface.queries.risk", "chalkface.core.risk", "chalkface.operations.risk", "chalkface.operations.risk_models")
MAY_USE = {
    "core/risk.py", "operations/risk.py", "operations/risk_models.py", "queries/risk", "web/pages/risk",
    "jobs/example_parts/risk.py", "jobs/example_parts/looks.py", "imports/formats/risk_facts", "config/catalogue",
}  # fmt: skip


def _within(path: str, allowed: set[str]) -> bool:
    return any(path == one or path.startswith(f"{one}/") for one in allowed)


def offences(path: str, text: str) -> list[str]:
    """What a file takes of the indicator that it may not."""
    found = []
    for node in ast.walk(ast.parse(text)):
        names = {node.id} if isinstance(node, ast.Name) else {node.attr} if isinstance(node, ast.Attribute) else set()
        module = ""
        if isinstance(node, ast.ImportFrom):
            names, module = {one.name for one in node.names}, node.module or ""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            names = {node.value}  # a model called by its name
        if names & TABLES and not _within(path, MAY_READ):
            found.append(f"{path} reads {', '.join(sorted(names & TABLES))}")
        if module.startswith(INDICATOR) and not _within(path, MAY_USE):
            found.append(f"{path} uses {module}")
        if names & {"risk_scores", "risk_overrides"} and not path.startswith("records/"):
            found.append(f"{path} follows a student to their scores")
    return found


def test_nothing_but_its_own_pages_and_the_mark_of_who_next_reads_a_score():
    found = []
    for file in sorted(ROOT.rglob("*.py")):
        path = file.relative_to(ROOT).as_posix()
        if path != "records/models.py":
            found += offences(path, file.read_text("utf-8"))
    assert found == []


@pytest.mark.parametrize("folder", ["my", "enter", "interviews", "programme", "destinations", "surveys"])
def test_no_template_of_an_own_page_or_of_an_offer_speaks_of_the_indicator(folder):
    for file in (ROOT / "web" / "pages" / folder).rglob("*.html"):
        text = file.read_text("utf-8")
        assert not any(word in text for word in ("band_titles", "risk.student", "risk.start")), file


def test_negative_control_a_page_that_reads_a_score_is_found():
    assert offences("web/pages/my/plan.py", "from chalkface.records.models import RiskScore") != []
    assert offences("operations/interviews.py", "from chalkface.queries.risk.bands import named_scores") != []
    assert offences("queries/offers.py", "x = student.risk_scores.all()") != []
    assert offences("queries/risk/bands.py", "from chalkface.records.models import RiskScore") == []

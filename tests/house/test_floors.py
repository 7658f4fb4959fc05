"""The floors hold, and each contract that says so really breaks when its rule is broken."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

PACKAGES = (
    "config", "web", "web.pages", "jobs", "reports", "imports", "imports.formats", "imports.example_school", "operations",
    "queries", "records", "indicators", "frameworks", "core", "content",
)
# One line in a small house that has our floors: the contract that must break, and nothing else that need be true.
OFFENCES = {
    "Each floor imports only from floors below": ("core", "from chalkface import frameworks"),
    "The lower floors and the formats know nothing of Django": ("indicators", "import django"),
    "Pages ask queries and call operations": ("web.pages", "from chalkface import records"),
    "Queries change nothing": ("queries", "from chalkface import operations"),
    "What compiles indicators is never loaded by the running product": ("jobs", "import ibis"),
}


def lint(root: Path) -> dict[str, str]:
    """Contract to KEPT or BROKEN, for the package ``chalkface`` under ``root`` by our own contracts."""
    environment = {**os.environ, "PYTHONPATH": str(root), "COLUMNS": "200"}
    command = [Path(sys.executable).parent / "lint-imports", "--config", REPOSITORY / ".importlinter", "--no-cache"]
    answer = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, timeout=120)
    found = dict(re.findall(r"^(\S.*) (KEPT|BROKEN)\b", answer.stdout, re.MULTILINE))
    assert (answer.returncode == 0) == (set(found.values()) == {"KEPT"}), answer.stdout + answer.stderr
    return found


def small_house(root: Path, offences: dict[str, str]) -> Path:
    """A package with our floors and nothing in them but the lines of ``offences`` (module to line)."""
    (root / "chalkface").mkdir()
    (root / "chalkface" / "__init__.py").touch()
    for name in PACKAGES:
        folder = root / "chalkface" / Path(*name.split("."))
        folder.mkdir()
        (folder / "__init__.py").write_text(offences.get(name, "") + "\n")
    return root


@pytest.mark.parametrize("kind", ["our own house", "an empty one"])
def test_every_contract_is_kept(kind, tmp_path):
    root = REPOSITORY / "src" if kind == "our own house" else small_house(tmp_path, {})
    found = lint(root)
    assert found == dict.fromkeys(OFFENCES, "KEPT")


def test_negative_control_every_contract_breaks_when_its_rule_is_broken(tmp_path):
    assert lint(small_house(tmp_path, dict(OFFENCES.values()))) == dict.fromkeys(OFFENCES, "BROKEN")


def test_a_folder_without_a_floor_is_noticed(tmp_path):
    small_house(tmp_path, {})
    (tmp_path / "chalkface" / "extras").mkdir()
    (tmp_path / "chalkface" / "extras" / "__init__.py").touch()
    assert lint(tmp_path)["Each floor imports only from floors below"] == "BROKEN"

"""The whole suite: the house's own checks, everything on SQLite, on PostgreSQL what a database has a part in, and the browser
beside them.

Anything after ``run.py test`` is handed to pytest, and then it runs once, on the database of CHALKFACE_TEST_DATABASE.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
# Without the database of the settings, or the same whichever it is.
PURE = (
    "content core frameworks indicators engines example_school imports_pure imports_gather imports_published "
    "web_components browser house"
).split()
EVERY_PAGE = "tests/house/test_doors.py::test_each_role_enters_where_the_table_says_and_nowhere_else"
SPREAD = ["-n", "logical", "--dist", "worksteal", "-m", "not browser"]


def run(title: str, command: list[str], **environment: str) -> bool:
    print(f"== {title}", flush=True)
    return subprocess.run(command, cwd=HERE, env={**os.environ, **environment}).returncode == 0


def pytest(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "pytest", "-q", *arguments]


def in_a_browser() -> list[str]:
    """The files with tests for a browser: to collect all others as well would take longer than some of the journeys."""
    return [str(file) for file in sorted(HERE.glob("tests/**/test_*.py")) if "mark.browser" in file.read_text("utf-8")]


def on_the_second_database() -> list[str]:
    """What runs on PostgreSQL as well: every folder with the database of the settings, and of the house that every page opens
    for every role."""
    folders = [str(one) for one in sorted({file.parent for file in HERE.glob("tests/*/test_*.py")}) if one.name not in PURE]
    return [*folders, EVERY_PAGE]


def main() -> int:
    if sys.argv[1:]:
        return subprocess.run([sys.executable, "-m", "pytest", *sys.argv[1:]], cwd=HERE).returncode
    fine = run("style", [str(BIN / "ruff"), "check", "--quiet", "."])
    fine &= run("floors", [str(BIN / "lint-imports")], PYTHONPATH="src")
    # One browser and one server for all journeys: they are one process's, and mostly wait, so they run beside the rest.
    with tempfile.TemporaryFile("w+") as said, tempfile.TemporaryDirectory() as kept:
        os.environ["CHALKFACE_TEST_KEPT"] = kept
        sqlite = {**os.environ, "CHALKFACE_TEST_DATABASE": "sqlite"}
        journeys = pytest("-m", "browser", *in_a_browser())
        browser = subprocess.Popen(journeys, cwd=HERE, env=sqlite, stdout=said, stderr=subprocess.STDOUT)
        fine &= run("the suite on SQLite", pytest(*SPREAD), CHALKFACE_TEST_DATABASE="sqlite")
        half = pytest(*SPREAD, "--create-db", *on_the_second_database())
        fine &= run("the database half on PostgreSQL", half, CHALKFACE_TEST_DATABASE="postgres")
        fine &= browser.wait() == 0
        said.seek(0)
        print(f"== in the browser\n{said.read()}", flush=True)
    print("All green." if fine else "Something is red: see above.", flush=True)
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())

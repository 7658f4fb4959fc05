"""Ibis is the compiler's. What the web process imports of this floor must never bring it in."""

import subprocess
import sys

from tests.conftest import REPOSITORY

PROGRAM = """
import sys
from chalkface.indicators import catalogue, figure, statements
assert catalogue.indicators() and statements.statement("on_roll", "cells", "sqlite")
print([name for name in sys.modules if name.split(".")[0] in ("ibis", "sqlglot", "django", "duckdb")])
"""


def test_reading_the_indicators_imports_neither_ibis_nor_a_database() -> None:
    path = {"PYTHONPATH": str(REPOSITORY / "src")}
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, env=path)
    assert done.stdout.strip() == "[]"

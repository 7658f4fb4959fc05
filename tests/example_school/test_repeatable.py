"""The same seed and day give the same bytes; another seed gives another school."""

import hashlib
import json
import subprocess
import sys
from datetime import date

from chalkface.imports.example_school import example_school

DAY = date(2026, 11, 24)
PROGRAM = """
import hashlib, json
from datetime import date
from chalkface.imports.example_school import example_school
print(hashlib.sha256(json.dumps(example_school(7, date(2026, 11, 24))).encode()).hexdigest())
"""


def _digest(seed: int) -> str:
    return hashlib.sha256(json.dumps(example_school(seed, DAY)).encode()).hexdigest()


def test_another_process_makes_the_same_bytes() -> None:
    environment = {"PYTHONPATH": ":".join(sys.path), "PYTHONHASHSEED": "99"}
    run = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, env=environment)
    assert run.stdout.strip() == _digest(7)


def test_seeds_differ() -> None:
    assert _digest(7) != _digest(8)

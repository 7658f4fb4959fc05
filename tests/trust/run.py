"""``chalkface-trust quick|full|night``: run the proofs on both databases and write ``TRUST.md`` from what was seen.

``quick`` is for every change, beside the ordinary suite: of what that tries whole it takes some, and what no database has a
part in it tries on one. Exit 0 when nothing failed; what was not proved is no failure of the run, and stands in ``TRUST.md``
as falling short.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.proofs import GATES
from tests.trust.advisories import advisories
from tests.trust.sbom import write_sbom
from tests.trust.telling import promises, run_again, seen_of, told

HERE = Path(__file__).resolve().parents[2]
DATABASES = ("sqlite", "postgres")
SEEN = HERE / "docs" / "trust" / "last-run.json"


def files_with_proofs(only: set[int]) -> list[str]:
    """The test files that carry the mark (of one of the numbers, when some are asked for)."""
    mark = re.compile(rf"mark\.trust\(({'|'.join(map(str, sorted(only)))})\b" if only else r"mark\.trust\(")
    found = [path for path in sorted((HERE / "tests").rglob("test_*.py")) if mark.search(path.read_text("utf-8"))]
    return [path.relative_to(HERE).as_posix() for path in found]


def run_on(database: str, gate: str, files: list[str], out: Path) -> bool:
    """Run the proofs on one database and say whether all passed. What is timed has the machine to itself, except in ``quick``,
    which times nothing."""
    environment = {**os.environ, "CHALKFACE_TRUST": gate, "CHALKFACE_TRUST_OUT": str(out), "CHALKFACE_TEST_DATABASE": database}
    command = [sys.executable, "-m", "pytest", "-q", "--dist", "loadgroup", "-m", "trust", *files]
    if database == "postgres":
        command.append("--create-db")
    ways = [("", "logical")] if gate == "quick" else [("yes", "0"), ("no", "logical")]
    ended = [
        subprocess.run([*command, "-n", processes], cwd=HERE, env={**environment, "CHALKFACE_TRUST_ALONE": alone}).returncode
        for alone, processes in ways
    ]
    return all(code in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED) for code in ended)


def commit() -> str:
    done = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=HERE, capture_output=True, text=True)
    return done.stdout.strip() or "not a checkout of git"


def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="chalkface-trust", description="Run the proofs of what Chalkface promises.")
    parser.add_argument("gate", choices=GATES)
    parser.add_argument("--only", default="", help="numbers of promises, with commas between; what was seen of others stays")
    parser.add_argument("--database", choices=DATABASES, help="one database instead of both; nothing is written then")
    given = parser.parse_args(words)
    only = {int(number) for number in given.only.split(",") if number}
    databases = [given.database] if given.database else list(DATABASES)
    passed = True
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "seen.jsonl")
        for database in databases:
            print(f"== {given.gate} on {database}", flush=True)
            passed &= run_on(database, given.gate, files_with_proofs(only), out)
        lines = [json.loads(line) for line in out.read_text("utf-8").splitlines()] if out.exists() else []
    if given.database:
        return int(not passed)
    known = promises(HERE / "docs" / "trust" / "promises.yaml")
    run = {"gate": given.gate, "on": f"{datetime.now(UTC):%Y-%m-%d}", "commit": commit()}
    seen = run | {
        "machine": f"{os.cpu_count()} processors",
        "advisories": advisories(HERE / "requirements.lock"),
        "promises": {number: one | run for number, one in seen_of(known, lines).items()},
    }
    if only:
        seen = run_again(json.loads(SEEN.read_text("utf-8")), seen, only)
    write_sbom(HERE / "requirements.lock", HERE / "docs" / "trust" / "sbom.json")
    SEEN.write_text(json.dumps(seen, indent=1, sort_keys=True) + "\n", "utf-8")
    (HERE / "TRUST.md").write_text(told(known, seen), "utf-8")
    print("TRUST.md is written.", flush=True)
    return int(not passed)


if __name__ == "__main__":
    sys.exit(main())

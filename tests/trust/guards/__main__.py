"""``python -m tests.trust.guards``: take guards away, one at a time, and see that a test misses each."""

import argparse
import json
import os
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.trust.guards.finding import SRC
from tests.trust.guards.lists import KILLERS, killers

HERE = SRC.parent
FOLDERS = ("house", "operations", "records", "queries", "core", "web", "jobs", "imports", "reports", "trust")


def main(words: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.trust.guards", description=__doc__)
    parser.add_argument("--learn", action="store_true", help="run the tests once and write down which guards they ask")
    parser.add_argument("--only", default="", help="guards with this in their kind or name")
    parser.add_argument("--sample", type=int, default=0, help="so many, drawn by --seed")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--slice", default="1/1", help="part of them: 2/4 is the second of four")
    parser.add_argument("--known", action="store_true", help="only those whose killing test is known and quick")
    parser.add_argument("--code", action="store_true", help="all guards in code, with the tests that are known to miss one")
    parser.add_argument("--untried", action="store_true", help="only guards in code of which no killing test is known yet")
    parser.add_argument("--budget", type=float, default=30, help="seconds of processor for the tests of one guard")
    parser.add_argument("--report", type=Path, help="write a line for each to this file")
    parser.add_argument("--keep", action="store_true", help="write the tests that missed them to killers.json")
    parser.add_argument("tests", nargs="*", help="test files to choose from; all, unless some are named")
    given = parser.parse_args(words)
    # No test draws a part of what it asks, and none is left to the other database.
    os.environ["CHALKFACE_GUARDS"], os.environ["CHALKFACE_TEST_WHOLE"] = "all", "yes"
    part, of = map(int, given.slice.split("/"))
    # The plugin imports models, so it comes after pytest-django has the settings.
    sys.argv[1:] = []
    run = Late(given, (part - 1, of))
    known = sorted({test.partition("::")[0] for test in killers().values()}) if given.known or given.code else []
    chosen = given.tests or known or [f"tests/{folder}" for folder in FOLDERS]
    walls = "tests/house/test_walls.py"
    chosen += [] if any(walls.startswith(one) for one in chosen) else [walls]
    code = pytest.main(["-q", "-n", "0", "-p", "no:cacheprovider", "-m", "not browser", "--rootdir", str(HERE), *chosen], [run])
    trials = run.trials
    if given.keep:
        run.keep()
    count = Counter(trial.outcome for trial in trials)
    print(json.dumps(count), flush=True)
    return int(code != 0 or bool(count["survived"] or count["error"]))


class Late:
    """Loads the trial once Django is ready."""

    def __init__(self, given: argparse.Namespace, slice_of: tuple[int, int]) -> None:
        self.given, self.slice_of, self.trials = given, slice_of, []

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        from tests.trust.guards.trying import Asked, Trying  # noqa: PLC0415 - needs the settings

        given = self.given
        which = (given.learn, given.only, given.sample, given.seed, self.slice_of, given.known, given.untried, given.code)
        asked = Asked(*which, given.budget, given.report, self.trials)
        session.config.pluginmanager.register(Trying(asked))

    def keep(self) -> None:
        """Write down which test missed each."""
        from tests.trust.guards.trying import DATA  # noqa: PLC0415 - needs the settings

        found = killers() | {trial.key: trial.by for trial in self.trials if "::" in trial.by and trial.kind not in DATA}
        KILLERS.write_text(json.dumps(found, indent=0, sort_keys=True, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())

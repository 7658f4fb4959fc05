"""The trial: one process that has everything ready, which forks once for each guard, takes it away there and runs tests.

The tests that killed a guard's absence before are run first (``killers.json``), then all those for which the guard had
something to decide (written by ``--learn``), quickest first, until one fails. Run by ``python -m tests.trust.guards``.
"""

import json
import os
import random
import select
import signal
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib import import_module
from inspect import getsource
from pathlib import Path

import pytest
import yaml
from _pytest.runner import runtestprotocol
from django.db import connections

from chalkface import operations
from chalkface.web.discover import import_pages
from tests.trust.guards import switching
from tests.trust.guards.lists import equivalent, killers
from tests.trust.guards.standing import Standing, standing

HERE = Path(__file__).parent
LEARNT = HERE.parents[2] / "var" / "guards-learnt.jsonl"
WARM = "tests/house/test_walls.py::test_a_scope_shows_its_own_school_only"
NEAR = yaml.safe_load((HERE / "near.yaml").read_text("utf-8"))
# Guards that are data: the tests of their kind are all that is tried.
DATA = {"deed", "door", "csrf", "right", "record", "key", "trigger", "policy"}
PATIENCE = 120  # seconds for one test; a suite that hangs is missed too


@dataclass
class Trial:
    """What became of one guard that was taken away."""

    key: str
    kind: str
    outcome: str = "survived"
    by: str = ""
    tried: int = 0
    seconds: float = 0.0


@dataclass
class Asked:
    """What a run is to do."""

    learn: bool = False
    only: str = ""
    sample: int = 0
    seed: int = 0
    slice_of: tuple[int, int] = (0, 1)
    known_only: bool = False
    untried_only: bool = False
    code_only: bool = False
    budget: float = 30
    report: Path | None = None
    trials: list[Trial] = field(default_factory=list)


class Trying:
    """A pytest plugin: the loop over guards in place of the loop over tests."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.killers, self.equivalent = killers(), equivalent()
        self.sources: dict[str, str] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if session.config.option.collectonly:
            return True
        self.items = {item.nodeid: item for item in session.items}
        self.session = session
        self._run(self.items[WARM])
        import_pages()
        for one in sorted(Path(operations.__path__[0]).glob("*.py")):
            import_module(f"{operations.__name__}.{one.stem}")
        self.guards = switching.install()
        if self.asked.learn:
            self._learn()
        else:
            self._try_all()
        return True

    def listchain(self) -> list[pytest.Session]:
        """As the test that follows each: what belongs to the whole run is kept, all else is taken down."""
        return [self.session]

    def _run(self, item: pytest.Item) -> str:
        """Run one test in this process; ``passed``, ``failed`` or ``skipped``."""
        outcome = "passed"
        for report in runtestprotocol(item, nextitem=self, log=False):
            if report.outcome != "passed":
                outcome = "failed" if report.outcome == "failed" else outcome if outcome == "failed" else "skipped"
        return outcome

    # Learning: which tests give a guard something to decide.

    def _learn(self) -> None:
        LEARNT.parent.mkdir(exist_ok=True)
        known = {line["test"] for line in _learnt()}
        with LEARNT.open("a", encoding="utf-8") as out:
            for nodeid, item in self.items.items():
                if nodeid in known:
                    continue
                switching.decided.clear()
                began = time.monotonic()
                outcome = self._run(item)
                seen = sorted(self.guards[number].key for number in switching.decided)
                line = {"test": nodeid, "outcome": outcome, "seconds": round(time.monotonic() - began, 2), "decided": seen}
                out.write(json.dumps(line) + "\n")
                out.flush()

    # Trying: one fork for each guard.

    def _ways(self) -> list[tuple[str, str, int | Standing]]:
        found: list[tuple[str, str, int | Standing]] = [(one.key, one.kind, number) for number, one in enumerate(self.guards)]
        found += [(one.guard.key, one.guard.kind, one) for one in standing()]
        asked = self.asked
        found = [way for way in found if way[0] not in self.equivalent and _asked_for(asked.only, f"{way[1]} {way[0]}")]
        if asked.known_only:
            found = [way for way in found if self.killers.get(way[0]) in self.items]
        if asked.code_only:
            found = [way for way in found if way[1] not in DATA]
        if asked.untried_only:
            found = [way for way in found if way[1] not in DATA and way[0] not in self.killers]
        if asked.sample:
            found = random.Random(asked.seed).sample(found, min(asked.sample, len(found)))
        index, of = asked.slice_of
        return found[index::of]

    def _candidates(self) -> dict[str, list[str]]:
        """Guard → the tests for which it decided something, the quickest first."""
        found: dict[str, list[tuple[float, str]]] = {}
        for line in _learnt():
            if line["outcome"] == "passed" and line["test"] in self.items:
                for key in line["decided"]:
                    found.setdefault(key, []).append((line["seconds"], line["test"]))
        return {key: [test for _, test in sorted(tests)] for key, tests in found.items()}

    def _try_all(self) -> None:
        learnt = self._candidates()
        ways = self._ways()
        for key, kind, way in ways:
            trial = self._try(Trial(key, kind), way, self._order(key, kind, learnt.get(key, [])))
            self.asked.trials.append(trial)
            print(f"{trial.outcome:9} {trial.seconds:6.1f}s {trial.tried:4} {key}  {trial.by}", flush=True)
            if self.asked.report is not None:
                with self.asked.report.open("a", encoding="utf-8") as out:
                    out.write(json.dumps(trial.__dict__) + "\n")

    def _order(self, key: str, kind: str, learnt: list[str]) -> list[str]:
        """The tests to try: the one that missed it before, then those that name the function, then what is near.

        Where it is known for which tests the guard decides something, no other can tell that it is away.
        """
        near = [*NEAR["kinds"].get(kind, ()), *(() if kind in DATA else self._near(key.partition("::")[0]))]
        beside = [nodeid for start in near for nodeid in self.items if nodeid.startswith(start)]
        if learnt:
            beside = [test for test in beside if test in set(learnt)]
        known = self.killers.get(key)
        tests = dict.fromkeys([*([known] if known in self.items else []), *beside, *learnt])
        named = key.split("::")[1].rpartition(".")[2]
        return sorted(tests, key=lambda test: (test != known, named not in self._words(test)))

    def _words(self, test: str) -> str:
        """The source of a test."""
        if test not in self.sources:
            self.sources[test] = getsource(self.items[test].function)
        return self.sources[test]

    @staticmethod
    def _near(path: str) -> list[str]:
        """Where tests of a module are: those written down, and those that are called like it."""
        stem = Path(path).stem
        called = [f"tests/{folder}/test_{stem}" for folder in ("operations", "queries", "core", "web")]
        return [*NEAR["places"].get(path, ()), *called]

    def _try(self, trial: Trial, way: int | Standing, tests: Iterable[str]) -> Trial:
        began = time.monotonic()
        if connections["default"].vendor == "postgresql":
            connections.close_all()  # a connection is not shared by two processes
        reading, writing = os.pipe()
        sys.stdout.flush()
        child = os.fork()
        if not child:
            os.close(reading)
            self._be_the_trial(way, tests, writing)
        os.close(writing)
        told = b""
        while True:
            ready, _, _ = select.select([reading], [], [], PATIENCE)
            if not ready:
                os.kill(child, signal.SIGKILL)
                trial.outcome, trial.by = "killed", "the suite hangs"
                break
            part = os.read(reading, 65536)
            told += part
            if not part:
                break
        os.close(reading)
        os.waitpid(child, 0)
        if isinstance(way, Standing):
            way.put_back()
        for line in told.decode().splitlines():
            outcome, _, test = line.partition(" ")
            trial.tried += outcome != "error"
            if outcome in ("failed", "error"):
                trial.outcome, trial.by = ("killed", test) if outcome == "failed" else ("error", test)
        trial.seconds = round(time.monotonic() - began, 1)
        return trial

    def _be_the_trial(self, way: int | Standing, tests: Iterable[str], writing: int) -> None:
        """The child: take the guard away, run the tests until one fails, say so, and end without any tidying.

        Once the processor's time that is given is over, no further test is begun: that the guard was missed is then not shown.
        """
        try:
            os.setpgid(0, 0)
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, 1)
            os.dup2(nowhere, 2)
            if isinstance(way, Standing):
                way.take_away()
            else:
                switching.away[0] = way
            for test in tests:
                if time.process_time() > self.asked.budget:
                    break
                outcome = self._run(self.items[test])
                os.write(writing, f"{outcome} {test}\n".encode())
                if outcome == "failed":
                    break
        except BaseException as error:
            os.write(writing, f"error {type(error).__name__}: {error}"[:500].replace("\n", " ").encode())
        finally:
            os._exit(0)


def _asked_for(only: str, name: str) -> bool:
    return any(words in name for words in only.split(","))


def _learnt() -> list[dict]:
    return [json.loads(line) for line in LEARNT.read_text("utf-8").splitlines()] if LEARNT.exists() else []

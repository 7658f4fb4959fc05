"""A guard that is taken away is missed by a test (T4): rights, doors, deeds, records, keys, triggers, and what asks in code.

Quick: eight drawn guards, each away in a process of its own. Full: a sample of those in code, whether or not a test is known
that misses them. Night: all (``python -m tests.trust.guards``, which also learns which tests ask a guard).
"""

import importlib
import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from chalkface import operations
from chalkface.web.discover import import_pages
from tests.conftest import REPOSITORY
from tests.house import test_who_may as who_may
from tests.proofs import gate
from tests.trust.guards.finding import coded
from tests.trust.guards.lists import equivalent, unmissed
from tests.trust.guards.standing import Standing, deeds, doors, records, rights

# What misses a guard of each sort: plain functions, so that a fork needs no more than them.
MISSED_BY = {
    "deed": who_may.test_each_deed_asks_for_the_right_that_is_written,
    "right": who_may.test_each_role_has_the_rights_that_are_written_and_no_other,
    "record": who_may.test_each_record_is_read_with_the_right_that_is_written,
}


def drawn(count: int, seed: int) -> list[Standing]:
    import_pages()
    for one in Path(operations.__path__[0]).glob("*.py"):
        importlib.import_module(f"{operations.__name__}.{one.stem}")
    return random.Random(seed).sample([*deeds(), *doors(), *rights(), *records()], count)


def missed(one: Standing, *, away: bool = True) -> bool:
    """Whether the test fails in a process in which the guard is away."""
    child = os.fork()
    if not child:
        code = 2
        try:
            if away:
                one.take_away()
            ask = who_may.test_each_page_asks_for_the_right_that_is_written
            if one.guard.words.startswith("confirms"):
                ask = who_may.test_the_pages_that_are_written_ask_for_the_password_once_more
            MISSED_BY.get(one.guard.kind, ask)()
            code = 0
        except AssertionError:
            code = 1
        finally:
            os._exit(code)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in (0, 1), one.guard.key
    return code == 1


@pytest.mark.trust(4)
def test_eight_guards_that_are_data_are_each_missed(proof):
    guards = drawn(8, 4)
    survived = [one.guard.key for one in guards if not missed(one)]
    proof("guards taken away at random", len(guards), at_least=8)
    proof("of these missed by no test", len(survived), exactly=0)
    assert survived == []


@pytest.mark.trust(4, control=True)
def test_negative_control_with_every_guard_in_its_place_nothing_is_missed():
    """A test fails because a guard is away and not because it runs in a fork."""
    assert not any(missed(one, away=False) for one in drawn(8, 4))


def run(tmp_path: Path, *words: str) -> list[dict]:
    """What became of each guard, in a run of its own, whose failing tests are what is wanted and no failures of this one."""
    report = tmp_path / "trials.jsonl"
    done = subprocess.run(
        [sys.executable, "-m", "tests.trust.guards", "--report", str(report), *words],
        cwd=REPOSITORY, capture_output=True, text=True,
        env={key: value for key, value in os.environ.items() if not key.startswith("CHALKFACE_TRUST")},
    )  # fmt: skip
    assert report.exists(), done.stdout[-2000:] + done.stderr[-2000:]
    return [json.loads(line) for line in report.read_text("utf-8").splitlines()]


@pytest.mark.trust(4, gate="full")
def test_guards_in_code_are_missed_but_for_those_that_are_listed(tmp_path, proof):
    """All that the source has, read anew: a guard that was added since and that no test misses is found here."""
    found = {guard.key for _, _, guards in coded() for guard in guards}
    changes_nothing, not_missed = set(equivalent()) & found, set(unmissed())
    trials = run(tmp_path, "--code", "--budget", "10", *(["--sample", "40", "--seed", "4"] if gate() == "full" else []))
    survived = {one["key"] for one in trials if one["outcome"] != "killed"}
    proof("guards in code", len(found))
    proof("guards in code taken away", len(trials), at_least=40 if gate() == "full" else len(found) - len(changes_nothing))
    proof("guards in code listed as changing nothing, with the reason", len(changes_nothing))
    others = survived - not_missed
    if connection.vendor == "postgresql":  # where its second lock and its keys hold what a guard in code lets through
        proof("guards in code that no test misses on PostgreSQL, and one does on SQLite", len(others), at_most=len(trials) // 5)
    else:
        proof("guards in code missed by no test and not listed", len(others), exactly=0)
    missed_of_a_hundred = 100 * (len(trials) - len(survived)) // len(trials)
    whole = gate() == "night" and connection.vendor == "sqlite"  # of a sample the listed may be many by chance
    proof("guards in code missed by a test, in a hundred", missed_of_a_hundred, at_least=95 if whole else 75)


@pytest.mark.trust(4, gate="full", once=True)
def test_what_is_written_down_of_guards_is_of_guards_that_there_are():
    found = {guard.key for _, _, guards in coded() for guard in guards}
    written = {*equivalent(), *unmissed()}
    assert not written - found, "guards that are gone: take them out of the lists in tests/trust/guards"
    assert not set(equivalent()) & set(unmissed())


@pytest.mark.trust(4, gate="night")
def test_every_guard_that_is_data_is_missed(tmp_path, proof):
    trials = run(
        tmp_path,
        "--only", "deed chal,door web,csrf web,right content,record records,key records,trigger records,policy records",
        "tests/house/test_who_may.py", "tests/records/test_same_school.py", "tests/trust/test_t45_audit_is_whole.py",
        "tests/trust/test_t02_row_locks.py", "tests/house/test_walls.py",
    )  # fmt: skip
    survived = [one["key"] for one in trials if one["outcome"] != "killed"]
    proof("guards that are data taken away", len(trials), at_least=700)
    proof("guards that are data missed by no test", len(survived), exactly=0)
    assert survived == []

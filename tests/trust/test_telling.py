"""What TRUST.md says of a run: nothing is called proved that was not, and nothing clean that was not looked at."""

import json
import re

import pytest

from tests import proofs
from tests.conftest import REPOSITORY
from tests.trust.advisories import verdict
from tests.trust.run import files_with_proofs
from tests.trust.sbom import pinned, sbom
from tests.trust.telling import falls_short, promises, run_again, seen_of, told

KNOWN = promises(REPOSITORY / "docs" / "trust" / "promises.yaml")
QUICK = next(number for number, one in KNOWN.items() if one["gate"] == "quick" and not one.get("short"))
NIGHT = next(number for number, one in KNOWN.items() if one["gate"] == "night")


def line(number: int, *, outcome="passed", control=False, database="sqlite", figures=()) -> dict:
    return {
        "number": number, "control": control, "test": "tests/x.py::y", "outcome": outcome, "database": database,
        "figures": list(figures),
    }


def whole(number: int) -> list[dict]:
    return [line(number, control=control, database=one) for one in ("sqlite", "postgres") for control in (False, True)]


def short_of(number: int, lines: list[dict], gate: str = "quick") -> list[str]:
    return falls_short(KNOWN[number], seen_of(KNOWN, lines)[str(number)], gate)


def test_every_mark_in_the_tests_is_of_a_promise_that_is_written_down():
    marked = {
        int(number)
        for file in (REPOSITORY / "tests").rglob("test_*.py")
        for number in re.findall(r"mark\.trust\((\d+)", file.read_text("utf-8"))
    }
    assert len(marked) > 30 and marked - set(KNOWN) == set()


def test_a_promise_is_proved_on_both_databases_with_a_control():
    assert short_of(QUICK, whole(QUICK)) == []


def test_a_promise_without_any_of_these_falls_short_and_says_why():
    assert short_of(QUICK, []) == ["No test of it ran."]
    assert short_of(QUICK, [line(QUICK, outcome="skipped")]) == ["No test of it ran."]
    assert "No negative control ran." in short_of(QUICK, [one for one in whole(QUICK) if not one["control"]])
    assert "Not run on PostgreSQL." in short_of(QUICK, [one for one in whole(QUICK) if one["database"] == "sqlite"])
    assert "1 of its tests failed." in short_of(QUICK, [*whole(QUICK), line(QUICK, outcome="failed")])
    assert any("this run was quick" in one for one in short_of(NIGHT, whole(NIGHT)))


def test_a_time_that_no_bound_held_makes_a_promise_fall_short():
    held = {"name": "seconds", "value": 1, "timed": True, "at_most": 2}
    assert short_of(QUICK, [*whole(QUICK), line(QUICK, figures=[held])]) == []
    (said,) = short_of(QUICK, [*whole(QUICK), line(QUICK, figures=[{"name": "seconds", "value": 1, "timed": True}])])
    assert said.endswith("not held to its bound: seconds (SQLite).")


def test_a_proof_of_an_unknown_promise_is_a_mistake():
    with pytest.raises(ValueError, match="promise 999"):
        seen_of(KNOWN, [line(999)])


def test_only_the_files_of_the_numbers_that_are_asked_for_run():
    asked = {path.rpartition("/")[2][:8] for path in files_with_proofs({4})}
    assert "test_t04" in asked and not any(path.startswith("test_t4") for path in asked)
    assert set(files_with_proofs({4})) < set(files_with_proofs(set()))


@pytest.mark.parametrize(("which", "database", "left"), [
    ("quick", "sqlite", {"suite", "full"}), ("quick", "postgres", {"suite", "full", "once"}), ("full", "postgres", set()),
    ("", "sqlite", {"full"}), ("", "postgres", {"full", "once"}),
])  # fmt: skip
def test_each_run_leaves_out_what_a_larger_one_or_the_other_database_tries(which, database, left, monkeypatch):
    monkeypatch.setattr(proofs, "QUICK", which == "quick")
    monkeypatch.setenv("CHALKFACE_TRUST", which)
    monkeypatch.setenv("CHALKFACE_TEST_DATABASE", database)
    marks = {"suite": {"gate": "suite"}, "full": {"gate": "full"}, "once": {"once": True}, "plain": {}}
    assert {name for name, words in marks.items() if proofs._too_large(pytest.mark.trust(3, **words).mark)} == left
    assert proofs.some("abc", quick="b") == (["b"] if which == "quick" else ["a", "b", "c"])
    with pytest.raises(ValueError, match="none of"):
        proofs.some("abc", quick="d")


def run(*lines: dict, gate: str = "quick", commit: str = "abc") -> dict:
    of = {"gate": gate, "on": "2026-01-01", "commit": commit}
    found = {number: one | of for number, one in seen_of(KNOWN, list(lines)).items()}
    return of | {"machine": "2 processors", "advisories": "unchecked", "promises": found}


def test_the_page_counts_what_is_proved_and_lists_the_rest():
    page = told(KNOWN, run(*whole(QUICK), line(NIGHT, figures=[{"name": "lost", "value": 0}])))
    assert f"Of {len(KNOWN)} promises 1 are wholly proved" in page and "lost: 0" in page
    assert f"- **{NIGHT}.**" in page and f"- **{QUICK}.**" not in page


def test_a_promise_that_was_run_again_says_when_and_the_others_stay_as_they_were_seen():
    anew = run(*whole(NIGHT), line(QUICK, outcome="failed"), gate="night", commit="def")
    page = told(KNOWN, run_again(run(*whole(QUICK), line(NIGHT, outcome="failed")), anew, {NIGHT}))
    rows = {number: row for number in (QUICK, NIGHT) for row in page.splitlines() if row.startswith(f"| {number} |")}
    assert "| proved |" in rows[QUICK] and "| proved (`night`, 2026-01-01, def) |" in rows[NIGHT].replace("partly", "proved")
    assert "failed" not in rows[NIGHT] and "this run was" not in page.partition(f"- **{NIGHT}.**")[2].partition("\n")[0]


@pytest.mark.parametrize(
    ("code", "out", "said"),
    [
        (1, "", "unchecked"),
        (0, json.dumps({"dependencies": []}), "unchecked"),
        (0, json.dumps({"dependencies": [{"name": "a", "skip_reason": "offline"}]}), "unchecked"),
        (1, json.dumps({"dependencies": [{"name": "a", "version": "1", "vulns": []}]}), "unchecked"),
        (1, json.dumps({"dependencies": [{"name": "a", "version": "1", "vulns": [{"id": "X"}]}]}), "1 with known weaknesses"),
        (0, json.dumps({"dependencies": [{"name": "a", "version": "1", "vulns": []}]}), "none known in 1 packages"),
    ],
)
def test_what_was_not_looked_at_is_never_called_clean(code, out, said):
    assert verdict(code, out).startswith(said)


def test_every_package_that_is_installed_is_pinned_by_hash_and_in_the_list():
    for name in ("requirements.lock", "requirements-test.lock"):
        packages = pinned((REPOSITORY / name).read_text("utf-8"))
        assert len(packages) > 30 and [one for one, hashes in packages.items() if not hashes] == []
    lock = (REPOSITORY / "requirements.lock").read_text("utf-8")
    listed = (REPOSITORY / "docs" / "trust" / "sbom.json").read_text("utf-8")
    assert sbom(lock) == sbom(lock) == listed, "run: chalkface-trust quick"

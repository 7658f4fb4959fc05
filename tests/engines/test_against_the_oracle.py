"""Random schools, every indicator, every group, every engine: the committed SQL equals the slow and obvious Python.

``CHALKFACE_RANDOM_SCHOOLS`` sets how many schools are tried (80 unless it says another number).
"""

import os
from collections import Counter

import pytest

from chalkface.indicators.catalogue import indicators
from chalkface.indicators.drawn import table_rows
from chalkface.indicators.figure import Cells, figures
from chalkface.indicators.kinds import EVERY_GROUP
from chalkface.indicators.statements import FAMILIES, MEMBER_KEYS, family_of
from tests.engines import oracle
from tests.engines.databases import Engine
from tests.engines.random_schools import RandomSchool

FIRST_SCHOOL = 1000
SCHOOLS = int(os.environ.get("CHALKFACE_RANDOM_SCHOOLS", "80"))

# DuckDB plans each statement anew for a tenth of a second, so it is given fewer.
AT_MOST = {"duckdb": SCHOOLS // 8}


@pytest.fixture(scope="session")
def schools() -> dict[int, RandomSchool]:
    return {FIRST_SCHOOL + seed: RandomSchool(seed) for seed in range(SCHOOLS)}


@pytest.fixture(scope="session")
def truth(schools: dict[int, RandomSchool]) -> dict[int, oracle.School]:
    return {number: oracle.School(made.files, made.day, made.leaving_year) for number, made in schools.items()}


@pytest.fixture(scope="session")
def expected(truth: dict[int, oracle.School]) -> dict[int, dict[str, list[oracle.Member]]]:
    return {number: oracle.members(school) for number, school in truth.items()}


@pytest.fixture(scope="module")
def filled(engine: Engine, schools: dict[int, RandomSchool]) -> tuple[Engine, dict[int, RandomSchool]]:
    """All schools in one database, so that a statement that forgets the school is found out."""
    tried = dict(list(schools.items())[: AT_MOST.get(engine.name)])
    for number, made in tried.items():
        engine.load(table_rows(made.files, school_id=number, first_id=number * 10_000))
    return engine, tried


def ask(engine: Engine, made: RandomSchool, number: int, form: str) -> dict[str, Cells]:
    return {
        family: engine.ask(family, form, school_id=number, day=made.day, leaving_year=made.leaving_year) for family in FAMILIES
    }


def test_the_oracle_answers_every_indicator(expected: dict[int, dict[str, list[oracle.Member]]]) -> None:
    for answers in expected.values():
        assert set(answers) == {one.id for one in indicators()}


def test_the_schools_try_both_sides_of_every_indicator(expected: dict[int, dict[str, list[oracle.Member]]]) -> None:
    """Otherwise agreement would prove nothing: each condition must be met by some members and missed by others."""
    for one in indicators():
        people = [member for answers in expected.values() for member in answers[one.id]]
        met = sum(member.has for member in people)
        assert 5 <= met <= len(people) - 5, (one.id, met, len(people))


def test_the_schools_have_every_value_of_every_group(truth: dict[int, oracle.School]) -> None:
    seen = {(group, value) for school in truth.values() for _, group, value in oracle.figures(school)}
    yes_or_no = {
        (group, value) for group in ("pupil_premium", "sen", "looked_after", "eal") for value in ("yes", "no", "unknown")
    }
    ethnic = {("ethnicity_group", v) for v in ("white", "mixed", "asian", "black", "chinese", "other", "unknown")}
    years = {("year_group", value) for value in (*range(7, 14), "unknown")}
    assert seen == {("", ""), ("sex", "F"), ("sex", "M"), ("sex", "unknown")} | yes_or_no | ethnic | years


def test_every_figure_of_every_group_is_the_oracles(
    filled: tuple[Engine, dict[int, RandomSchool]], truth: dict[int, oracle.School]
) -> None:
    engine, schools = filled
    for number, made in schools.items():
        found = {}
        for figure in figures(indicators(), ask(engine, made, number, "cells"), on=made.day, by=EVERY_GROUP):
            ((group, value),) = figure.group.items() or [("", "")]
            found[figure.indicator, group, value] = (figure.numerator, figure.denominator)
        assert found == oracle.figures(truth[number]), f"school {number}"


def test_the_members_behind_every_figure_are_the_oracles(
    filled: tuple[Engine, dict[int, RandomSchool]], expected: dict[int, dict[str, list[oracle.Member]]]
) -> None:
    engine, schools = filled
    for number, made in schools.items():
        names = _names(made, number * 10_000)
        answers = ask(engine, made, number, "members")
        for one in indicators():
            family = family_of(one)
            answer = answers[family]
            rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
            key = MEMBER_KEYS[family][0]
            among = [row for row in rows if row[f"{one.column}__among"]]
            found = {_who(row, family, names.get(key)): bool(row[f"{one.column}__having"]) for row in among}
            assert len(found) == len(among)
            assert found == {member.who: member.has for member in expected[number][one.id]}, f"{one.id}, school {number}"


def _names(made: RandomSchool, first_id: int) -> dict[str, dict[int, str]]:
    """The exchange ids behind the numbers of the rows."""
    files = {"student_id": "students", "action_id": "actions"}
    return {key: {first_id + n: row[key] for n, row in enumerate(made.files.get(name, ()))} for key, name in files.items()}


def _who(row: dict[str, object], family: str, names: dict[int, str] | None) -> tuple:
    if family == "taught_subjects":
        return (row["year_group"], row["subject"])
    if family == "year_groups_offered":
        return (row["year_group"],)
    return (names[row[MEMBER_KEYS[family][0]]],)


def test_the_tally_of_leavers_is_the_oracles(
    filled: tuple[Engine, dict[int, RandomSchool]], truth: dict[int, oracle.School]
) -> None:
    engine, schools = filled
    asked = ("stage", "route", "status", "level", "encounters", "guidance", "workplace")
    seen: Counter = Counter()
    for number, made in schools.items():
        answer = engine.ask("leaver_routes", "tally", school_id=number, day=made.day, leaving_year=made.leaving_year)
        found: Counter = Counter()
        for row in answer.rows:
            cell = dict(zip(answer.columns, row, strict=True))
            found[tuple(cell[name] for name in asked)] += cell["leavers"]
        assert found == oracle.routes_of_leavers(truth[number]), f"school {number}"
        seen.update(value for cell in found for value in enumerate(cell))
    assert {value for place, value in seen if place == 4} == {"0", "1-2", "3+"}
    assert {value for place, value in seen if place == 5} == {value for place, value in seen if place == 6} == {"yes", "no"}

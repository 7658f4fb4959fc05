"""Every indicator's worked example gives the figure drawn beside it, on every engine, through the committed SQL."""

import pytest

from chalkface.indicators.catalogue import indicators
from chalkface.indicators.drawn import drawn, table_rows
from chalkface.indicators.figure import figures
from chalkface.indicators.kinds import Share
from chalkface.indicators.statements import family_of
from tests.engines.databases import Engine

SCHOOLS = {one.id: number for number, one in enumerate(indicators(), start=1)}


@pytest.fixture(scope="module")
def filled(engine: Engine) -> Engine:
    """All examples at once, a school each: whatever leaks from one school into another shows as a wrong figure."""
    for one in indicators():
        school = SCHOOLS[one.id]
        rows = {name: drawn(text) for name, text in one.example.rows.items()}
        engine.load(table_rows(rows, school_id=school, first_id=1000 * school))
    return engine


@pytest.mark.parametrize("one", indicators(), ids=lambda one: one.id)
def test_the_worked_example_gives_its_figure(filled: Engine, one: Share) -> None:
    example, family = one.example, family_of(one)
    asked = {"school_id": SCHOOLS[one.id], "day": example.on, "leaving_year": example.leaving_year}
    (figure,) = figures([one], {family: filled.ask(family, "cells", **asked)}, on=example.on)
    assert (figure.numerator, figure.denominator) == (example.numerator, example.denominator)


@pytest.mark.parametrize("one", indicators(), ids=lambda one: one.id)
def test_the_members_are_those_that_the_cells_count(filled: Engine, one: Share) -> None:
    example = one.example
    asked = {"school_id": SCHOOLS[one.id], "day": example.on, "leaving_year": example.leaving_year}
    answer = filled.ask(family_of(one), "members", **asked)
    members = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    assert sum(member[f"{one.column}__among"] for member in members) == example.denominator
    assert sum(member[f"{one.column}__having"] for member in members) == example.numerator

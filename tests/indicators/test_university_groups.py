"""The dated lists of universities as they end up in the statements."""

import sqlite3
from importlib.resources import files

import ibis
import pytest
import yaml

from chalkface.indicators.expressions.university_groups import in_group

GROUPS = yaml.safe_load((files("chalkface.content") / "codes" / "university_groups.yaml").read_text())


def members_for_entry(group: str, year: int) -> int:
    """How many of the listed numbers count for entry in ``year``, asked of SQLite."""
    table = ibis.table({"ukprn": "string"}, name="listed")
    found = table.filter(in_group(table.ukprn, group)).count()
    sql = ibis.to_sql(found, dialect="sqlite").replace("'@@leaving_year@@'", str(year - 1))
    connection = sqlite3.connect(":memory:")
    connection.execute("create table listed (ukprn text)")
    numbers = [(member["ukprn"],) for members in GROUPS.values() for member in members["members"]]
    connection.executemany("insert into listed values (?)", sorted(set(numbers)))
    ((counted,),) = connection.execute(sql).fetchall()
    connection.close()
    return counted


@pytest.mark.parametrize(("year", "members"), [(2011, 20), (2012, 24), (2026, 24)])
def test_the_russell_group_is_that_of_the_year_of_entry(year: int, members: int) -> None:
    assert members_for_entry("russell-group", year) == members


def test_oxford_and_cambridge_have_no_dates() -> None:
    assert members_for_entry("oxbridge", 1990) == 2


def test_every_number_is_a_ukprn() -> None:
    for group in GROUPS.values():
        numbers = [member["ukprn"] for member in group["members"]]
        assert len(set(numbers)) == len(numbers)
        assert all(len(number) == 8 and number.startswith("1") and number.isdigit() for number in numbers)

"""Headings find their columns, and tables become typed rows with every bad cell named."""

from datetime import date

import pytest

from chalkface.core.errors import Refused
from chalkface.imports.columns import Column, find_header, guess, plain, read_rows
from chalkface.imports.days import day
from chalkface.imports.reading import Sheet
from chalkface.imports.values import whole, yes_no

COLUMNS = (Column("name", ("Full name", "Student"), required=True), Column("seen", ("Date seen",), day),
           Column("count", ("How many?",), whole, forgiving=True), Column("flag", (), yes_no, empty=False))


def sheet(*rows):
    return Sheet("list.csv", "", [list(row) for row in rows])


def test_headings_are_compared_without_case_spaces_and_punctuation():
    assert plain(" Date of Birth ") == plain("DateOfBirth") == plain("date_of-birth?") == "dateofbirth"


def test_the_better_alias_wins_and_the_other_is_unknown():
    found = guess(COLUMNS, ["Student", "Full name", "colour"])
    assert found.mapping == {"name": 1}
    assert found.unknown == ["Student", "colour"]


def test_what_a_school_remembers_comes_first():
    found = guess(COLUMNS, ["Full name", "Who"], {"who": "name"})
    assert found.mapping == {"name": 1}


def test_a_missing_required_column_lowers_the_score_to_nothing():
    assert guess(COLUMNS, ["seen", "count"]).missing == ["name"]
    assert guess(COLUMNS, ["seen", "count"]).score == 0
    assert guess(COLUMNS, ["name", "seen", "count", "flag"]).score == 1


def test_title_rows_above_the_header_are_passed_over_and_row_numbers_are_the_files():
    table_sheet = sheet(["LIST 24/25"], [], ["Student", "Date seen", "flag"], ["Ada", "12.11.24", ""], ["", "", ""],
                        ["Bo", "x", "Y"])
    header, found = find_header(table_sheet, COLUMNS)
    assert header == 2
    table = read_rows(table_sheet, header, found.mapping, COLUMNS)
    assert [(row.number, row.values) for row in table.rows] == [(4, {"name": "Ada", "seen": date(2024, 11, 12), "flag": False})]
    assert [(bad.row, bad.column, bad.value) for bad in table.refused] == [(6, "Date seen", "x")]
    assert table.received == 2


def test_no_header_is_refused_naming_what_was_looked_for():
    with pytest.raises(Refused, match="Looked for “Full name”, “Date seen”"):
        find_header(sheet(["a", "b"], ["1", "2"]), COLUMNS)


def test_every_bad_cell_is_reported_not_the_first():
    table_sheet = sheet(["name", "seen", "flag"], ["", "x", "perhaps"], ["Ada", "y", ""])
    table = read_rows(table_sheet, 0, {"name": 0, "seen": 1, "flag": 2}, COLUMNS)
    assert [(bad.row, bad.column) for bad in table.refused] == [(2, "name"), (2, "seen"), (2, "flag"), (3, "seen")]
    assert table.rows == []


def test_a_forgiving_column_keeps_the_row_and_says_so():
    table = read_rows(sheet(["name", "count"], ["Ada", "180ish"]), 0, {"name": 0, "count": 1}, COLUMNS)
    assert table.rows[0].values == {"name": "Ada", "count": None}
    assert table.refused == []
    assert "1 cells of “count” are left as not known; the first is row 2, “180ish”" in table.notes[0]


def test_months_first_when_the_column_proves_it():
    table = read_rows(sheet(["name", "seen"], ["Ada", "10/31/2024"], ["Bo", "10/3/2024"]), 0, {"name": 0, "seen": 1}, COLUMNS)
    assert [row.values["seen"] for row in table.rows] == [date(2024, 10, 31), date(2024, 10, 3)]
    assert "read month first" in table.notes[0]


def test_rows_that_are_too_wide_or_too_narrow():
    table_sheet = sheet(["name", "seen"], ["Ada", "", "extra"], ["Bo", "", ""], ["Cy"])
    table = read_rows(table_sheet, 0, {"name": 0, "seen": 1}, COLUMNS)
    assert [row.values["name"] for row in table.rows] == ["Bo", "Cy"]
    assert [(bad.row, bad.value) for bad in table.refused] == [(2, "extra")]
    strict = read_rows(table_sheet, 0, {"name": 0, "seen": 1}, COLUMNS, exact_width=True)
    assert [bad.row for bad in strict.refused] == [2, 4]


def test_a_cell_of_more_than_100_000_characters_is_refused_with_its_place():
    table = read_rows(sheet(["name", "other"], ["Ada", "x" * 100_001], ["Bo", "x" * 100_000]), 0, {"name": 0}, COLUMNS)
    assert [(bad.row, bad.column) for bad in table.refused] == [(2, "other")]
    assert [row.values["name"] for row in table.rows] == ["Bo"]
    assert len(str(table.refused[0].as_json()["value"])) < 300


def test_a_table_without_any_column_that_is_used_has_no_rows():
    table = read_rows(sheet(["other"], ["x"]), 0, {}, COLUMNS)
    assert (table.rows, table.received) == ([], 1)

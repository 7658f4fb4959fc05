"""Student lists from any product and any spreadsheet."""

from datetime import date

import pytest

from chalkface.core.errors import Refused
from chalkface.imports.formats.student_list.format import FORMAT
from chalkface.imports.formats.student_list.products import product_of
from chalkface.imports.parsed import Options
from tests.imports_pure.files import opened, xlsx
from tests.imports_pure.golden import DAY, FOLDERS, read_sample

SIMS = ("Adno", "Legal surname", "Legal forename", "UPN", "Year Group", "Reg Group", "SEN Status", "Pupil Premium Indicator",
        "In care", "English as additional language")


def read(content, name="list.csv", **options):
    return FORMAT.read([opened(content, name)], Options(DAY, **options))


def listed(headings, *rows):
    return "\n".join(",".join(row) for row in (headings, *rows)) + "\n"


def test_the_three_samples_are_the_same_twelve_students():
    folder = FOLDERS / "student_list"
    lists = [read_sample(path) for path in sorted(folder.glob("sample*.csv"))]
    assert [one.product for one in lists] == ["arbor", "bromcom", "sims"]
    for column in ("upn", "uln", "date_of_birth", "sex", "sen_provision", "pupil_premium", "eal", "looked_after"):
        values = [[row.values[column] for row in one.tables["students"]] for one in lists]
        assert values[0] == values[1] == values[2], column
    groups = [[(row.values["year_group"], row.values["tutor_group"]) for row in one.tables["enrolments"]] for one in lists]
    assert groups[0] == groups[1] == groups[2]
    assert all(one.full_list and not one.refused and one.rows_received == 12 for one in lists)


def test_the_lost_letter_is_pointed_out():
    assert any("“?”" in note for note in read_sample(FOLDERS / "student_list" / "sample_sims.csv").notes)


def test_an_empty_cell_is_no_only_where_the_product_says_so():
    row = ("1", "Ash", "Ada", "", "11", "11A", "", "", "", "")
    student = read(listed(SIMS, row)).tables["students"][0].values
    assert (student["pupil_premium"], student["looked_after"]) == (False, False)
    assert (student["eal"], student["sen_provision"]) == (None, "")
    plain = ("Student ID", "Surname", "Forename", "UPN", "Year", "Form", "SEN", "PP", "LAC", "EAL")
    student = read(listed(plain, row)).tables["students"][0].values
    assert [student[name] for name in ("pupil_premium", "looked_after", "eal")] == [None] * 3
    assert student["sen_provision"] == ""


def test_common_headings_with_spaces_do_not_make_a_spreadsheet_a_bromcom_list():
    assert product_of(["Surname", "First name", "Admission Number", "Date of Birth", "Tutor Group"]).code == "other"


def test_free_meals_today_say_yes_about_six_years_but_never_no():
    headings = ("Student ID", "Surname", "Forename", "Year", "FSM")
    result = read(listed(headings, ("1", "Ash", "Ada", "11", "Y"), ("2", "Birch", "Bo", "11", "N")))
    assert [row.values.get("fsm_ever6") for row in result.tables["students"]] == [True, None]
    assert "fsm_ever6" not in result.tables["students"][1].values


def test_the_year_is_the_one_named_or_the_current_one_and_says_which():
    content = listed(SIMS, ("1", "Ash", "Ada", "", "11", "11A", "", "", "", ""))
    said, current = read(content, academic_year=2023), read(content)
    assert said.tables["enrolments"][0].values["academic_year"] == said.academic_year == 2023
    assert current.academic_year == 2025
    assert any("2023/24 (as you said)" in note for note in said.notes)
    assert any("2025/26 (the current one" in note for note in current.notes)


def test_title_lines_above_and_a_total_below_are_no_students():
    content = "Year 11 list,,\nPrinted 03/11/2025,,\n" + listed(SIMS, ("1", "Ash", "Ada", "", "11", "11A", "", "", "", "")) \
        + ",,,,,,,,,\nTotal: 1,,,,,,,,,\n"
    result = read(content)
    assert [row.number for row in result.tables["students"]] == [4]
    assert result.refused == []
    assert any("row 6, “Total: 1”" in note for note in result.notes)


def test_bad_cells_are_refused_with_their_place():
    result = read(listed(SIMS, ("1", "Ash", "", "X1", "11", "11A", "gifted", "maybe", "", ""),
                         ("6.04512E+09", "Birch", "Bo", "", "Year 11 and 12", "", "", "", "", "")))
    assert [(bad.row, bad.column, bad.value) for bad in result.refused] == [
        (2, "UPN", "X1"), (2, "Legal forename", ""), (2, "SEN Status", "gifted"), (2, "Pupil Premium Indicator", "maybe"),
        (3, "Adno", "6.04512E+09"), (3, "Year Group", "Year 11 and 12")]


def test_a_repeated_row_is_read_once_and_a_contradiction_is_refused():
    ada = ("1", "Ash", "Ada", "B801200005001", "11", "11A", "", "", "", "")
    result = read(listed(SIMS, ada, ada, ("1", "Ash", "Adam", *ada[3:]), ("2", "Ash", "Ada", *ada[3:]),
                         ("", "No", "Number", "", "11", "", "", "", "", "")))
    assert [row.number for row in result.tables["students"]] == [2]
    assert [(bad.row, bad.column) for bad in result.refused] == [(4, "student_id"), (5, "upn"), (6, "student_id")]
    assert any("1 rows repeat" in note for note in result.notes)


def test_a_list_without_numbers_goes_by_the_upn():
    result = read(listed(("Surname", "Forename", "UPN", "Year"), ("Ash", "Ada", "B801200005001", "11")))
    assert result.tables["students"][0].values["student_id"] == "B801200005001"


def test_other_year_groups_are_left_out_and_a_missing_one_is_not_enrolled():
    row = ("", "11A", "", "", "", "")
    result = read(listed(SIMS, ("1", "Ash", "Ada", "", "6", *row[1:]), ("2", "Birch", "Bo", "", "", *row[1:]),
                         ("3", "Cedar", "Cy", "", "13", *row[1:])))
    assert [row.values["student_id"] for row in result.tables["students"]] == ["2", "3"]
    assert [row.values["student_id"] for row in result.tables["enrolments"]] == ["3"]
    assert any("outside 7 to 13" in note for note in result.notes)


def test_a_workbook_with_a_sheet_for_each_year_and_one_of_something_else():
    headings = ["Student ID", "Surname", "Forename", "Year", "DOB"]
    content = xlsx({"Y10": [headings, [4512, "Ash", "Ada", 10, date(2010, 9, 1)]],
                    "Y11": [["Year 11"], headings, [4513, "Birch", "Bo", 11, date(2009, 9, 1)]], "Notes": [["Call home"]]})
    document = opened(content, "list.xlsx")
    assert FORMAT.recognise(document) >= 0.5
    result = FORMAT.read([document], Options(DAY))
    assert [(row.values["student_id"], row.values["date_of_birth"]) for row in result.tables["students"]] == [
        ("4512", date(2010, 9, 1)), ("4513", date(2009, 9, 1))]
    assert any("Sheet “Notes” was passed over" in note for note in result.notes)


def test_a_heading_that_the_school_once_explained():
    content = listed(("Code", "Surname", "Forename", "Year"), ("7", "Ash", "Ada", "11"))
    assert read(content, remembered={"Code": "student_id"}).tables["students"][0].values["student_id"] == "7"
    with pytest.raises(Refused, match="no column for: admission number or UPN"):
        read(content)


@pytest.mark.parametrize("headings", [
    ("Student", "Form", "Y/G", "Date seen", "Adviser"),
    ("Timestamp", "First name", "Surname", "Tutor group", "What do you plan to do?"),
    ("URN", "SCHNAME", "TOWN"),
    ("UPN", "Surname", "Forename", "Form", "Destination", "Provider", "Course", "Level", "Status", "Source"),
])
def test_other_tables_are_not_claimed(headings):
    assert FORMAT.recognise(opened(",".join(headings) + "\n1,2,3\n")) < 0.5

"""Who took part, however the list is laid out."""

from datetime import date

import pytest

from chalkface.core.errors import Refused
from chalkface.imports.formats import formats
from chalkface.imports.formats.participation_list.marks import attended, cross_is_tick, title_and_day
from chalkface.imports.parsed import NameReference, Options, Received
from chalkface.imports.reading import open_document

from .reading import TODAY, noted, read, refused, values


def took_part(parsed):
    """(name or number, title, attended) of each participation."""
    titles = {one["activity_id"]: one["title"] for one in values(parsed, "activities")}
    return [
        (
            getattr(one["student_id"], "text", one["student_id"]),
            titles.get(one["activity_id"], one["activity_id"]),
            one["attended"],
        )
        for one in values(parsed, "participations")
    ]


def test_a_list_of_one_activity_named_above_the_headings():
    parsed = read(
        "participation_list",
        ["Activity:", "Careers fair"], ["Date:", "13/03/2025"], [],
        ["Student name", "Form", "Attended?"],
        ["Aoife Example", "11A", "Y"], ["Zoe Sample", "11A", "absent"], ["Mo Test", "11B", ""],
    )  # fmt: skip
    assert took_part(parsed) == [
        ("Aoife Example", "Careers fair", True),
        ("Zoe Sample", "Careers fair", False),
        ("Mo Test", "Careers fair", None),
    ]
    assert values(parsed, "activities")[0]["starts_on"] == date(2025, 3, 13)


def test_being_on_a_list_of_attendance_is_having_been_there_and_on_another_is_not_marked():
    rows = (["Student", "Form"], ["Aoife Example", "11A"])
    there = read("participation_list", ["Attendance: careers fair 13/03/2025"], *rows)
    assert took_part(there)[0][2] is True and noted(there, "taken to have been there")
    unknown = read("participation_list", ["Careers fair 13/03/2025"], *rows)
    assert took_part(unknown)[0][2] is None and noted(unknown, "nobody is marked")


def test_ditto_marks_and_empty_cells_repeat_the_activity_above():
    parsed = read(
        "participation_list",
        ["Activity", "Date", "Name", "Form"],
        ["Mock interviews", "14/02/2025", "Aoife Example", "11A"],
        ['"', "do", "Zoe Sample", "〃"],
        ["", "", "Callum Trial", "11C"],
        ["College visit", "3/3/25", "Aoife Example", "11A"],
    )
    assert [(name, title) for name, title, _ in took_part(parsed)] == [
        ("Aoife Example", "Mock interviews"), ("Zoe Sample", "Mock interviews"), ("Callum Trial", "Mock interviews"),
        ("Aoife Example", "College visit"),
    ]  # fmt: skip
    assert values(parsed, "participations")[1]["student_id"].form == "11A"


def test_where_every_row_has_its_activity_it_is_the_name_that_repeats():
    parsed = read(
        "participation_list",
        ["Name", "Form", "Activity", "Date", "Attended"],
        ["Aoife Example", "11A", "Careers fair", "13/03/2025", "y"],
        ["", "", "College visit", "14/03/2025", "n"],
        ["Zoe Sample", "11B", "College visit", "14/03/2025", "y"],
    )
    assert took_part(parsed) == [
        ("Aoife Example", "Careers fair", True), ("Aoife Example", "College visit", False),
        ("Zoe Sample", "College visit", True),
    ]  # fmt: skip


def test_an_activity_on_a_line_of_its_own_heads_the_students_below():
    parsed = read(
        "participation_list",
        ["Activity", "Date", "Name"],
        ["Careers fair", "13/03/2025", ""], ["", "", "Aoife Example"], ["", "", "Zoe Sample"],
        ["College visit", "14/03/2025", ""], ["", "", "Aoife Example"],
    )  # fmt: skip
    assert [title for _, title, _ in took_part(parsed)] == ["Careers fair", "Careers fair", "College visit"]


def test_activities_across_with_ticks_and_days_in_the_heading_or_below():
    parsed = read(
        "participation_list",
        ["Year 11 2024/25"],
        ["Forename", "Surname", "Reg", "Careers fair 13/03/25", "College visit", "Pupil premium"],
        ["", "", "", "", "3rd March", ""],
        ["Aoife", "Example", "11A", "✓", "x", "Y"],
        ["Zoe", "Sample", "11A", "x", "x", "N"],
    )
    assert took_part(parsed) == [
        ("Aoife Example", "Careers fair", True), ("Aoife Example", "College visit", True),
        ("Zoe Sample", "Careers fair", False), ("Zoe Sample", "College visit", True),
    ]  # fmt: skip
    assert noted(parsed, "an x under “College visit” was read as a tick")
    assert noted(parsed, "columns not used", "Pupil premium")
    assert parsed.rows_received == 2


def test_a_number_beside_a_name_is_kept_and_a_bare_number_is_left_for_the_roll():
    headings = ["Activity", "Date", "Admission number", "Name"]
    parsed = read(
        "participation_list", headings, ["Fair", "13/03/2025", "004512", "Aoife Example"], ["Fair", "13/03/2025", "004513", ""]
    )
    assert values(parsed, "participations")[0]["student_id"] == NameReference("Aoife Example", local_id="004512")
    assert values(parsed, "participations")[1]["student_id"] == "004513"
    assert [(one.value, one.table) for one in parsed.unresolved] == [("004513", "students")]


def test_an_activity_that_is_held_already_can_be_named_by_its_number():
    parsed = read("participation_list", ["Activity ID", "Name", "Form", "Attended"], ["A17", "Aoife Example", "11A", "yes"])
    assert took_part(parsed) == [("Aoife Example", "A17", True)]
    assert [(one.value, one.table) for one in parsed.unresolved] == [("A17", "activities")]
    assert "activities" not in parsed.tables


def test_what_cannot_be_read_is_refused_with_its_column():
    parsed = read(
        "participation_list",
        ["Activity", "Date", "Name", "Attended"],
        ["Fair", "sometime", "Aoife Example", "y"], ["Fair", "13/03/2025", "Zoe Sample", "maybe"],
        ["Fair", "13/03/2025", "Mo Test", "y"],
    )  # fmt: skip
    assert refused(parsed) == [(2, "date"), (3, "attended")]
    assert len(took_part(parsed)) == 1


def test_the_same_student_twice_is_one_and_contradictions_are_refused():
    rows = ["Activity", "Date", "Name", "Form", "Attended"]
    one = ["Fair", "13/03/2025", "Aoife Example", "11A"]
    assert took_part(read("participation_list", rows, [*one, ""], [*one, "y"])) == [("Aoife Example", "Fair", True)]
    assert refused(read("participation_list", rows, [*one, "y"], [*one, "n"])) == [(3, "attended")]


def test_a_list_without_an_activity_is_refused_with_a_sentence():
    document = open_document(Received("x.csv", b"Name,Form\nAoife Example,11A\n"))
    with pytest.raises(Refused, match="does not say which activity"):
        formats()["participation_list"].read([document], Options(TODAY))


def test_a_list_of_students_is_not_taken_for_attendance():
    document = open_document(
        Received("x.csv", b"Adno,Surname,Forename,Reg,PP,EAL\n1,Example,Aoife,11A,Y,N\n2,Sample,Zoe,11A,N,N\n")
    )
    assert formats()["participation_list"].recognise(document) < 0.5


@pytest.mark.parametrize(
    "text, title, day",
    [
        ("Careers fair 12/03/25", "Careers fair", "12/03/25"),
        ("Careers fair - Thursday 13 March 2025 - attendance register", "Careers fair", "Thursday 13 March 2025"),
        ("3rd March: College visit", "College visit", "3rd March"),
        ("Year 11 students", "Year 11 students", ""),
        ("Date: 2025-03-13", "", "2025-03-13"),
    ],
)
def test_a_title_and_the_day_in_it(text, title, day):
    assert title_and_day(text) == (title, day)


def test_marks():
    assert attended("✓", cross_is_tick=False) is True and attended("DNA", cross_is_tick=False) is False
    assert attended("x", cross_is_tick=True) is True and attended("X", cross_is_tick=False) is False
    assert attended("  ", cross_is_tick=True) is None
    assert cross_is_tick(["x", "", "X"]) and not cross_is_tick(["x", "y"]) and not cross_is_tick(["y"])

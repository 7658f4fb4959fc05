"""Guidance logs, forms on plans and lists of destinations as bad as schools keep them: each has its expected reading.

The students are those of the synthetic list of an MIS; all of them are invented.
"""

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from chalkface.core.errors import Refused
from chalkface.imports.choices import rank_of
from chalkface.imports.formats import formats
from chalkface.imports.parsed import Options, Received
from chalkface.imports.reading import open_document
from chalkface.imports.who_says import confidence_of, owner_kind_of, source_of
from tests.imports_pure.files import xlsx

from .reading import TODAY, noted, read, refused, values


def reason(parsed, row):
    return next(bad.reason for bad in parsed.refused if bad.row == row)


def merged(content, *areas):
    """The first sheet of a workbook with cells merged."""
    book, stream = load_workbook(io.BytesIO(content)), io.BytesIO()
    for area in areas:
        book.active.merge_cells(area)
    book.save(stream)
    return stream.getvalue()


# -- guidance logs --

LOG = ["Student", "Form", "Date seen", "Adviser", "Duration", "Attended", "Actions", "Action owner", "By when", "Done?"]


def log(*rows, headings=LOG, **more):
    return read("guidance_log", headings, *rows, **more)


def seen(name="Aoife O'Neill", on="13/10/25", attended="", minutes="40", actions="", owner="", due="", done=""):
    return [name, "11A", on, "KH", minutes, attended, actions, owner, due, done]


def test_a_workbook_with_a_logo_line_three_header_rows_and_merged_cells_is_read():
    content = xlsx({"Interviews 25-26": [
        ["TESTFIELD ACADEMY (example)", "", "", "", ""],
        ["", "", "", "", ""],
        ["Student", "", "Interview", "", ""],
        ["", "", "all by KH", "", ""],
        ["Student", "Form", "Date seen", "Adviser", "Duration"],
        ["11A", "", "", "", ""],
        ["O'Neill, Aoife", "11A", 45943, "KH", "45 mins"],
        ["Zoë Brontë-Hart", "11A", "wk of 3 Nov", '"', "0:45"],
        ["", "", "", "", ""],
        ["11B", "", "", "", ""],
        ["Anna Nguyen", "11B", "3 Nov 25", "do", "45.0"],
        ["Total", "", "3", "", "135 mins"],
    ]})  # fmt: skip
    document = open_document(Received("log.xlsx", merged(content, "A1:E1", "A3:B3", "C3:E3", "A10:E10")))
    assert formats()["guidance_log"].recognise(document) >= 0.9
    parsed = formats()["guidance_log"].read([document], Options(TODAY))
    found = [(row.number, row.values["met_on"], row.values["adviser"], row.values["minutes"])
             for row in parsed.tables["guidance_meetings"]]  # fmt: skip
    assert found == [
        (7, date(2025, 10, 13), "KH", 45), (8, date(2025, 11, 3), "KH", 45), (11, date(2025, 11, 3), "KH", 45),
    ]  # fmt: skip
    assert not parsed.refused
    assert noted(parsed, "row 8", "a week was given") and noted(parsed, "rows 6, 10", "between groups")
    assert noted(parsed, "row 12", "names no student")


@pytest.mark.parametrize("name", ["Tom & Jo Fox", "Aoife O'Neill and Zoë Hart", "T Adeyemi / L Wei", "Ruby Fox; Roo Fox"])
def test_two_students_in_one_cell_are_refused(name):
    parsed = log(seen(name))
    assert refused(parsed) == [(2, "student")] and "more than one student" in reason(parsed, 2)
    assert parsed.refused[0].value == name and not values(parsed, "guidance_meetings")


@pytest.mark.parametrize("name", ["St. John-Smythe, Grace", "Wei Li", "Sandy Anderson", "O'Neill, Aoife (11A)"])
def test_negative_control_one_student_with_an_unusual_name_is_one(name):
    assert not log(seen(name)).refused


@pytest.mark.parametrize(
    ("mark", "expected"),
    [
        ("", True),
        ("✓", True),
        ("Y", True),
        ("DNA", False),
        ("abs", False),
        ("✗", False),
        ("no", False),
        ("x", None),
        ("?", None),
        ("report sent", True),
    ],
)
def test_marks_of_attendance(mark, expected):
    parsed = log(seen(attended=mark))
    assert [one["attended"] for one in values(parsed, "guidance_meetings")] == [expected]
    assert noted(parsed, "row 2", mark) == (mark in {"x", "?", "report sent"})


@pytest.mark.parametrize(("text", "minutes"), [("45 mins", 45), ("0:45", 45), ("1 hr 15", 75), ("45", 45), ("a while", None)])
def test_lengths(text, minutes):
    parsed = log(seen(minutes=text))
    assert values(parsed, "guidance_meetings")[0]["minutes"] == minutes
    assert noted(parsed, "row 2", "length") == (minutes is None)


def test_owners_days_and_what_is_done_are_kept_where_they_are_plain():
    parsed = log(
        seen(actions="Ring the college; open evening", owner="Mum; KH", due="21/11", done="Y"),
        seen("Zoë Hart", actions="CV", owner="Mrs Patel", due="soon", done="perhaps"),
        seen("Anna Nguyen", actions="Visit; call", owner="form tutor", due="wk of 10 Nov"),
    )
    found = [
        tuple(one.get(name) for name in ("what", "owner", "owner_kind", "due_on", "status"))
        for one in values(parsed, "actions")
    ]
    assert found == [
        ("Ring the college", "Mum", "parent", date(2025, 11, 21), "done"),
        ("open evening", "KH", "adviser", date(2025, 11, 21), "done"),
        ("CV", "Mrs Patel", "", None, None),
        ("Visit", "form tutor", "tutor", date(2025, 11, 14), None),
        ("call", "form tutor", "tutor", date(2025, 11, 14), None),
    ]
    assert "need_met" not in repr(parsed.tables)
    assert noted(parsed, "row 3", "due was left as not known") and noted(parsed, "row 3", "perhaps")
    assert noted(parsed, "row 4", "due on the last")


@pytest.mark.parametrize(
    ("words", "kind"),
    [("Form Tutor", "tutor"), ("SENCO", "senco"), ("self", "student"), ("pupil", "student"), ("mum/dad", "parent"),
     ("Carer", "parent"), ("careers leader", "careers_leader"), ("adviser", "adviser"), ("subject teacher", "teacher"),
     ("Mr Tutor", ""), ("KH", "adviser"), ("JS", ""), ("", "")],
)  # fmt: skip
def test_whose_task_is_told_by_plain_words_only(words, kind):
    assert owner_kind_of(words, "K.H" if words != "KH" else "KH") == kind


def test_a_day_still_to_come_is_no_meeting_yet():
    parsed = log(seen(on="12/12/25", actions="book a visit"), seen("Zoë Hart"))
    assert len(values(parsed, "guidance_meetings")) == 1 and not values(parsed, "actions")
    assert noted(parsed, "row 2", "still to come")


def test_a_file_of_another_year_is_remarked_on_and_one_of_this_year_is_not():
    assert noted(log(seen(on="12/11/23"), seen("Zoë Hart", on="13/11/23")), "2 of 2 days lie in 2023/24, not in 2025/26")
    assert not noted(log(seen(), seen("Zoë Hart", on="13/11/23"), seen("Anna Nguyen")), "days lie in")


def test_needs_and_barriers_are_named_as_not_kept():
    parsed = log([*seen(), "travel", "EHCP"], headings=[*LOG, "Barriers", "SEN"])
    assert noted(parsed, "columns not kept: Barriers, SEN") and noted(parsed, "“Barriers” is not kept", "owner")
    assert "travel" not in repr(parsed.tables)


def test_a_back_up_plan_is_a_further_intention_before_the_first():
    parsed = log(["Aoife O'Neill", "11A", "13/10/25", "KH", "40", "6th form", "apprentice w/ BAE?"],
                 ["Zoë Hart", "11A", "13/10/25", "KH", "40", "", "college"],
                 headings=["Student", "Form", "Date", "Adviser", "Mins", "Plan A", "Plan B"])  # fmt: skip
    found = values(parsed, "intentions")
    assert [(one["route"], one["source"]) for one in found] == [("apprenticeship", "meeting"), ("school_sixth_form", "meeting")]
    assert noted(parsed, "row 2", "question mark") and noted(parsed, "row 3", "second choice without a first")


# -- forms on plans --

FORM = ["Timestamp", "Name", "Tutor group", "What do you plan to do after Year 11?", "Where?"]


def form(*rows, headings=FORM):
    return read("intentions_form", headings, *rows)


def test_free_words_are_kept_and_the_route_is_left_open_unless_they_name_one():
    parsed = form(
        ["14/10/2025", "Aoife O'Neill", "11A", "apprentice w/ BAE?", ""],
        ["14/10/2025", "Zoë Hart", "11A", "6th form here or college", ""],
        ["45944", "Anna Nguyen", "11B", "same school", ""],
        ["wk of 3 Nov", "Mo Ali", "11B", "dunno", ""],
        ["31/02/2025", "Callum MacDonald", "11C", "college", ""],
        ["1/12/2025", "Ioana Popescu", "11C", "college", ""],
        ["11C", "", "", "", ""],
    )
    found = [(one["recorded_on"], one["route"], one["course"]) for one in values(parsed, "intentions")]
    assert found == [
        (date(2025, 10, 14), "apprenticeship", ""),
        (date(2025, 10, 14), "", "6th form here or college"),
        (date(2025, 10, 14), "school_sixth_form", ""),
        (date(2025, 11, 3), "undecided", ""),
    ]
    assert refused(parsed) == [(6, "recorded_on"), (7, "recorded_on")] and "still to come" in reason(parsed, 7)
    assert noted(parsed, "row 2", "question mark") and noted(parsed, "row 5", "a week was given")


def test_choices_side_by_side_stand_before_the_first():
    parsed = form(["14/10/2025", "Aoife O'Neill", "11A", "Sixth form", "", "Mill Lane College", "none"],
                  headings=[*FORM, "Y11 - 2nd choice", "3rd choice"])  # fmt: skip
    found = [(one["route"], one["provider"], one["source"]) for one in values(parsed, "intentions")]
    assert found == [("further_education", "Mill Lane College", "form"), ("school_sixth_form", "", "form")]
    assert noted(parsed, "row 2", "the first choice counts")


def test_choices_on_rows_of_their_own_are_put_so_that_the_first_counts():
    rows = (["14/10/2025", "Aoife O'Neill", "11A", "Sixth form", "", "1st choice"],
            ["14/10/2025", "Aoife O'Neill", "11A", "College", "", "Y11 - 2nd choice"],
            ["14/10/2025", "Zoë Hart", "11A", "College", "", "the best"])  # fmt: skip
    parsed = form(*rows, headings=[*FORM, "Choice"])
    assert [one["route"] for one in values(parsed, "intentions")] == ["further_education", "school_sixth_form"]
    assert refused(parsed) == [(4, "choice")]


@pytest.mark.parametrize(
    ("text", "rank"), [("", 1), ("1", 1), ("Y11 - 2nd choice", 2), ("Third", 3), ("Year 11 3rd option", 3)]
)
def test_which_choice(text, rank):
    assert rank_of(text) == rank


def test_source_and_confidence_come_from_their_columns_and_from_plain_words_only():
    parsed = form(
        ["14/10/2025", "Aoife O'Neill", "11A", "Sixth form", "", "mum", "told", ""],
        ["14/10/2025", "Zoë Hart", "11A", "College", "", "", "", "the college"],
        ["14/10/2025", "Anna Nguyen", "11B", "College", "", "Facebook", "very sure", ""],
        headings=[*FORM, "Source", "How sure", "Confirmed by"],
    )
    found = [(one["source"], one.get("confidence", "")) for one in values(parsed, "intentions")]
    assert found == [("parent", "told"), ("provider", "confirmed"), ("form", "")]
    assert noted(parsed, "row 3", "confirmed by the place itself") and noted(parsed, "row 4", "how sure that is")
    assert "Facebook" not in " ".join(parsed.notes)


def test_words_for_sources_and_confidence():
    assert (source_of("Enrolment list"), source_of("LA"), source_of("a friend's mum")) == (
        "enrolment_list",
        "local_authority",
        "",
    )
    assert (confidence_of("Confirmed"), confidence_of("guess"), confidence_of("very")) == ("confirmed", "assumed", "")


# -- destinations --

LEAVERS = ["Name", "Form", "Destination", "Where", "Status", "Date", "Source", "Confirmed by"]


def leavers(*rows, title="Year 13 leavers 2025 - destinations"):
    return read("destinations_list", [title], LEAVERS, *rows)


def went(name="Tunde Adeyemi", to="College", **more):
    return [name, "13T2", to, *(more.get(name, "") for name in ("where", "status", "on", "source", "by"))]


@pytest.mark.parametrize(
    ("text", "route"),
    [
        ("NEET", "neet"),
        ("moved to Scotland", "moved_away"),
        ("same school", "school_sixth_form"),
        ("apprentice w/ BAE?", "apprenticeship"),
        ("not known", "unknown"),
        ("210", "school_sixth_form"),
        ("810 - current situation not known", "unknown"),
        ("330.0", "employment"),
    ],
)
def test_what_is_understood(text, route):
    parsed = leavers(went(to=text))
    assert [one["route"] for one in values(parsed, "destinations")] == [route]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("don't know", "nobody knows where the leaver is"),
        ("999", "not an activity code"),
        ("6th form or college", "more than one route"),
        ("moved to Barnsley", "not a destination that is known here"),
    ],
)
def test_what_is_refused_with_a_question(text, words):
    parsed = leavers(went(to=text))
    assert refused(parsed) == [(3, "route")] and words in reason(parsed, 3) and parsed.refused[0].value == text


def test_a_code_that_nobody_confirmed_is_said_to_be_one():
    assert noted(leavers(went(to="320")), "row 3", "320", "nobody has confirmed")
    assert noted(leavers(went(to="310")), "row 3", "310") and not noted(leavers(went(to="310")), "nobody has confirmed")


def test_two_lines_of_one_leaver_are_both_kept_and_said():
    parsed = leavers(went(on="1/10/2025"), went(to="Job", on="2/11/2025", source="Mum", by="student"))
    assert [
        (one["route"], one["recorded_on"], one["source"], one.get("confidence")) for one in values(parsed, "destinations")
    ] == [
        ("further_education", date(2025, 10, 1), "", ""),
        ("employment", date(2025, 11, 2), "parent", "told"),
    ]
    assert noted(parsed, "rows 3, 4", "lines of one leaver")


def test_a_source_of_ones_own_words_stays_and_a_bad_status_is_refused():
    parsed = leavers(went(source="UCAS"), went("Li Wei", status="somewhere"), went("Grace Smythe", on="wk of whenever"))
    assert values(parsed, "destinations")[0]["source"] == "UCAS"
    assert refused(parsed) == [(4, "status"), (5, "recorded_on")]


def test_a_file_without_the_columns_is_refused_with_its_headings():
    for code in ("guidance_log", "intentions_form", "destinations_list"):
        document = open_document(Received("list.csv", b"Shoe size,Locker\n4,12\n"))
        with pytest.raises(Refused, match="Looked for"):
            formats()[code].read([document], Options(TODAY))

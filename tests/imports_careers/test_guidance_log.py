"""Logs of guidance meetings as advisers keep them."""

from datetime import date

from chalkface.imports.parsed import NameReference

from .reading import noted, read, read_file, refused, values

HEADINGS = ["Student", "Form", "Date seen", "Adviser", "Duration", "Intended dest.", "Level", "Actions"]


def log(*rows, **more):
    return read("guidance_log", HEADINGS, *rows, **more)


def test_the_real_kind_of_mess_is_read(shared):
    parsed = read_file(shared / "data/synthetic/careers/guidance_interview_log.csv", "guidance_log")
    assert [
        (one["student_id"].text, one["met_on"], one["attended"], one["minutes"]) for one in values(parsed, "guidance_meetings")
    ] == [
        ("O'Neill, Aoife", date(2024, 11, 12), True, 40),
        ("zoe hart", date(2024, 11, 12), True, 45),
        ("Anna Nguyen", date(2024, 11, 13), False, None),
        ("Mo Ali", date(2024, 11, 13), True, 45),
        ("Mohammed Ali", date(2024, 11, 13), True, 40),
    ]
    assert values(parsed, "guidance_meetings")[3]["student_id"] == NameReference("Mo Ali", form="11B", year_group=11)
    assert [one["what"] for one in values(parsed, "actions")] == [
        "Open eve 21/11", "check entry reqs", "register on FAA", "rebook", "EHCP review 9/12 - invite", "2nd letter",
    ]  # fmt: skip
    assert noted(parsed, "row 7", "NOT SEEN")
    assert not parsed.refused and parsed.rows_received == 6


def test_the_level_of_the_course_is_never_the_level_of_the_adviser():
    (meeting,) = values(log(["A Example", "11A", "12/11/24", "KH", "40", "Apprenticeship", "L3", ""]), "guidance_meetings")
    assert "adviser_level" not in meeting


def test_the_level_of_the_adviser_is_kept_where_the_log_has_it():
    parsed = read(
        "guidance_log", ["Student", "Date", "Adviser", "Adviser level", "Mins"], ["A Example", "12/11/24", "KH", "6", "40"]
    )
    assert values(parsed, "guidance_meetings")[0]["adviser_level"] == 6


def test_what_was_intended_is_kept_with_the_day():
    parsed = log(
        ["A Example", "11A", "12/11/24", "KH", "40", "App'ship - hair", "2", ""],
        ["B Sample", "11A", "12/11/24", "KH", "40", "undecided", "", ""],
        ["C Trial", "11A", "12/11/24", "KH", "40", "vet", "", ""],
        ["D Test", "11A", "12/11/24", "KH", "DNA", "college", "", ""],
    )
    assert [(one["route"], one["course"], one["level"]) for one in values(parsed, "intentions")] == [
        ("apprenticeship", "App'ship - hair", 2), ("undecided", "", None), ("", "vet", None),
    ]  # fmt: skip
    assert noted(parsed, "row 4", "“vet”", "left open")


def test_did_not_attend_is_a_meeting_missed_and_not_seen_is_none():
    parsed = log(
        ["A Example", "11A", "DNA 12/11/24", "KH", "", "", "", ""],
        ["B Sample", "11A", "not seen", "KH", "", "", "", "letter home"],
        ["C Trial", "11A", "", "", "", "", "", ""],
    )
    assert [(one["attended"], one["met_on"]) for one in values(parsed, "guidance_meetings")] == [(False, date(2024, 11, 12))]
    (action,) = values(parsed, "actions")
    assert action["what"] == "letter home" and "meeting_id" not in action
    assert noted(parsed, "row 4", "no date")


def test_ditto_marks_repeat_the_day_and_the_adviser():
    parsed = log(["A Example", "11A", "12/11/24", "KH", "40", "", "", ""], ["B Sample", "do", '"', "do", "", "", "", ""])
    second = values(parsed, "guidance_meetings")[1]
    assert (second["met_on"], second["adviser"], second["minutes"]) == (date(2024, 11, 12), "KH", None)


def test_a_day_that_cannot_be_read_is_refused_and_a_length_is_not():
    parsed = log(
        ["A Example", "11A", "32/11/24", "KH", "40", "", "", ""], ["B Sample", "11A", "12/11/24", "KH", "a while", "", "", ""]
    )
    assert refused(parsed) == [(2, "met_on")]
    assert values(parsed, "guidance_meetings")[0]["minutes"] is None and noted(parsed, "row 3", "a while")


def test_the_same_student_twice_on_a_day_is_one_meeting_and_keys_are_stable():
    row = ["Example, Aoife", "11A", "12/11/24", "KH", "40", "", "", "call home"]
    parsed = log(row, ["aoife example", "11a", "12.11.2024", "KH", "45", "", "", "Call home"])
    assert len(values(parsed, "guidance_meetings")) == len(values(parsed, "actions")) == 1
    assert noted(parsed, "row 3", "the same student on the same day as row 2")
    assert values(log(row), "guidance_meetings")[0]["meeting_id"] == values(parsed, "guidance_meetings")[0]["meeting_id"]


def test_what_is_sensitive_or_not_asked_for_is_not_kept():
    parsed = read(
        "guidance_log",
        [*HEADINGS, "SEN/PP/LAC", "RONI flag"],
        ["A Example", "11A", "12/11/24", "KH", "40", "", "", "", "EHCP", "Red"],
    )
    assert noted(parsed, "columns not kept", "SEN/PP/LAC", "RONI flag")
    assert "EHCP" not in repr(parsed.tables) and "Red" not in repr(parsed.tables)

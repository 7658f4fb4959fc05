"""Forms on what students plan next."""

from datetime import date

from .reading import noted, read, read_file, refused, values

HEADINGS = [
    "Timestamp",
    "Email address",
    "First name",
    "Surname",
    "Tutor group",
    "What do you plan to do after Year 11?",
    "Where?",
    "Course",
    "Level",
]


def form(*rows):
    return read("intentions_form", HEADINGS, *rows)


def answer(when, route, where="", course="", level="", email="004513@testfield.example"):
    return [when, email, "Zoe", "Sample", "11A", route, where, course, level]


def test_the_real_kind_of_mess_is_read(shared):
    parsed = read_file(shared / "data/synthetic/careers/intended_destinations_y11_form.csv", "intentions_form")
    assert [
        (one["student_id"].local_id, one["recorded_on"], one["route"], one["level"]) for one in values(parsed, "intentions")
    ] == [
        ("004512", date(2025, 1, 14), "further_education", None),  # her second choice stands before the first
        ("004512", date(2025, 1, 14), "school_sixth_form", 3),
        ("004513", date(2025, 1, 14), "apprenticeship", None),
        ("004513", date(2025, 1, 14), "apprenticeship", None),
        ("004513", date(2025, 1, 14), "further_education", 2),
        ("004514", date(2025, 1, 15), "sixth_form_college", 3),
    ]
    assert noted(parsed, "rows 3, 4", "answers of one student")
    assert values(parsed, "intentions")[4]["student_id"].text == "Zoë Brontë-Hart"


def test_answers_are_put_in_the_order_they_were_given():
    parsed = form(
        answer("2025/01/14 2:55:02 PM GMT", "College"),
        answer("2025/01/14 11:52:31 AM GMT", "Apprenticeship"),
        answer("2025/01/13 23:59", "Work"),
    )
    assert [one["route"] for one in values(parsed, "intentions")] == ["employment", "apprenticeship", "further_education"]


def test_what_names_no_one_route_is_left_open_with_its_words():
    parsed = form(
        answer("2025/01/14", "College or sixth form"), answer("2025/01/14", "Vet", course="Animals"), answer("2025/01/14", "")
    )
    assert [(one["route"], one["course"]) for one in values(parsed, "intentions")] == [
        ("", "College or sixth form"),
        ("", "Animals"),
        ("", ""),
    ]
    assert noted(parsed, "row 2", "names no one route")


def test_an_answer_without_its_day_is_refused():
    assert refused(form(answer("", "College"), answer("yesterday", "College"))) == [(2, "recorded_on"), (3, "recorded_on")]


def test_a_school_may_ask_in_its_own_words():
    parsed = read(
        "intentions_form",
        ["Completion time", "Email", "Name", "What are you hoping to do when you leave school?"],
        ["1/14/25 8:51:07", "004513@testfield.example", "Zoe Sample", "Apprenticeship"],
        ["1/15/25 8:51:07", "004514@testfield.example", "Anna Trial", "Not sure"],
    )
    assert [(one["recorded_on"], one["route"]) for one in values(parsed, "intentions")] == [
        (date(2025, 1, 14), "apprenticeship"), (date(2025, 1, 15), "undecided"),
    ]  # fmt: skip


def test_the_number_in_an_address_is_a_hint_only_when_it_is_a_number():
    (one,) = values(form(answer("2025/01/14", "College", email="zsample@testfield.example")), "intentions")
    assert (one["student_id"].local_id, one["student_id"].email) == ("", "zsample@testfield.example")

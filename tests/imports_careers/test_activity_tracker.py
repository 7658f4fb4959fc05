"""Trackers of activities as careers leaders keep them."""

from datetime import date

import pytest

from chalkface.imports.formats.activity_tracker.kinds import benchmarks_of, kind_of, mode_of, partner_kind, partners_of

from .reading import noted, read, read_file, refused, values

HEADINGS = ["Date", "Activity / Event", "Yr group", "No. of students", "Employer / Provider", "GB", "F2F / Virtual?"]


def tracker(*rows, title="TRACKER 24/25", **more):
    return read("activity_tracker", [title], [], HEADINGS, *rows, **more)


def test_the_real_kind_of_mess_is_read(shared):
    parsed = read_file(shared / "data/synthetic/careers/activity_tracker_2024-25.csv", "activity_tracker")
    assert [(one["title"], one["starts_on"], one["ends_on"]) for one in values(parsed, "activities")] == [
        ("Assembly - Post 16 options", date(2024, 9, 11), None),
        ("Apprenticeship talk (ASK)", date(2024, 9, 23), date(2024, 9, 27)),
        ("Barnsley College roadshow", date(2024, 10, 3), None),
        ("WEX week", date(2024, 11, 18), date(2024, 11, 22)),
        ("Drop down day: Maths at work", date(2025, 2, 14), None),
    ]
    assert refused(parsed) == [(8, "date")]
    assert [offer["year_group"] for offer in values(parsed, "offers")] == [11, 11, 13, 11, 10, 9]
    assert [one["name"] for one in values(parsed, "partners")] == ["ASK Programme", "Barnsley Coll", "Penistone Garage Ltd"]
    assert "participations" not in parsed.tables
    assert noted(parsed, "row 10", "the same day and title as row 9")
    assert noted(parsed, "row 12", "totals")
    assert noted(parsed, "estimate without names")


def test_importing_again_gives_the_same_keys_whatever_else_changed():
    first = tracker(["3/10/24", "Careers Fair", "11", "", "Northgate Joinery", "5", "f2f"])
    again = tracker(
        ["", "", "", "", "", "", ""], ["03/10/2024", "careers  fair", "Y11", "200", "Northgate Joinery Ltd.", "5", ""]
    )
    for table, key in (("activities", "activity_id"), ("partners", "partner_id")):
        assert [one[key] for one in values(first, table)] == [one[key] for one in values(again, table)]
    assert first.only_if_new == {"kind"}


def test_nearly_the_same_title_on_one_day_is_noted_and_both_are_kept():
    parsed = tracker(
        ["3/10/24", "Careers fair", "11", "", "", "5", ""],
        ["3/10/24", "Careers fair!!", "10", "", "", "", ""],
        ["3/10/24", "Careers fairs", "9", "", "", "", ""],
    )
    assert len(values(parsed, "activities")) == 2
    assert noted(parsed, "rows 4 and 6", "may be the same activity twice")
    assert sorted(offer["year_group"] for offer in values(parsed, "offers")) == [9, 10, 11]


def test_rows_that_cannot_be_read_are_refused_one_by_one():
    parsed = tracker(
        ["TBC", "Fair", "11"],
        ["", "Fair", "11"],
        ["3/10/24", "", "11"],
        ["3/10/24", "Fair", "Reception"],
        ["4/10/24", "Good", "11"],
    )
    assert refused(parsed) == [(4, "date"), (5, "date"), (6, "title"), (7, "year_groups")]
    assert [one["title"] for one in values(parsed, "activities")] == ["Good"]
    assert parsed.rows_received == 5


def test_headings_between_rows_and_ditto_marks():
    parsed = tracker(
        ["AUTUMN TERM", "", "", "", "", "", ""],
        ["3/10/24", "Fair", "11", "", "Northgate Joinery", "5", "f2f"],
        ['"', "Talk", "do", "", '"', "5", "〃"],
    )
    assert [(one["title"], one["starts_on"], one["mode"]) for one in values(parsed, "activities")] == [
        ("Fair", date(2024, 10, 3), "in_person"),
        ("Talk", date(2024, 10, 3), "in_person"),
    ]
    assert len(values(parsed, "activity_partners")) == 2 and noted(parsed, "row 4", "stands alone like a heading")
    assert not parsed.refused


def test_month_first_is_proved_by_the_column():
    parsed = tracker(["10/3/2024", "Talk", "9"], ["10/31/2024", "Visit", "9"])
    assert [one["starts_on"] for one in values(parsed, "activities")] == [date(2024, 10, 3), date(2024, 10, 31)]
    assert noted(parsed, "month first")


def test_a_date_that_may_be_the_wrong_way_round_is_pointed_at():
    parsed = tracker(["10/3/2024", "Talk", "9"])
    assert values(parsed, "activities")[0]["starts_on"] == date(2024, 3, 10)
    assert noted(parsed, "outside 2024/25", "if the month comes first it is 03/10/2024")


def test_the_year_comes_from_the_person_the_title_the_file_or_the_dates():
    rows = ["Thurs 3rd Oct", "Talk", "9"]
    assert values(tracker(rows, year=2023), "activities")[0]["starts_on"].year == 2023
    assert values(tracker(rows, title="x", name="tracker_2022-23.csv"), "activities")[0]["starts_on"].year == 2022
    assert values(tracker(rows, ["4/11/2021", "Visit", "9"], title="x"), "activities")[0]["starts_on"].year == 2021
    assumed = tracker(rows, title="x")
    assert values(assumed, "activities")[0]["starts_on"].year == 2025
    assert noted(assumed, "the current year, because none was named")


def test_an_employer_log_from_a_form_is_a_tracker():
    parsed = read(
        "activity_tracker",
        ["Timestamp", "Email Address", "Date of visit", "Employer name", "Year group", "What did they do?", "GB"],
        ["03/10/2024 14:02:11", "a@testfield.example", "03-Oct-24", "Northgate Joinery Ltd", "9", "Careers talk", "5"],
        ["08/01/2025 10:00:00", "a@testfield.example", "45664", "northgate joinery", "Y10/11", "Mock interviews", "5;8"],
    )
    assert [one["starts_on"] for one in values(parsed, "activities")] == [date(2024, 10, 3), date(2025, 1, 7)]
    assert len(values(parsed, "partners")) == 1 and len(values(parsed, "activity_partners")) == 2


@pytest.mark.parametrize(
    "text, numbers",
    [
        ("3, 7", (3, 7)),
        ("GB5 & GB7", (5, 7)),
        ("5;8?", (5, 8)),
        ("GB4/5", (4, 5)),
        ("7.2", (7,)),
        ("", ()),
        ("n/a", ()),
        ("Benchmark 9", ()),
    ],
)
def test_benchmarks(text, numbers):
    assert benchmarks_of(text) == numbers


@pytest.mark.parametrize(
    "title, benchmarks, partners, kind",
    [
        ("WEX week", (6,), (), "workplace_experience"),
        ("Mock interviews", (5, 8), ("Rotary",), "recruitment_practice"),
        ("Apprenticeship talk", (5, 7), ("ASK",), "provider_encounter"),
        ("University campus visit", (7,), ("Testshire University",), "higher_education_visit"),
        ("Maths at work", (4, 5), ("Garage",), "employer_encounter"),
        ("Maths at work", (4,), ("Garage",), "curriculum_link"),
        ("Assembly - Post 16 options", (3, 7), (), "other"),
        ("Careers talk", (), ("Garage",), "employer_encounter"),
        ("Careers talk", (), (), "other"),
        ("Staff CPD", (), (), "staff_training"),
        ("LMI quiz", (2,), (), "labour_market_information"),
        ("Something", (1, 3), (), "other"),
    ],
)
def test_the_kind_is_guessed_and_said_to_be_a_guess(title, benchmarks, partners, kind):
    found = kind_of(title, benchmarks, partners)
    assert found.code == kind
    assert "guess" in found.remark or "was left as" in found.remark


@pytest.mark.parametrize(
    "text, names, remarked",
    [
        ("Rotary; NHS; Yorkshire Water + 5 others", ["Rotary", "NHS", "Yorkshire Water"], True),
        ("various - see WEX sheet", [], True),
        ("n/a", [], False),
        ("", [], False),
        ("Smith & Sons Ltd", ["Smith & Sons Ltd"], False),
        ("Northgate Joinery, Ltd", ["Northgate Joinery, Ltd"], False),
        ("RAF / Army", ["RAF", "Army"], False),
        ("in house", [], False),
    ],
)
def test_partners_named_in_a_cell(text, names, remarked):
    found, remark = partners_of(text)
    assert (found, bool(remark)) == (names, remarked)


@pytest.mark.parametrize(
    "name, kind",
    [
        ("Barnsley Coll.", "further_education"),
        ("Testshire Sixth Form College", "sixth_form_college"),
        ("Univ of York", "university"),
        ("ASK Programme", "training_provider"),
        ("NHS", "public_body"),
        ("Rotary", "charity"),
        ("Northgate Joinery", "employer"),
    ],
)
def test_the_kind_of_a_partner(name, kind):
    assert partner_kind(name) == kind


@pytest.mark.parametrize(
    "text, mode",
    [("f2f", "in_person"), ("In person", "in_person"), ("Virtual", "virtual"), ("both", "blended"), ("", ""), ("?", None)],
)
def test_modes(text, mode):
    assert mode_of(text) == mode

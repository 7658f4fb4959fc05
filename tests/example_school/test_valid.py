"""Whatever the day, the example school is a valid exchange folder that tells nothing of the future."""

from datetime import date, timedelta

import pytest

from chalkface.core.identifiers import upn_check_passes
from chalkface.core.years import academic_year_of
from tests.example_school.conftest import made
from tests.example_school.exchange_rules import faults
from tests.example_school.shares import Counted

TOLD_ON = {"intentions": "recorded_on", "destinations": "recorded_on", "judgements": "judged_on", "actions": "confirmed_on"}


def test_it_obeys_the_format(counted: Counted) -> None:
    assert faults(counted.school) == []


def test_the_checker_finds_faults() -> None:
    school = dict(made(1, "2026-11-24").school)
    students, marks = [dict(row) for row in school["students"]], [dict(row) for row in school["participations"]]
    students[3]["student_id"] = students[4]["student_id"]
    students[5]["sex"], students[6]["date_of_birth"], students[7]["legal_surname"] = "X", "31/01/2010", ""
    marks[8]["attended"], marks[9]["activity_id"] = "yes", "A1"
    found = "\n".join(faults(school | {"students": students, "participations": marks}))
    for part in ("duplicate keys", "sex 'X'", "31/01/2010", "legal_surname '' is", "attended 'yes'", "'A1' points at nothing"):
        assert part in found


def test_size(counted: Counted) -> None:
    assert 1100 <= len(counted.on_roll(*range(7, 14))) <= 1200
    assert 150 <= min(len(counted.on_roll(group)) for group in range(7, 12))
    assert 25_000 <= len(counted.school["participations"]) <= 50_000
    assert 550 <= len(counted.school["activities"]) <= 900


def test_everyone_is_enrolled_in_every_year_they_were_here(counted: Counted) -> None:
    for key, row in counted.student.items():
        years = counted.years[key]
        first = max(academic_year_of(date.fromisoformat(row["joined_on"])), counted.year - 5)
        last = academic_year_of(date.fromisoformat(row["left_on"])) if row["left_on"] else counted.year
        assert sorted(years) == list(range(first, last + 1)), key
        assert [group - years[first] for group in years.values()] == list(range(len(years))), key
        assert row["joined_on"] <= counted.day and row["left_on"] < counted.day


def test_students_are_of_the_age_of_their_year(counted: Counted) -> None:
    for key, years in counted.years.items():
        year, group = next(iter(years.items()))
        born = date.fromisoformat(counted.student[key]["date_of_birth"])
        assert date(year - group - 5, 9, 1) <= born <= date(year - group - 4, 8, 31)


def test_nothing_is_known_of_the_future(counted: Counted) -> None:
    school, day = counted.school, counted.day
    for row in school["participations"]:
        activity = counted.activity[row["activity_id"]]
        assert row["attended"] == "" or (activity["ends_on"] or activity["starts_on"]) <= day
    for row in school["guidance_meetings"]:
        assert (row["attended"] == "") == (row["met_on"] > day)
    for name, column in TOLD_ON.items():
        assert all(row[column] <= day for row in school[name]), name


def test_dates_fall_on_weekdays_in_term(counted: Counted) -> None:
    dates = {row[column] for row in counted.activity.values() for column in ("starts_on", "ends_on")}
    dates |= {row["met_on"] for row in counted.school["guidance_meetings"]}
    dates |= {row["due_on"] for row in counted.school["actions"]}
    for day in map(date.fromisoformat, sorted(dates - {""})):
        assert day.weekday() < 5 and day.month != 8, day
        assert (day.month, day.day) not in {(12, 24), (12, 25), (12, 26), (1, 1), (9, 1), (9, 2)}, day


def test_nobody_takes_part_before_joining_or_after_leaving(counted: Counted) -> None:
    for row in counted.school["participations"]:
        if row["attended"]:
            student, start = counted.student[row["student_id"]], counted.activity[row["activity_id"]]["starts_on"]
            assert student["joined_on"] <= start and (not student["left_on"] or start <= student["left_on"])


def test_participants_are_of_one_year_group(counted: Counted) -> None:
    groups: dict[str, int] = {}
    for row in counted.school["participations"]:
        year = academic_year_of(date.fromisoformat(counted.activity[row["activity_id"]]["starts_on"]))
        group = counted.years[row["student_id"]][year]
        assert groups.setdefault(row["activity_id"], group) == group


def test_destinations_belong_to_leavers(counted: Counted) -> None:
    for row in counted.school["destinations"]:
        assert counted.years[row["student_id"]][int(row["academic_year"]) - 1] == {"16": 11, "18": 13}[row["stage"]]


def test_those_who_stay_on_are_enrolled(counted: Counted) -> None:
    """A started or sustained place in the school's own sixth form is an enrolment in Year 12, and one given up is not kept."""
    own = counted.school["school"][0]["name"]
    for row in counted.school["destinations"]:
        year = int(row["academic_year"])
        if row["stage"] == "16" and row["provider"] == own and row["status"] in ("started", "sustained"):
            assert counted.years[row["student_id"]].get(year) == 12
        if row["provider"] == own and row["status"] == "not_sustained":
            assert counted.student[row["student_id"]]["left_on"] <= row["recorded_on"]


def test_it_cannot_be_taken_for_a_real_school(counted: Counted) -> None:
    school = counted.school["school"][0]
    assert (school["urn"], school["laestab"], school["local_authority_code"]) == ("999001", "9999001", "999")
    assert school["name"].endswith("(example)")
    assert all(row["name"].endswith("(example)") and not row["ukprn"] for row in counted.school["partners"])
    assert all(row["upn"][1:8] == "9999001" and upn_check_passes(row["upn"]) for row in counted.school["students"])
    assert len({row["upn"] for row in counted.school["students"]}) == len(counted.school["students"])


@pytest.mark.parametrize(("before", "days"), [("2026-11-24", 1), ("2025-09-04", 40), ("2024-02-29", 1), ("2033-06-21", 70)])
def test_the_past_stays_as_the_days_pass(before: str, days: int) -> None:
    """What was marked on one day is marked the same on a later day of the year."""
    after = (date.fromisoformat(before) + timedelta(days=days)).isoformat()
    earlier, later = made(1, before).school, made(1, after).school
    marks = {(r["activity_id"], r["student_id"]): (r["attended"], r["hours"]) for r in later["participations"]}
    for row in earlier["participations"]:
        if row["attended"]:
            assert marks[row["activity_id"], row["student_id"]] == (row["attended"], row["hours"])
    for name in ("intentions", "destinations", "judgements"):
        kept = {tuple(row.values()) for row in later[name]}
        assert all(tuple(row.values()) in kept for row in earlier[name]), name

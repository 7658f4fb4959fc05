"""Days, year groups, lengths of time and routes as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalkface.core.derived_keys import derived_key, folded_name, folded_organisation
from chalkface.core.destination_routes import level_of, titles, understand
from chalkface.imports.durations import minutes_of
from chalkface.imports.formats.exchange.tables import ROUTES
from chalkface.imports.loose_days import academic_year_in, days_of, outside
from chalkface.imports.year_groups import year_groups_of


@pytest.mark.parametrize(
    "text, starts, ends",
    [
        ("11/09/24", "2024-09-11", None),
        ("w/c 23.9.24", "2024-09-23", "2024-09-27"),
        ("week beginning 4th Nov", "2024-11-04", "2024-11-08"),
        ("Thurs 3rd Oct", "2024-10-03", None),
        ("3/2", "2025-02-03", None),
        ("Oct 3rd", "2024-10-03", None),
        ("2024-11-18 to 22", "2024-11-18", "2024-11-22"),
        ("18-22 Nov 2024", "2024-11-18", "2024-11-22"),
        ("18-22/11/24", "2024-11-18", "2024-11-22"),
        ("18/11/24 - 22/11/24", "2024-11-18", "2024-11-22"),
        ("Mon 18 - Fri 22 Nov", "2024-11-18", "2024-11-22"),
        ("30 Sept to 2 Oct", "2024-09-30", "2024-10-02"),
        ("03-Oct-24", "2024-10-03", None),
        ("45664", "2025-01-07", None),
        ("31 August", "2025-08-31", None),
        ("1 September", "2024-09-01", None),
    ],
)
def test_days_without_a_year_lie_in_the_year_of_the_list(text, starts, ends):
    found = days_of(text, 2024)
    assert (found.starts, found.ends) == (date.fromisoformat(starts), None if ends is None else date.fromisoformat(ends))


@pytest.mark.parametrize(
    "text", ["Jan TBC", "TBC", "Spring term", "October", "Nov 24", "", "30 Feb", "12/11 & 14/11", "??", "22 to 18 Nov 2024"]
)
def test_a_day_that_cannot_be_known_is_refused_with_a_sentence(text):
    with pytest.raises(ValueError, match=r"\.$"):
        days_of(text, 2024)


@given(st.text(max_size=30), st.integers(2000, 2050))
def test_no_text_breaks_the_reading_of_days(text, year):
    try:
        found = days_of(text, year)
    except ValueError as fault:
        assert str(fault).endswith(".")
    else:
        assert found.ends is None or found.ends > found.starts


def test_a_weekday_that_does_not_fit_is_remarked_on():
    assert "which is a Thursday" in days_of("Fri 3rd Oct", 2024).remark
    assert days_of("Thurs 3rd Oct", 2024).remark == ""


def test_a_day_outside_the_year_is_remarked_on_with_the_other_reading():
    assert "if the month comes first it is 03/10/2024" in outside("10/3/2024", date(2024, 3, 10), 2024)
    assert outside("14/3/2024", date(2024, 3, 14), 2024) == "14/03/2024 lies outside 2024/25"
    assert outside("3/10/2024", date(2024, 10, 3), 2024) == ""


@pytest.mark.parametrize(
    "text, year",
    [
        ("TRACKER 24/25 - Testfield", 2024),
        ("2024-25", 2024),
        ("2024/2025", 2024),
        ("11/09/24", None),
        ("24/26", None),
        ("Y10/11", None),
        ("Years 12/13", None),
        ("2010/11", 2010),
    ],
)
def test_the_year_in_a_title(text, year):
    assert academic_year_in(text) == year


@pytest.mark.parametrize(
    "text, groups",
    [
        ("Y11", (11,)),
        ("11 + 13", (11, 13)),
        ("Year 11", (11,)),
        ("Y10/11", (10, 11)),
        ("7-9", (7, 8, 9)),
        ("Years 7 to 9", (7, 8, 9)),
        ("KS4", (10, 11)),
        ("KS3/4", (7, 8, 9, 10, 11)),
        ("Sixth form", (12, 13)),
        ("all", (7, 8, 9, 10, 11, 12, 13)),
        ("Y7, 8 & 9", (7, 8, 9)),
        ("10.0", (10,)),
        ("", ()),
    ],
)
def test_year_groups(text, groups):
    assert year_groups_of(text).groups == groups


def test_a_part_of_a_year_group_is_remarked_on_and_nonsense_refused():
    assert "part of the year group" in year_groups_of("Y11 (sets 1-3)").remark
    for text in ("6", "foo", "Year 14", "7-99"):
        with pytest.raises(ValueError, match="does not name year groups"):
            year_groups_of(text)


@pytest.mark.parametrize(
    "text, minutes",
    [
        ("40 mins", 40),
        ("0:45", 45),
        ("45", 45),
        ("45.0", 45),
        ("1 hr 15", 75),
        ("1h30", 90),
        ("½ hour", 30),
        ("1.5 hours", 90),
        ("", None),
    ],
)
def test_lengths_of_time(text, minutes):
    assert minutes_of(text) == minutes


@pytest.mark.parametrize("text", ["DNA", "a while", "25:00", "2000"])
def test_what_is_no_length_of_time(text):
    with pytest.raises(ValueError, match="minutes, such as 45"):
        minutes_of(text)


@pytest.mark.parametrize(
    "text, route, level",
    [
        ("6th form - A levels Bio Chem Psych", "school_sixth_form", None),
        ("App'ship - hairdressing", "apprenticeship", None),
        ("Degree app", "apprenticeship", 6),
        ("L3 apprenticeship", "apprenticeship", 3),
        ("Supported internship ?", "supported_internship", None),
        ("Barnsley sixth form college", "sixth_form_college", None),
        ("college L2", "further_education", 2),
        ("Univ of Oxford", "higher_education", None),
        ("Uni - RG", "higher_education", None),
        ("HE", "higher_education", None),
        ("he wants to be a plumber", "", None),
        ("Apprenticeship at Mill Lane College", "apprenticeship", None),
        ("College or apprenticeship", "", None),
        ("college/apprenticeship", "", None),
        ("College or sixth form", "", None),
        ("undecided", "undecided", None),
        ("Don't know", "undecided", None),
        ("gap year", "", None),
        ("Nissan", "", None),
        ("", "", None),
    ],
)
def test_routes(text, route, level):
    assert (understand(text).route, understand(text).level) == (route, level)


@given(st.text(max_size=40))
def test_any_text_is_a_known_route_or_none(text):
    assert understand(text).route in {"", *titles()}


@pytest.mark.parametrize(
    "text, level",
    [
        ("Level 3 (A level, T Level, BTEC)", 3),
        ("L3", 3),
        ("2", 2),
        ("E3", 0),
        ("Entry level", 0),
        ("not sure", None),
        ("Level 2 or level 3", None),
        ("9", None),
    ],
)
def test_levels(text, level):
    assert level_of(text) == level


def test_every_route_of_the_exchange_format_is_known():

    assert set(titles()) == {*ROUTES, "undecided"}


def test_keys_are_stable_and_names_meet_whichever_way_they_are_written():
    assert derived_key("activity", "2024-10-03", "careers fair") == derived_key("activity", "2024-10-03", "careers fair")
    assert derived_key("a", "bc") != derived_key("ab", "c")
    assert folded_name("O'Neill, Aoife") == folded_name("aoife ONEILL")
    assert folded_organisation("Penistone Garage Ltd") == folded_organisation("penistone garage LIMITED")
    assert folded_organisation("Barnsley Coll.") == folded_organisation("Barnsley College")
    assert folded_organisation("The Co") == "the co"

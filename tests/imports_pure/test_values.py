"""Cells become values or are refused in a sentence; nothing is guessed."""

from datetime import date

import pytest

from chalkface.imports import values
from chalkface.imports.days import day, day_month_first, iso_day, month_comes_first


@pytest.mark.parametrize("written", [
    "2024-10-03", "2024-10-03T00:00:00", "2024-10-03T07:30:00.000Z", "2024-10-03 14:02", "03/10/2024", "3/10/24", "3.10.24",
    "03-10-2024", "03/10/2024 14:02:11", "2024/10/03 8:51:07 AM GMT", "3rd October 2024", "3 Oct 24", "03-Oct-24",
    "Thurs 3rd Oct 2024", "Thursday, 3 October 2024", "October 3, 2024", "45568", " 03/10/2024 ",
])
def test_a_day_in_many_writings(written):
    assert day(written) == date(2024, 10, 3)


@pytest.mark.parametrize(("written", "why"), [
    ("NOT SEEN", "not a date"), ("31/02/2024", "not a day in the calendar"), ("03/10/1850", "outside the years"),
    ("Jan TBC", "not a date"), ("2024-11-18 to 22", "not a date"), ("10/31/2024", "not a day in the calendar"),
    ("3 Foo 2024", "names no month"), ("99999", "not a date"), ("3", "not a date"), ("٠٣/١٠/٢٠٢٤", "not a d"),
])
def test_what_is_no_day_is_refused(written, why):
    with pytest.raises(ValueError, match=why):
        day(written)


def test_two_figures_of_a_year_fall_between_1970_and_2069():
    assert day("1/9/69").year == 2069
    assert day("1/9/70").year == 1970


def test_a_column_proves_that_its_months_come_first():
    assert month_comes_first(["10/3/2024", "10/31/2024", "NOT SEEN"])
    assert not month_comes_first(["10/3/2024", "10/31/2024", "31/10/2024"])
    assert not month_comes_first(["10/3/2024"])
    assert day_month_first("10/31/2024") == date(2024, 10, 31)


def test_the_strict_day_has_one_writing():
    assert iso_day("2024-10-03") == date(2024, 10, 3)
    assert iso_day("") is None
    for written, why in (("03/10/2024", "year-month-day"), ("20241003", "year-month-day"), ("2024-W40-4", "year-month-day"),
                         ("2024-02-31", "calendar"), ("1899-12-31", "outside"), ("2101-01-01", "outside"),
                         ("2024-10-03T00:00:00", "year-month-day"), ("٢٠٢٤-١٠-٠٣", "not a")):
        with pytest.raises(ValueError, match=why):
            iso_day(written)


def test_yes_and_no_and_not_known():
    assert [values.yes_no(cell) for cell in ("T", "y", "YES", "true", "1")] == [True] * 5
    assert [values.yes_no(cell) for cell in ("F", "n", "No", "FALSE", "0")] == [False] * 5
    assert values.yes_no("") is None
    with pytest.raises(ValueError, match="neither yes nor no"):
        values.yes_no("maybe")


@pytest.mark.parametrize("written", ["11", "Year 11", "Year  11", "Y11", "Yr 11", "yr11", "NC Year 11", "11.0"])
def test_a_year_group_in_many_writings(written):
    assert values.year_group(written) == 11


def test_year_groups_before_year_1_and_what_is_none():
    assert [values.year_group(cell) for cell in ("R", "Reception", "N2", "N1", "Year R")] == [0, 0, -1, -2, 0]
    for written in ("Year 15", "Y11 (sets 1-3)", "11 + 13", "X"):
        with pytest.raises(ValueError, match="not one year group"):
            values.year_group(written)


@pytest.mark.parametrize(("written", "code"), [
    ("", ""), ("N", "N"), ("No SEN", "N"), ("No special educational need", "N"), ("K", "K"), ("SEN Support", "K"),
    ("K - SEN support", "K"), ("SEN Support (K)", "K"), ("School Action Plus", "K"), ("E", "E"), ("EHCP", "E"),
    ("Education, Health and Care Plan", "E"),
    ("E: Education, health and care plan", "E"), ("Statement", "E"),
])
def test_sen_codes_and_words(written, code):
    assert values.sen_provision(written) == code


@pytest.mark.parametrize(("written", "code"), [
    ("", ""), ("WBRI", "WBRI"), ("wbri", "WBRI"), ("WBRI - White British", "WBRI"), ("White - British", "WBRI"),
    ("Any other Asian background", "AOTH"), ("Information not yet obtained", "NOBT"),
])
def test_ethnicity_codes_and_names(written, code):
    assert values.ethnicity(written) == code


@pytest.mark.parametrize(("parse", "written"), [
    (values.ethnicity, "purple"), (values.ethnicity, "ZZZZ"), (values.sen_provision, "gifted"), (values.sex, "Q"),
    (values.whole, "180ish"), (values.whole, "1,200"), (values.whole, "٣"), (values.amount_e4, "-1"),
    (values.amount_e4, "1.00001"), (values.amount_e4, "1e3"), (values.amount_e4, "10001"), (values.amount_e4, "nan"),
    (values.identifier, "6.04512E+09"), (values.identifier, "1E+12"),
])
def test_what_cannot_be_read_is_refused(parse, written):
    with pytest.raises(ValueError, match="^“"):
        parse(written)


def test_hours_are_exact():
    assert [values.amount_e4(cell) for cell in ("1.5", "0.0001", "7", ".25")] == [15_000, 1, 70_000, 2_500]
    assert values.amount_e4("10000") == 100_000_000
    assert values.amount_e4("") is None


def test_names_are_composed_and_their_spaces_single():
    assert values.name("Zoe\u0308  Bronte\u0308") == "Zoë Brontë"
    assert values.name("St. John-Smythe") == "St. John-Smythe"


def test_sexes_identifiers_and_lists():
    assert [values.sex(cell) for cell in ("F", "female", "Boy", "M", "", "Not known")] == ["F", "F", "M", "M", "", ""]
    assert values.identifier("004512") == "004512"
    assert values.code_list("b; a;;b") == ("b", "a")

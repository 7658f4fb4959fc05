"""What a published cell and a published year say."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalkface.core.published import STATUS_WORDS, Status, YearMeaning, first_year, label_key, status_of, year_of


@pytest.mark.parametrize(
    "cell, status, value, percent",
    [
        ("94%", "value", "94", True),
        ("0%", "value", "0", True),
        ("0", "value", "0", False),
        ("1,240", "value", "1240", False),
        ("-0.2", "value", "-0.2", False),
        (" 12 ", "value", "12", False),
        ("SUPP", "suppressed", None, False),
        ("c", "suppressed", None, False),
        ("C", "suppressed", None, False),
        ("NA", "not_applicable", None, False),
        ("z", "not_applicable", None, False),
        ("SP", "low", None, False),
        ("SN", "low", None, False),
        ("low", "low", None, False),
        ("k", "low", None, False),
        ("~", "low", None, False),
        ("x", "not_available", None, False),
        (":", "not_available", None, False),
        ("..", "not_available", None, False),
        ("u", "unreliable", None, False),
        ("", "blank", None, False),
        ("  ", "blank", None, False),
        ("Mixed", "text", None, False),
        ("1,2", "text", None, False),
        ("NaN", "text", None, False),
        ("1e5", "text", None, False),
        ("٣", "text", None, False),
    ],
)
def test_a_cell_says_what_it_says(cell, status, value, percent):
    reading = status_of(cell)
    assert (reading.status, reading.value, reading.percent, reading.received) == (
        status,
        None if value is None else Decimal(value),
        percent,
        cell,
    )
    assert reading.known == (status == "value")
    assert STATUS_WORDS[reading.status]


@given(st.text())
def test_any_text_is_some_status_and_only_figures_have_a_value(cell):
    reading = status_of(cell)
    assert reading.received == cell
    assert (reading.value is not None) == (reading.status is Status.VALUE)


def test_destination_measures_name_the_year_after_leaving():
    years = year_of(YearMeaning.DESTINATION, "202223")
    assert (years.leaving, years.destination) == (2021, 2022)
    assert years.sentence == "Left in 2021/22, followed through 2022/23."


def test_progression_names_the_leaving_year():
    years = year_of(YearMeaning.LEAVERS, "202122")
    assert (years.leaving, years.destination) == (2021, None)
    assert years.sentence == "Left in 2021/22, followed for up to two years."


def test_an_edition_names_leavers_only_where_that_is_established():
    assert year_of(YearMeaning.EDITION, "201819", edition_lag=2).sentence == "Left in 2015/16, followed through 2016/17."
    unknown = year_of(YearMeaning.EDITION, "202122")
    assert (unknown.leaving, unknown.destination) == (None, None)
    assert "does not say which leavers" in unknown.sentence


@pytest.mark.parametrize(
    "label, year",
    [
        ("202223", 2022),
        ("2022/23", 2022),
        ("2022-2023", 2022),
        ("2025", 2025),
        ("199900", 1999),
        ("202224", None),
        ("", None),
        ("c", None),
    ],
)
def test_a_year_label(label, year):
    assert first_year(label) == year


@pytest.mark.parametrize(
    "one, other",
    [
        ("Converter Academy", "Converter academy"),
        ("White British", "White - British"),
        ("Black African", "Black - African"),
        ("Gypsy / Roma", "Gypsy Roma"),
        ("Profound & multiple learning difficulty", "Profound and multiple learning difficulty"),
        ("Speech, language and communications needs", "Speech, language and communication needs"),
    ],
)
def test_spellings_of_one_label_meet(one, other):
    assert label_key(one) == label_key(other)
    assert label_key("Male") != label_key("Female")

"""What to type into the official form."""

from datetime import date

import pytest

from chalkface.frameworks.form import band_of, official_form_lines
from chalkface.frameworks.judge import review
from chalkface.frameworks.judgements import Judgement
from chalkface.frameworks.load import framework
from tests.frameworks.examples import small

DAY = date(2031, 3, 3)


@pytest.mark.parametrize(
    ("numerator", "denominator", "words"),
    [
        (0, 182, "none"),
        (1, 1000, "few"),
        (25, 100, "few"),
        (259, 1000, "few"),
        (26, 100, "some"),
        (50, 100, "some"),
        (51, 100, "about half or more"),
        (75, 100, "about half or more"),
        (76, 100, "most"),
        (909, 1000, "most"),
        (91, 100, "almost all"),
        (999, 1000, "almost all"),
        (182, 182, "all"),
    ],
)
def test_the_band_is_the_one_the_exact_share_has_earned(numerator, denominator, words):
    assert band_of(framework("gatsby-2025").official_form, numerator, denominator).words == words


def test_only_the_middle_bands_of_the_new_form_are_in_doubt():
    bands = framework("gatsby-2025").official_form.bands
    assert [band.start for band in bands if band.unconfirmed] == [51, 76]
    assert all(band.unconfirmed for band in framework("gatsby-2014").official_form.bands)


@pytest.fixture
def lines(tmp_path):
    def made(figures, judgements=(), high=13):
        result = review(small(tmp_path), low_year=7, high_year=high, figures=figures, judgements=judgements, on=DAY)
        return {line.code: line for line in official_form_lines(result)}

    return made


FIGURES = {"guidance-by-16": (180, 180), "subjects-linked-to-careers": (30, 40), "guidance-by-18": (0, 0)}


def test_each_kind_of_line(lines):
    found = lines(FIGURES, [Judgement("small-2030", "1.1", date(2031, 2, 1), "partly", "leader")])
    assert found["1.1"].sentence == "The careers leader judged this on 1 February 2031: in part."
    assert (found["1.1"].band, found["1.1"].numerator) == ("in part", None)
    assert found["2.1"].sentence == "180 of 180 students (100%): all."
    assert found["2.2"].sentence == "30 of 40 subjects in year groups (75%): most."
    assert found["2.2"].unconfirmed == "A guess. A reading."
    assert found["3.1"].sentence == "There are no students to count, so no share can be claimed."
    assert found["3.1"].band == "none"


def test_a_line_nobody_has_judged_and_one_that_does_not_apply(lines):
    found = lines(FIGURES, high=11)
    assert (found["1.1"].band, found["1.1"].sentence) == ("", "Nobody has judged this yet, so there is nothing to type.")
    assert found["3.1"].sentence == "The school has none of the year groups this is about."


def test_a_share_that_only_rounds_into_the_next_band_says_so(lines):
    found = lines(
        FIGURES | {"guidance-by-16": (299, 300), "subjects-linked-to-careers": (163, 180), "guidance-by-18": (1, 500)}
    )
    assert found["2.1"].sentence == "299 of 300 students (just under 100%, which is not enough for more): almost all."
    assert found["2.2"].sentence == "163 of 180 subjects in year groups (just under 91%, which is not enough for more): most."
    assert found["3.1"].sentence == "1 of 500 students (0%): few."

"""Every indicator can be said in words, and the words are sentences."""

import pytest

from chalkface.indicators.catalogue import indicator, indicators
from chalkface.indicators.reads import tables_read
from chalkface.indicators.statements import family_of, statement
from chalkface.indicators.words import among_words, gap, group_words, having, lacking, meaning


@pytest.mark.parametrize("one", indicators(), ids=lambda one: one.id)
def test_an_indicator_has_words_and_they_differ_where_the_definition_does(one):
    assert among_words(one) and having(one).startswith("have ") and lacking(one).startswith("have no")
    assert "pupils" in among_words(one, "pupils") or "students" not in among_words(one)
    assert bool(meaning(one)) == bool(getattr(one.having, "that", ()))
    twins = [other for other in indicators() if (having(other), among_words(other)) == (having(one), among_words(one))]
    assert twins == [one]


@pytest.mark.parametrize("one", indicators(), ids=lambda one: one.id)
def test_the_tables_it_is_said_to_read_are_in_its_statement(one):
    sql = statement(family_of(one), "members", "sqlite")
    assert all(f'"{table}"' in sql for table in tables_read(one))


def test_a_gap_is_a_sentence():
    assert gap(indicator("guidance-by-16"), 145, 182) == (
        "37 of 182 Year 11 students have not had a guidance meeting with an adviser at level 6 or above in Years 7 to 11."
    )
    assert gap(indicator("neet-at-16"), 3, 182) == (
        "3 of 182 Year 11 leavers (2%) have been recorded as not in education, employment or training."
    )
    assert (
        gap(indicator("destination-known-at-18"), 99, 99) == "None of the 99 Year 13 leavers have no destination that is known."
    )


def test_groups_have_words():
    assert group_words("year_group", 9) == "Year 9"
    assert group_words("sex", "unknown") == "Sex not known"
    assert group_words("ethnicity_group", "asian") == "Asian"

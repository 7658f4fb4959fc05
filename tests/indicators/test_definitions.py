"""What is asked of every definition, and that none of the design's page is missing."""

import re

import pytest

from chalkface.indicators.catalogue import indicators
from chalkface.indicators.drawn import drawn
from chalkface.indicators.facts import ActionsDue, OnRoll, TaughtSubjects, YearGroupsOfStage5
from chalkface.indicators.kinds import EVERY_GROUP, PEOPLE_GROUPS, YEAR_GROUP_ONLY, Share

# Ids are public: other programs name them. One that is renamed or lost must be noticed here.
PUBLISHED = """
    agreed-actions-closed apprenticeship-at-16 apprenticeship-at-18 aspiration-recorded-this-year destination-known-at-16
    destination-known-at-18 employer-encounter-this-year employment-at-16 employment-at-18 full-range-of-providers-by-16
    guidance-by-16 guidance-by-18 higher-education-at-18 higher-technical-at-18 labour-market-information-by-14
    labour-market-information-this-key-stage level-3-programme-at-16 meaningful-employer-encounter-this-year
    meaningful-workplace-experience-by-18 meaningful-workplace-experiences-by-16 neet-at-16 neet-at-18 oxbridge-at-18
    provider-access-offered-phase-3 provider-access-phase-1 provider-access-phase-2 provider-access-phase-3
    provider-range-by-16 recruitment-practice-by-16 recruitment-practice-by-18 russell-group-at-18
    subjects-linked-to-careers sustained-at-16 sustained-at-18 two-higher-education-visits-by-18
    workplace-experience-by-16 workplace-experience-by-18 workplace-week-key-stage-3 workplace-week-key-stage-4
""".split()


def test_every_published_indicator_is_defined() -> None:
    assert set(PUBLISHED) <= {one.id for one in indicators()}


@pytest.mark.parametrize("one", indicators(), ids=lambda one: one.id)
def test_a_definition_says_what_it_counts_why_and_with_what_care(one: Share) -> None:
    for text in (one.title, one.why, one.caveats):
        assert text[0].isupper() and "  " not in text and text == text.strip()
    assert one.why.endswith(".") and one.caveats.endswith(".") and not one.title.endswith(".")
    assert one.serves or one.purpose
    assert all(re.fullmatch(r"gatsby-20(14|25)(-special|-college)?:\d\.\d+", code) for code in one.serves)
    assert one.better in ("higher", "lower")


@pytest.mark.parametrize("one", indicators(), ids=lambda one: one.id)
def test_the_groups_are_those_that_apply(one: Share) -> None:
    """Year groups only where the population spans them; people's groups only where the members are about people."""
    if isinstance(one.among, TaughtSubjects | YearGroupsOfStage5):
        assert one.by == YEAR_GROUP_ONLY
    elif isinstance(one.among, ActionsDue) or (isinstance(one.among, OnRoll) and len(one.among.year_groups) > 1):
        assert one.by == EVERY_GROUP
    else:
        assert one.by == PEOPLE_GROUPS


@pytest.mark.parametrize("one", indicators(), ids=lambda one: one.id)
def test_the_worked_example_has_somebody_on_either_side(one: Share) -> None:
    assert 0 < one.example.numerator < one.example.denominator
    assert all(drawn(text) for text in one.example.rows.values())


def test_titles_differ() -> None:
    titles = [one.title for one in indicators()]
    assert len(set(titles)) == len(titles)

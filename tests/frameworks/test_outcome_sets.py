"""Outcome sets: what ships is whole and in our words, and a broken file is refused with its line."""

import pytest

from chalkface.core.errors import Refused
from chalkface.core.years import YEAR_GROUPS
from chalkface.frameworks.nodes import BrokenContent
from chalkface.frameworks.outcome_sets import (
    FOLDER,
    all_sets,
    area_name,
    areas,
    load_set,
    ready_outcome,
    set_called,
    skills,
)
from chalkface.imports.example_school.programme import EVENTS

SMALL = """\
code: small
title: Small
publisher: Us
edition: First
licence: Ours.
sources:
  - {code: us, url: "https://school.example/"}
areas:
  - code: EXP
    name: Exploring
    meaning: Finding out.
    sources: [us]
    outcomes:
      - {code: EXP-8, year_group: 8, term: 1, wording: Has met somebody at work.}
"""


@pytest.fixture
def small(tmp_path):
    def write(text: str = SMALL):
        path = tmp_path / "small.yaml"
        path.write_text(text, "utf-8")
        return load_set(path)

    return write


def test_every_year_group_has_an_outcome_in_each_of_the_six_areas():
    found = {(one.area, one.year_group) for one in all_sets()["career-development"].outcomes}
    assert found == {(area, year_group) for area in ("GTL", "EXP", "MAN", "CRE", "BAL", "BIG") for year_group in YEAR_GROUPS}


def test_skills_are_named_and_nothing_more():
    ours = all_sets()["essential-skills"]
    assert not ours.areas and len(ours.skills) == 8
    assert skills()["TE"] == "Teamwork"


def test_each_set_says_whose_it_is_and_where_the_owner_can_be_read():
    for path in FOLDER.glob("*.yaml"):
        one = all_sets()[path.stem]
        assert one.licence and one.notes and all(source.url.startswith("https://") for source in one.sources), path.name


def test_the_example_programme_names_outcomes_and_skills_that_there_are():
    codes = {code for event in EVENTS for code in event.outcomes.split(";") if code}
    practised = {code for event in EVENTS for code in event.skills.split(";") if code}
    assert codes <= {one.code for one in all_sets()["career-development"].outcomes}
    assert practised <= set(skills())


def test_a_new_file_is_a_new_set(small):
    made = small()
    assert [one.code for one in made.outcomes] == ["EXP-8"]
    assert made.outcomes[0].wording == "Has met somebody at work." and made.outcomes[0].term == 1


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        ("code: small", "code: other", "not the name of the file"),
        ("year_group: 8", "year_group: 6", "6 is not one of Years 7 to 13"),
        ("term: 1", "term: 4", "4 is not a term"),
        ("{code: EXP-8,", "{code: GTL-8,", "does not begin with EXP-8"),
        ("wording: Has met somebody at work.", 'wording: ""', "wording is empty"),
        ("sources: [us]", "sources: [them]", "'them' is not one of us"),
        ("https://school.example/", "school.example", "not a web address"),
        ("outcomes:\n", "outcomes:\n      - {code: EXP-8, year_group: 8, term: 2, wording: Twice.}\n", "is there twice"),
        ("areas:\n", "skills:\n  - {code: SP, name: Speaking}\nareas:\n", "either areas with outcomes, or skills"),
        ("edition: First\n", "", "lacks the key 'edition'"),
    ],
)
def test_a_broken_set_is_refused_with_its_line(small, was, becomes, says):
    assert was in SMALL
    with pytest.raises(BrokenContent, match=says) as refused:
        small(SMALL.replace(was, becomes, 1))
    assert ".yaml:" in str(refused.value)


def test_a_set_that_there_is_not_is_refused_with_those_that_there_are():
    with pytest.raises(Refused, match="career-development"):
        set_called("nothing")


def test_an_area_or_a_source_that_no_set_has_is_no_error():
    assert area_name("XYZ") == "XYZ" and area_name("EXP") == areas()["EXP"].name
    assert ready_outcome("career-development:EXP-8").year_group == 8
    assert ready_outcome("career-development:none") is None and ready_outcome("none:EXP-8") is None

"""The risk indicator as data: what a model says of a student, and files that are refused."""

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalkface.core.risk import (
    BANDS,
    COUNTED,
    NOT,
    NOT_ASKED,
    UNKNOWN,
    WEAKER,
    bands_as_data,
    evaluate,
    made_model,
    read_model,
    risk_facts,
    rules_as_data,
    shipped_models,
)

TEXT = files("chalkface.content").joinpath("risk").joinpath("starting-point.yaml").read_text("utf-8")
START = shipped_models()["starting-point"]


def states(facts: dict[str, int], year_group: int = 11) -> dict[str, str]:
    return {one.code: one.state for one in evaluate(START, facts, year_group).results}


def test_two_models_are_shipped_and_the_first_says_that_it_is_only_a_starting_point():
    assert list(shipped_models())[0] == "starting-point" and len(shipped_models()) >= 2
    assert "starting point" in START.source


def test_of_nobody_of_whom_nothing_is_known_anything_is_counted_or_denied():
    outcome = evaluate(START, {}, 11)
    assert (outcome.points, outcome.band, outcome.known) == (0, "green", 0)
    assert {one.state for one in outcome.results} == {UNKNOWN}


@pytest.mark.parametrize(
    ("attendance", "first", "second", "points"),
    [(900, NOT, NOT, 0), (899, COUNTED, NOT, 1), (800, COUNTED, NOT, 1), (799, WEAKER, COUNTED, 2), (0, WEAKER, COUNTED, 2)],
)
def test_of_one_family_the_strongest_counts_and_a_limit_itself_is_not_below_it(attendance, first, second, points):
    found = states({"attendance": attendance})
    assert (found["R-ATT1"], found["R-ATT2"]) == (first, second)
    assert evaluate(START, {"attendance": attendance}, 11).points == points


def test_a_rule_for_some_year_groups_is_not_asked_of_others():
    assert states({"predicted_passes": 20}, 9)["R-ATTN"] == NOT_ASKED
    assert states({"predicted_passes": 40}, 11)["R-ATTN"] == COUNTED
    assert states({"predicted_passes": 50}, 11)["R-ATTN"] == NOT


@pytest.mark.parametrize(("points", "band"), [(0, "green"), (2, "green"), (3, "amber"), (5, "amber"), (6, "red"), (40, "red")])
def test_a_band_begins_at_its_points(points, band):
    assert START.band_of(points) == band


@given(st.dictionaries(st.sampled_from(sorted(risk_facts())), st.integers(0, 1000)), st.integers(7, 13), st.data())
def test_the_points_are_the_sum_of_what_counted_and_learning_more_never_takes_points_away(facts, year, data):
    outcome = evaluate(START, facts, year)
    assert outcome.points == sum(one.points for one in outcome.results if one.state == COUNTED)
    assert outcome.band in BANDS
    assert all(one.points == 0 for one in outcome.results if one.state != COUNTED)
    fewer = {code: value for code, value in facts.items() if data.draw(st.booleans())}
    assert evaluate(START, fewer, year).points <= outcome.points


def test_a_model_kept_as_data_is_the_same_model():
    for one in shipped_models().values():
        assert made_model(one.code, one.title, one.source, rules_as_data(one), bands_as_data(one)) == one


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("fact: attendance, test: below, value: 90", "fact: attendence, test: below, value: 90", "there is no fact attendence"),
        ("test: below, value: 90", "test: under, value: 90", "test 'under' is not one of"),
        ("value: 90, points: 1", "value: 90, points: 99", "points must be a whole number from 0 to 20"),
        ("code: R-ATT2", "code: R-ATT1", "the code R-ATT1 is there already"),
        ("title: Suspended this year, ", "", "title is missing"),
        ("fact: looked_after, test: is", "fact: looked_after, test: below", "is for facts that are yes or no"),
        ("years: [11]", "years: [15]", "15 is not a year group"),
        ("points: 1}", "points: 1, weight: 3}", "weight is not known"),
    ],
)
def test_a_wrong_file_is_refused_whole_with_its_name_and_line(old, new, said):
    assert old in TEXT
    with pytest.raises(ValueError, match=rf"starting-point\.yaml, line \d+: .*{said}"):
        read_model("starting-point.yaml", TEXT.replace(old, new, 1))


def test_bands_that_do_not_rise_are_refused():
    with pytest.raises(ValueError, match="each further one at more points"):
        read_model("x.yaml", TEXT.replace("from: 6", "from: 3"))

"""Partnerships by depth, and changes of what people say: a change is called one only beyond chance."""

import pytest
from statsmodels.stats.proportion import confint_proportions_2indep

from chalkface.core.culture import change_words, read_themes, themes
from chalkface.core.disclosure import HIDDEN, Count
from chalkface.core.partnerships import OPENED_DOORS, PLACED, STAYED, STEPS, TALKED, WORKED_TOGETHER, Did, depth, step_of
from chalkface.core.surveys import questionnaires


@pytest.mark.parametrize(
    ("did", "step"),
    [
        (Did("employer_encounter"), TALKED),
        (Did("provider_encounter"), TALKED),
        (Did("employer_encounter", set_task=True), WORKED_TOGETHER),
        (Did("recruitment_practice"), WORKED_TOGETHER),
        (Did("higher_education_visit"), OPENED_DOORS),
        (Did("workplace_experience", hours_e4=60_000), OPENED_DOORS),
        (Did("workplace_experience", hours_e4=120_000), PLACED),
        (Did("workplace_experience", days=5), PLACED),
    ],
)
def test_the_ladder_goes_by_what_was_done(did, step):
    assert step_of(did) == step


def test_often_the_same_is_not_deeper_and_two_kinds_are():
    talk, visit = Did("employer_encounter"), Did("workplace_experience")
    assert depth([talk] * 20) == TALKED
    assert depth([visit]) == OPENED_DOORS
    assert depth([talk, visit]) == STAYED
    assert depth([]) == 0
    assert list(STEPS) == [1, 2, 3, 4, 5]


def test_every_theme_names_questions_that_are_asked_each_in_one_theme():
    asked = {question.id for one in questionnaires().values() for question in one.questions}
    named = [one for theme in themes().values() for one in theme.ids]
    assert set(named) <= asked and len(set(named)) == len(named)
    for wrong in ("V-NOBODY", "V-CONF"):
        with pytest.raises(ValueError, match=wrong):
            read_themes(f"a: {{title: A, says: a, ids: [V-CONF]}}\nb: {{title: B, says: b, ids: [{wrong}]}}")


def test_a_change_is_called_one_only_where_newcombes_interval_leaves_nought_out():
    for now, before in [((60, 100), (40, 100)), ((41, 100), (40, 100)), ((5, 60), (50, 60)), ((10, 10), (9, 10))]:
        low, high = confint_proportions_2indep(*now, *before, method="newcomb")
        said = change_words(Count(*now), Count(*before))
        assert said.startswith("no clear change") == (low <= 0 <= high)
        assert said.startswith("up") == (low > 0) and said.startswith("down") == (high < 0)
    assert change_words(Count(60, 100), Count(40, 100)) == "up 20 points (95%: +6 to +33)"
    assert change_words(Count(40, 100), Count(60, 100)) == "down 20 points (95%: −33 to −6)"
    # Rounded as on every other page: 15 % less 10 % (14.5 and 10.4) is 4.1 points.
    assert change_words(Count(290, 2000), Count(208, 2000)).startswith("up 4 points")
    assert change_words(Count(13, 13), Count(3, 9)) == change_words(Count(9, 9), Count(3, 13)) == "too few to compare"
    assert change_words(HIDDEN, Count(1, 2)) == change_words(Count(1, 2), None) == change_words(Count(0, 0), Count(1, 2)) == ""

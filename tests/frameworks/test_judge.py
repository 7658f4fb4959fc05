"""The scoring rules of a review, on a small framework: 1.1 judged, 2.1 Year 11, 2.2 subjects (both), 3.1 Year 13."""

from datetime import date

import pytest

from chalkface.frameworks.judge import indicators_needed, level_of, review
from chalkface.frameworks.judgements import Judgement, latest_judgement, other_voices
from chalkface.frameworks.results import Coverage
from tests.frameworks.examples import small

DAY = date(2031, 3, 3)
FIGURES = {"guidance-by-16": (180, 180), "subjects-linked-to-careers": (3, 40), "guidance-by-18": (0, 90)}


def said(statement="1.1", level="fully", day=DAY, voice="leader", judge="", framework="small-2030"):
    return Judgement(framework, statement, day, level, voice, judge)


@pytest.fixture
def edition(tmp_path):
    return small(tmp_path)


def reviewed(edition, low=7, high=13, figures=FIGURES, judgements=(), on=DAY):
    return review(edition, low_year=low, high_year=high, figures=figures, judgements=judgements, on=on)


def statement(result, code):
    return next(one for one in result.statements if one.code == code)


@pytest.mark.parametrize(
    ("numerator", "denominator", "level"),
    [(0, 0, "none"), (0, 5, "none"), (1, 5, "partly"), (4, 5, "partly"), (5, 5, "fully"), (999, 1000, "partly")],
)
def test_a_level_is_full_only_at_one_among_somebody(numerator, denominator, level):
    assert level_of(numerator, denominator) == level


@pytest.mark.parametrize(("numerator", "denominator"), [(-1, 5), (6, 5), (1, 0)])
def test_what_is_not_a_share_is_not_scored(numerator, denominator):
    with pytest.raises(ValueError, match="is not a share"):
        level_of(numerator, denominator)


def test_a_whole_review(edition):
    result = reviewed(edition, judgements=[said()])
    assert [one.level for one in result.statements] == ["fully", "fully", "partly", "none"]
    assert [one.met_strictly for one in result.benchmarks] == [True, False, False]
    assert (result.benchmarks_met, result.statements_met, result.statements_total) == (1, 2, 4)
    assert result.coverage == Coverage(180, 270)
    assert result.coverage.value == 180 / 270
    first, second = result.benchmarks[:2]
    assert (first.code, first.title, first.applies) == ("1", "Whole school", True)
    linked = second.statements[1]
    assert (linked.answered_by, linked.indicator, linked.value) == ("both", "subjects-linked-to-careers", 3 / 40)
    judged = first.statements[0]
    assert (judged.judged, judged.numerator, judged.denominator, judged.value) == ("fully", None, None, None)


def test_an_empty_population_inside_the_schools_years_is_none_and_reaches_nobody(edition):
    result = reviewed(edition, figures=FIGURES | {"guidance-by-16": (0, 0)})
    guidance = statement(result, "2.1")
    assert (guidance.applies, guidance.level, guidance.value) == (True, "none", None)
    assert not guidance.met_as_official


def test_a_statement_outside_the_schools_years_leaves_the_count(edition):
    result = reviewed(edition, high=11, judgements=[said()])
    later = statement(result, "3.1")
    assert (later.applies, later.level, later.met_strictly, later.met_as_official) == (False, "not_applicable", False, False)
    assert result.statements_total == 3
    assert result.coverage == Coverage(180, 180)


def test_a_benchmark_with_nothing_that_applies_is_not_met(edition):
    last = reviewed(edition, high=11).benchmarks[2]
    assert (last.applies, last.met_strictly, last.met_as_official) == (False, False, False)


def test_a_benchmark_ignores_what_does_not_apply(edition):
    everything = {"guidance-by-16": (0, 0), "subjects-linked-to-careers": (40, 40), "guidance-by-18": (9, 9)}
    assert reviewed(edition, low=12, figures=everything).benchmarks[1].met_strictly
    assert not reviewed(edition, low=11, figures=everything).benchmarks[1].met_strictly


def test_almost_all_counts_only_officially_and_is_not_rounded_up_to(edition):
    almost = FIGURES | {"subjects-linked-to-careers": (91, 100)}
    second = reviewed(edition, figures=almost).benchmarks[1]
    assert (second.met_strictly, second.met_as_official) == (False, True)
    below = FIGURES | {"subjects-linked-to-careers": (909, 1000)}
    assert not reviewed(edition, figures=below).benchmarks[1].met_as_official
    assert reviewed(edition, figures=almost).benchmarks_met_as_official == 1
    assert reviewed(edition, figures=almost).benchmarks_met == 0


def test_nobody_has_judged_yet(edition):
    plan = statement(reviewed(edition), "1.1")
    assert (plan.level, plan.judged, plan.met_strictly, plan.met_as_official) == ("none", None, False, False)


def test_a_leaders_not_applicable_is_shown_but_takes_nothing_out_of_the_count(edition):
    result = reviewed(edition, judgements=[said(level="not_applicable")])
    plan = statement(result, "1.1")
    assert (plan.applies, plan.level, plan.met_strictly) == (True, "not_applicable", False)
    assert result.statements_total == 4
    assert not result.benchmarks[0].met_strictly


def test_the_figure_gives_the_level_whatever_was_judged(edition):
    result = reviewed(edition, judgements=[said("2.2", "fully"), said("2.1", "partly"), said("3.1", "not_applicable")])
    assert [statement(result, code).level for code in ("2.1", "2.2", "3.1")] == ["fully", "partly", "none"]
    assert [statement(result, code).difference for code in ("2.1", "2.2", "3.1")] == ["lower", "higher", "not_applicable"]


def test_there_is_no_difference_where_the_two_agree_or_one_is_missing(edition):
    result = reviewed(edition, high=11, judgements=[said("2.1", "fully"), said("1.1", "none"), said("3.1", "fully")])
    assert [one.difference for one in result.statements] == [None, None, None, None]


def test_other_voices_stand_beside_and_change_nothing(edition):
    voices = [said(level="none", voice="student", judge="b"), said(level="fully", voice="teacher", judge="a")]
    result = reviewed(edition, judgements=[said(level="fully"), *voices])
    plan = statement(result, "1.1")
    assert plan.level == "fully"
    assert [(one.voice, one.level) for one in plan.others] == [("teacher", "fully"), ("student", "none")]
    assert [one.voice for one in plan.disagreeing] == ["student"]


def test_nobody_disagrees_about_what_does_not_apply(edition):
    result = reviewed(edition, high=11, judgements=[said("3.1", "none", voice="teacher")])
    assert statement(result, "3.1").disagreeing == ()


def test_a_figure_that_is_needed_must_be_given(edition):
    given = {key: FIGURES[key] for key in ("guidance-by-16", "subjects-linked-to-careers")}
    with pytest.raises(ValueError, match="statement 3.1 needs the figure 'guidance-by-18'"):
        reviewed(edition, figures=given)
    assert reviewed(edition, high=11, figures=given).statements_total == 3


def test_the_indicators_a_school_needs(edition):
    assert indicators_needed(edition, 7, 11) == ("guidance-by-16", "subjects-linked-to-careers")
    assert indicators_needed(edition, None, None) == tuple(FIGURES)


def test_without_any_promise_there_is_no_coverage(edition):
    result = reviewed(edition, low=7, high=9)
    assert (result.coverage, result.coverage.value) == (Coverage(0, 0), None)


LATEST = [
    ([], None),
    ([said(level="partly")], "partly"),
    ([said(level="fully", day=date(2031, 3, 4))], None),
    ([said(level="none", day=date(2030, 9, 9)), said(level="partly", day=date(2031, 1, 1))], "partly"),
    ([said(level="fully", judge="a"), said(level="partly", judge="b")], "partly"),
    ([said(level="not_applicable", judge="a"), said(level="partly", judge="b")], "not_applicable"),
    ([said(level="not_applicable", judge="a"), said(level="none", judge="b")], "none"),
    ([said(level="fully", voice="teacher")], None),
    ([said(level="fully", framework="small-2040")], None),
    ([said("2.1", level="fully")], None),
]


@pytest.mark.parametrize(("judgements", "level"), LATEST, ids=range(len(LATEST)))
def test_the_leaders_latest_judgement_as_of_a_day(judgements, level):
    for order in (judgements, judgements[::-1]):
        found = latest_judgement(order, "small-2030", "1.1", DAY)
        assert (found.level if found else None) == level


def test_on_a_tie_of_day_and_level_the_later_name_is_taken():
    both = [said(judge="b"), said(judge="a")]
    assert latest_judgement(both, "small-2030", "1.1", DAY).judge == "b"


def test_each_person_speaks_once_in_each_voice_with_their_latest():
    judgements = [
        said(level="none", voice="governor", judge="x", day=date(2031, 1, 1)),
        said(level="fully", voice="governor", judge="x"),
        said(level="partly", voice="governor", judge="w"),
        said(level="none", voice="parent", judge="x"),
        said(level="none", voice="leader", judge="x"),
    ]
    found = other_voices(judgements, "small-2030", "1.1", DAY)
    assert [(one.voice, one.judge, one.level) for one in found] == [
        ("parent", "x", "none"),
        ("governor", "w", "partly"),
        ("governor", "x", "fully"),
    ]


def test_a_judgement_without_a_voice_stands_beside_and_is_never_the_leaders(edition):
    result = reviewed(edition, judgements=[said(level="fully", voice="", judge="a"), said(level="none", voice="parent")])
    plan = statement(result, "1.1")
    assert (plan.level, plan.judged) == ("none", None)
    assert [(one.voice, one.level) for one in plan.others] == [("parent", "none"), ("", "fully")]

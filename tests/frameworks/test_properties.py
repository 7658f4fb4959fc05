"""What must hold of every review, whatever the figures and the judgements."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from chalkface.frameworks.form import band_of, official_form_lines
from chalkface.frameworks.judge import review
from chalkface.frameworks.judgements import Judgement
from chalkface.frameworks.load import frameworks
from chalkface.frameworks.model import LEVELS, VOICES

DAYS = st.dates(date(2025, 9, 1), date(2026, 8, 31))
COUNT = st.integers(0, 400)
SHARE = st.tuples(COUNT, COUNT).map(lambda pair: (min(pair), max(pair)))
YEARS = st.one_of(st.none(), st.integers(7, 13))
ORDER = ("none", "partly", "fully")


@st.composite
def reviews(draw):
    """The arguments of ``review``: a framework, a school's years, every figure, up to twelve judgements, a day."""
    edition = draw(st.sampled_from(list(frameworks().values())))
    low, high = draw(YEARS), draw(YEARS)
    if low and high and low > high:
        low, high = high, low
    codes = st.sampled_from([*edition.statements, "9.9"])
    judgement = st.builds(
        Judgement, st.just(edition.code), codes, DAYS, st.sampled_from(LEVELS), st.sampled_from(VOICES), st.sampled_from("ab")
    )
    return {
        "framework": edition,
        "low_year": low,
        "high_year": high,
        "figures": {indicator: draw(SHARE) for indicator in edition.indicators},
        "judgements": draw(st.lists(judgement, max_size=12)),
        "on": draw(DAYS),
    }


@given(reviews())
def test_the_counts_follow_from_the_statements(arguments):
    result = review(**arguments)
    applying = [one for one in result.statements if one.applies]
    assert result.statements_total == len(applying)
    assert result.statements_met == sum(one.level == "fully" for one in applying)
    met = 0
    for benchmark in result.benchmarks:
        levels = {one.level for one in benchmark.statements if one.applies}
        assert benchmark.met_strictly == (levels == {"fully"})
        met += levels == {"fully"}
    assert result.benchmarks_met == met
    assert {one.level for one in result.statements if not one.applies} <= {"not_applicable"}


@given(reviews())
def test_what_is_met_strictly_is_met_officially(arguments):
    result = review(**arguments)
    for one in (*result.statements, *result.benchmarks):
        assert one.met_as_official or not one.met_strictly
    assert result.benchmarks_met <= result.benchmarks_met_as_official <= 8


@given(reviews(), st.randoms(use_true_random=False))
def test_the_order_of_judgements_changes_nothing(arguments, random):
    shuffled = list(arguments["judgements"])
    random.shuffle(shuffled)
    assert review(**arguments) == review(**{**arguments, "judgements": shuffled})


@given(reviews())
def test_what_is_judged_after_the_day_changes_nothing(arguments):
    seen = [one for one in arguments["judgements"] if one.judged_on <= arguments["on"]]
    assert review(**arguments) == review(**{**arguments, "judgements": seen})


@given(reviews())
def test_reaching_one_more_person_never_lowers_anything(arguments):
    more = {key: (min(have + 1, among), among) for key, (have, among) in arguments["figures"].items()}
    before, after = review(**arguments), review(**{**arguments, "figures": more})
    assert after.statements_met >= before.statements_met
    assert after.benchmarks_met_as_official >= before.benchmarks_met_as_official
    for old, new in zip(before.statements, after.statements, strict=True):
        assert old.level == new.level or ORDER.index(old.level) < ORDER.index(new.level)


@given(reviews())
def test_the_form_has_a_line_for_every_statement_with_its_numbers(arguments):
    result = review(**arguments)
    lines = official_form_lines(result)
    assert [line.code for line in lines] == list(result.framework.statements)
    for line, one in zip(lines, result.statements, strict=True):
        assert (line.numerator, line.denominator) == (one.numerator, one.denominator)
        assert line.sentence.endswith(".")
        if one.applies and one.denominator:
            assert f"{one.numerator} of {one.denominator} " in line.sentence
            assert (line.band == "all") == one.met_strictly


@given(st.sampled_from(list(frameworks().values())), st.integers(1, 3000), st.data())
def test_a_greater_share_never_has_a_lower_band(edition, denominator, data):
    less = data.draw(st.integers(0, denominator))
    more = data.draw(st.integers(less, denominator))
    form = edition.official_form
    assert band_of(form, less, denominator).start <= band_of(form, more, denominator).start

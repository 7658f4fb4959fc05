"""Intervals are proved against statsmodels; rounding and sentences by example and by property."""

from decimal import ROUND_HALF_UP, Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from chalkface.core.statistics import (
    counted,
    gap_sentence,
    interval_words,
    newcombe,
    percent,
    percent_of_share,
    share_sentence,
    whole_percent,
    wilson,
)

shares = st.integers(1, 5000).flatmap(lambda d: st.tuples(st.integers(0, d), st.just(d)))


def some_shares(seed: int, how_many: int) -> list[tuple[int, int]]:
    random = Random(seed)
    sizes = [random.randint(1, random.choice((12, 300, 100_000))) for _ in range(how_many)]
    return [(random.choice((0, size, random.randint(0, size))), size) for size in sizes]


def test_wilson_agrees_with_statsmodels():
    for numerator, denominator in some_shares(1, 3000):
        expected = proportion_confint(numerator, denominator, alpha=0.05, method="wilson")
        assert wilson(numerator, denominator) == pytest.approx(expected, abs=1e-12)


def test_newcombe_agrees_with_statsmodels():
    for first, second in zip(some_shares(2, 1500), some_shares(3, 1500), strict=True):
        expected = confint_proportions_2indep(*first, *second, method="newcomb", compare="diff", alpha=0.05)
        assert newcombe(first, second) == pytest.approx(expected, abs=1e-9)


def test_a_share_of_nobody_has_no_interval():
    assert wilson(0, 0) is None
    assert newcombe((0, 0), (1, 2)) is None
    assert newcombe((1, 2), (0, 0)) is None
    assert interval_words(None) == "n/a"
    assert percent(0, 0) == "n/a"
    assert counted(0, 0) == "0 of 0"


def test_the_ends_are_exact():
    assert wilson(0, 7)[0] == 0.0
    assert wilson(7, 7)[1] == 1.0


@pytest.mark.parametrize(("numerator", "denominator"), [(-1, 4), (5, 4), (1, 0)])
def test_what_is_not_a_share_is_refused(numerator, denominator):
    for function in (wilson, percent, counted, whole_percent):
        with pytest.raises(ValueError, match="is not a share"):
            function(numerator, denominator)


@given(shares)
def test_an_interval_holds_its_share(share):
    low, high = wilson(*share)
    assert 0 <= low <= share[0] / share[1] <= high <= 1


@given(shares)
def test_rounding_is_half_up_exactly(share):
    exact = Decimal(share[0] * 100) / Decimal(share[1])
    assert whole_percent(*share) == int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


@pytest.mark.parametrize(
    ("numerator", "denominator", "printed"),
    [(1, 8, "13%"), (1, 200, "1%"), (57, 200, "29%"), (29, 200, "15%"), (0, 3, "0%"), (3, 3, "100%"), (1, 3, "33%")],
)
def test_percent_as_printed(numerator, denominator, printed):
    assert percent(numerator, denominator) == printed


def test_a_bound_is_rounded_half_up_too():
    assert percent_of_share(0.125) == "13%"
    assert percent_of_share(0.124999) == "12%"
    assert interval_words((0.734, 0.848)) == "73% to 85%"


def test_sentences():
    assert share_sentence(145, 182, among="Year 11 students", having="had a guidance meeting") == (
        "145 of 182 Year 11 students (80%) had a guidance meeting."
    )
    assert gap_sentence(145, 182, among="Year 11 students", lacking="have had no guidance meeting") == (
        "37 of 182 Year 11 students have had no guidance meeting."
    )
    assert gap_sentence(5, 5, among="leavers", lacking="are unknown") == "None of the 5 leavers are unknown."
    assert share_sentence(0, 0, among="leavers", having="went on") == "There were no leavers to count."
    assert gap_sentence(0, 0, among="leavers", lacking="went on") == "There were no leavers to count."
    assert counted(1200, 1500) == "1,200 of 1,500 (80%)"

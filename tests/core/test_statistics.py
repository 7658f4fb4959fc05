"""Intervals are proved against statsmodels; rounding and sentences by example and by property."""

from decimal import ROUND_HALF_UP, Decimal
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.contingency_tables import Table
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from chalkface.core.statistics import (
    cochran_armitage,
    counted,
    gap_sentence,
    interval_words,
    newcombe,
    p_words,
    percent,
    percent_of_share,
    points,
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


def some_years(seed: int) -> list[tuple[int, int, int]]:
    random = Random(seed)
    years = sorted(random.sample(range(2015, 2027), random.randint(2, 8)))
    sizes = [random.randint(1, random.choice((9, 40, 250))) for _ in years]
    return [(year, random.randint(0, size), size) for year, size in zip(years, sizes, strict=True)]


def test_the_trend_test_agrees_with_statsmodels():
    compared = 0
    for seed in range(800):
        years = some_years(seed)
        if (found := cochran_armitage(years)) is None:
            continue
        cells = [[of - reached for _, reached, of in years], [reached for _, reached, _ in years]]
        scores = np.array([year - 2015 for year, _, _ in years])  # the test does not move with them; its arithmetic does
        expected = Table(cells, shift_zeros=False).test_ordinal_association(row_scores=np.array([0, 1]), col_scores=scores)
        assert (found.z, found.p) == pytest.approx((expected.zscore, expected.pvalue), abs=1e-9)
        compared += 1
    assert compared > 700


def test_the_trend_test_by_hand():
    """Of ten each 2, 5 and 8: T = 6, var T = 15 * 15 / (30 * 29) * 20, z = 2.6380 and p = 0.0083."""
    found = cochran_armitage([(2022, 2, 10), (2023, 5, 10), (2024, 8, 10)])
    assert found.z == pytest.approx(6 / (15 * 15 / (30 * 29) * 20) ** 0.5) and found.p == pytest.approx(0.00834, abs=1e-5)
    assert found.is_clear
    back = cochran_armitage([(2024, 2, 10), (2023, 5, 10), (2022, 8, 10)])
    assert (back.z, back.p) == (-found.z, found.p)


def test_where_there_is_no_trend_to_test():
    for years in ([], [(2022, 3, 9)], [(2022, 0, 9), (2023, 0, 8)], [(2022, 9, 9), (2023, 8, 8)], [(2022, 1, 2), (2023, 0, 0)]):
        assert cochran_armitage(years) is None
    with pytest.raises(ValueError, match="not a share"):
        cochran_armitage([(2022, 3, 2), (2023, 1, 2)])
    jump = cochran_armitage([(2022, 0, 40), (2023, 40, 40), (2024, 0, 40)])
    assert jump.z == 0 and not jump.is_clear


def test_p_and_points_as_printed():
    assert [p_words(p) for p in (0.0, 0.00099, 0.0404, 0.4118)] == ["p < 0.001", "p < 0.001", "p = 0.040", "p = 0.41"]
    assert [p_words(p) for p in (0.0058, 0.04999, 0.05, 0.0501)] == ["p = 0.006", "p = 0.049", "p = 0.050", "p = 0.050"]
    assert [points(one) for one in (0.125, -0.125, 0.004, -0.3)] == ["+13", "−13", "0", "−30"]


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

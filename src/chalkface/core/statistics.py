"""Shares, their intervals, and how both are put into words. Every share is a pair of whole numbers until it is shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import erfc, floor, sqrt

# The normal quantile at 0.975: every interval in the product is a 95 % one.
Z = 1.959963984540054

# A trend is called one when chance alone would make it, or a stronger one, less often than this.
ONE_IN_TWENTY = 0.05

# People on a side, of which two shares are laid side by side as a difference.
FEWEST_COMPARED = 10

# Shown where nobody was there to count. A share of nobody is not 0 %.
NOBODY = "n/a"


def wilson(numerator: int, denominator: int) -> tuple[float, float] | None:
    """The 95 % Wilson score interval of ``numerator / denominator``, as shares between 0 and 1.

    ``None`` when the denominator is 0. Raises ``ValueError`` unless 0 <= numerator <= denominator.
    Source: Wilson (1927), without continuity correction.
    """
    _check(numerator, denominator)
    if denominator == 0:
        return None
    share = numerator / denominator
    scale = 1 + Z * Z / denominator
    centre = (share + Z * Z / (2 * denominator)) / scale
    half = Z * sqrt(share * (1 - share) / denominator + Z * Z / (4 * denominator * denominator)) / scale
    # At the ends the bound is exactly 0 or 1; in floating point it would be a hair beside it.
    low = 0.0 if numerator == 0 else max(0.0, centre - half)
    high = 1.0 if numerator == denominator else min(1.0, centre + half)
    return low, high


def newcombe(first: tuple[int, int], second: tuple[int, int]) -> tuple[float, float] | None:
    """The 95 % interval of the difference ``first - second`` of two independent shares, between -1 and 1.

    Each argument is (numerator, denominator). ``None`` when either denominator is 0.
    Source: Newcombe (1998), method 10: the hybrid of the two Wilson intervals.
    """
    one, two = wilson(*first), wilson(*second)
    if one is None or two is None:
        return None
    share_one, share_two = first[0] / first[1], second[0] / second[1]
    difference = share_one - share_two
    below = sqrt((share_one - one[0]) ** 2 + (two[1] - share_two) ** 2)
    above = sqrt((one[1] - share_one) ** 2 + (share_two - two[0]) ** 2)
    return max(-1.0, difference - below), min(1.0, difference + above)


@dataclass(frozen=True, slots=True)
class Trend:
    """The answer of ``cochran_armitage``. ``z`` is above 0 where the share rises; ``p`` is two-sided."""

    z: float
    p: float

    @property
    def is_clear(self) -> bool:
        """Whether chance alone would hardly make it."""
        return self.p < ONE_IN_TWENTY


def cochran_armitage(counts: Iterable[tuple[int, int, int]]) -> Trend | None:
    """The Cochran-Armitage test for a straight-line trend of a share over ordered points, such as leaving years.

    ``counts`` are (score, numerator, denominator); the scores are the years themselves, so that a missing year keeps its
    distance. Null hypothesis: whoever is reached is so whatever their year, given how many were reached in all. With N people
    and R reached in all, n people at score x and r of them reached,

        T = sum(r x) - R sum(n x) / N,   var T = R (N - R) / (N (N - 1)) * (sum(n x^2) - sum(n x)^2 / N),   z = T / sqrt(var T)

    and p = 2 (1 - Phi(|z|)), two-sided, from the normal approximation, without continuity correction. The variance is that of
    the permutation distribution, with N - 1 (as in the linear-by-linear test); Armitage's own has N, which makes z greater by
    the factor sqrt(N / (N - 1)). It sees a steady rise or fall, not a jump there and back. ``None`` where there is nothing to
    test: fewer than two points with people, or all or none were reached. Raises ``ValueError`` for what is no share.
    Source: Armitage (1955), Agresti, Categorical Data Analysis, 3.4.
    """
    given = list(counts)
    for _, r, n in given:
        _check(r, n)
    placed = [(x, r, n) for x, r, n in given if n]
    people, reached = sum(n for _, _, n in placed), sum(r for _, r, _ in placed)
    if len({x for x, _, _ in placed}) < 2 or reached in (0, people):
        return None
    weighted = sum(n * x for x, _, n in placed)
    statistic = Fraction(sum(r * x for x, r, _ in placed)) - Fraction(reached * weighted, people)
    spread = sum(n * x * x for x, _, n in placed) - Fraction(weighted * weighted, people)
    variance = Fraction(reached * (people - reached), people * (people - 1)) * spread
    z = float(statistic) / sqrt(variance)
    return Trend(z, erfc(abs(z) / sqrt(2)))


def p_words(p: float) -> str:
    """A p-value as printed: "p = 0.030", "p = 0.41", "p < 0.001"; never 0. Under one in twenty it is not rounded up to that,
    so that what is called a trend never reads as the 0.050 of what is not."""
    if p < 0.001:
        return "p < 0.001"
    return f"p = {min(p, 0.049):.3f}" if p < ONE_IN_TWENTY else f"p = {p:.3f}" if p < 0.1 else f"p = {p:.2f}"


def points(share: float) -> str:
    """A difference of shares in whole percentage points, away from nought at a half, with its sign: "+4", "−13", "0"."""
    whole = floor(abs(Fraction(share)) * 100 + Fraction(1, 2))
    return f"{'−' if share < 0 else '+'}{whole}" if whole else "0"


def whole_percent(numerator: int, denominator: int) -> int:
    """The share in whole per cent, rounding half up, in integers only: 1 of 8 is 13, 1 of 200 is 1.

    Raises ``ZeroDivisionError`` when the denominator is 0: ask ``percent`` for something to print.
    """
    _check(numerator, denominator)
    return (200 * numerator + denominator) // (2 * denominator)


def percent(numerator: int, denominator: int) -> str:
    """The share as printed: "80%", rounding half up; "n/a" when the denominator is 0."""
    _check(numerator, denominator)
    return NOBODY if denominator == 0 else f"{whole_percent(numerator, denominator)}%"


def percent_of_share(share: float) -> str:
    """A bound of an interval, or any share that has no whole numbers behind it, in whole per cent, rounding half up."""
    return f"{floor(Fraction(share) * 100 + Fraction(1, 2))}%"


def interval_words(interval: tuple[float, float] | None) -> str:
    """An interval as printed: "73% to 85%"; "n/a" when there is none."""
    return NOBODY if interval is None else f"{percent_of_share(interval[0])} to {percent_of_share(interval[1])}"


def counted(numerator: int, denominator: int) -> str:
    """A share with its numbers, as every page prints it: "145 of 182 (80%)"; "0 of 0" when nobody was there."""
    _check(numerator, denominator)
    if denominator == 0:
        return "0 of 0"
    return f"{numerator:,} of {denominator:,} ({percent(numerator, denominator)})"


def share_sentence(numerator: int, denominator: int, *, among: str, having: str) -> str:
    """What was reached, as a sentence: "145 of 182 Year 11 students (80%) had a guidance meeting."

    ``among`` is a plural noun phrase ("Year 11 students"), ``having`` the predicate ("had a guidance meeting").
    """
    _check(numerator, denominator)
    if denominator == 0:
        return f"There were no {among} to count."
    return f"{numerator:,} of {denominator:,} {among} ({percent(numerator, denominator)}) {having}."


def gap_sentence(numerator: int, denominator: int, *, among: str, lacking: str) -> str:
    """What was missed, as a sentence: "37 of 182 Year 11 students have had no guidance meeting."

    ``lacking`` is the predicate of those outside the numerator ("have had no guidance meeting").
    """
    _check(numerator, denominator)
    if denominator == 0:
        return f"There were no {among} to count."
    missed = denominator - numerator
    if missed == 0:
        return f"None of the {denominator:,} {among} {lacking}."
    return f"{missed:,} of {denominator:,} {among} {lacking}."


def _check(numerator: int, denominator: int) -> None:
    if not 0 <= numerator <= denominator:
        raise ValueError(f"{numerator} of {denominator} is not a share")

"""Shares, their intervals, and how both are put into words. Every share is a pair of whole numbers until it is shown."""

from fractions import Fraction
from math import floor, sqrt

# The normal quantile at 0.975: every interval in the product is a 95 % one.
Z = 1.959963984540054

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

"""How far two ways of marking the same answers agree: the share that is the same, and what is left of it beyond chance."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from chalkface.core.statistics import counted

# Below each bound, what is said of kappa; our own words, and no test of anything.
_WORDS = ((0.2, "hardly more than chance"), (0.4, "a little more than chance"), (0.6, "fairly well"), (0.8, "well"))


def agreement(pairs: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """(how many have the same mark twice, of how many)."""
    return sum(one == two for one, two in pairs), len(pairs)


def kappa(pairs: Sequence[tuple[int, int]]) -> float | None:
    """Cohen's kappa, unweighted: 1 is full agreement, 0 what two who mark without looking would reach.

    ``None`` where it says nothing: no pairs, or both gave one and the same mark throughout. Source: Cohen (1960).
    """
    same, many = agreement(pairs)
    if not many:
        return None
    ones, twos = Counter(one for one, _ in pairs), Counter(two for _, two in pairs)
    by_chance = sum((Fraction(ones[mark] * twos[mark], many * many) for mark in ones), Fraction(0))
    return None if by_chance == 1 else float((Fraction(same, many) - by_chance) / (1 - by_chance))


def agreement_sentence(pairs: Sequence[tuple[int, int]]) -> str:
    """In words: "The lexicon and the person gave the same mark to 41 of 50 answers (82%). Beyond chance they agree well
    (kappa 0.71).\""""
    same, many = agreement(pairs)
    if not many:
        return "No answer has been marked by a person yet, so nobody can say how far the lexicon is right."
    first = f"The lexicon and the person gave the same mark to {counted(same, many)[:-1].replace('(', 'answers (')})."
    value = kappa(pairs)
    if value is None:
        return f"{first} Both gave the same mark throughout, so chance cannot be taken off."
    words = next((words for bound, words in _WORDS if value < bound), "very well")
    return f"{first} Taking off what chance alone would give, they agree {words} (kappa {value:.2f})."

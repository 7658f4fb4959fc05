"""Repeatable chance: each part of the example school draws from a stream of its own.

One shared stream would reshuffle the whole school whenever any part drew once more; named streams keep a change local.
"""

import math
import random

Row = dict[str, str]


def stream(seed: int, *names: object) -> random.Random:
    """A random stream that depends on the seed and on what it is for, and on nothing else."""
    return random.Random("/".join(str(part) for part in (seed, *names)))  # noqa: S311 (invented people, not secrets)


def likely(score: float) -> float:
    """The logistic curve: a score of 0 is a chance of one half; far below is near 0, far above near 1."""
    return 1 / (1 + math.exp(-score))


def yes_no(value: bool | None) -> str:
    """A yes/no cell of the exchange format; ``None`` is not known."""
    return "" if value is None else "true" if value else "false"

"""How sure the records let anybody be that an objective's work has to do with a change; ``content/contribution.yaml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from chalkface.core.disclosure import Count, Published
from chalkface.core.statistics import newcombe


@dataclass(frozen=True)
class Sureness:
    """A level in words, and the rule by which it is this one."""

    code: str
    title: str
    rule: str


def _written() -> dict:
    return yaml.safe_load((files("chalkface.content") / "contribution.yaml").read_text("utf-8"))


@cache
def explanations() -> tuple[str, ...]:
    """What else could explain a change, said in every story."""
    return tuple(_written()["explanations"])


@cache
def levels() -> Mapping[str, Sureness]:
    """Every level by its code."""
    return {code: Sureness(code, said["title"], said["rule"]) for code, said in _written()["levels"].items()}


def change(baseline: Published | None, now: Published | None) -> tuple[float, float, float] | None:
    """Now less baseline and its 95 % Newcombe interval, in shares; None where either is hidden, missing or of nobody."""
    if not isinstance(baseline, Count) or not isinstance(now, Count) or not baseline.denominator or not now.denominator:
        return None
    low, high = newcombe((now.numerator, now.denominator), (baseline.numerator, baseline.denominator)) or (0.0, 0.0)
    return now.numerator / now.denominator - baseline.numerator / baseline.denominator, low, high


def how_sure(
    moved: tuple[float, float, float] | None, *, is_later: bool, lower_is_better: bool, held: int, reached: Published | None
) -> Sureness:
    """The level of a story. ``moved`` is as ``change`` gives it, ``is_later`` whether the figure is of a later day than the
    baseline, ``held`` how many activities were held, ``reached`` whom they reached (None: not known)."""
    if moved is None or not is_later:
        return levels()["unknown"]
    _, low, high = moved
    if low <= 0 <= high:
        return levels()["unchanged"]
    if (high < 0) is not lower_is_better:
        return levels()["worse"]
    most = isinstance(reached, Count) and reached.denominator and 2 * reached.numerator >= reached.denominator
    return levels()["fits" if held and most else "apart"]

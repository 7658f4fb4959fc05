"""How sure the records let anybody be that an objective's work has to do with a change; ``content/contribution.yaml``."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
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
    if not isinstance(baseline, Count) or not isinstance(now, Count):
        return None
    between = newcombe((now.numerator, now.denominator), (baseline.numerator, baseline.denominator))
    if between is None:
        return None
    return now.numerator / now.denominator - baseline.numerator / baseline.denominator, *between


def how_sure(
    moved: tuple[float, float, float] | None, *, is_later: bool, lower_is_better: bool, held: int, reached: Published | None
) -> Sureness:
    """The level of a story. ``moved`` is as ``change`` gives it, ``is_later`` whether the figure is of a later day than the
    baseline and of other leavers, ``held`` how many activities were held that could have reached those the figure is of,
    ``reached`` whom they reached of these (None: not known, or only others were counted)."""
    if moved is None or not is_later:
        return levels()["unknown"]
    _, low, high = moved
    if low <= 0 <= high:
        return levels()["unchanged"]
    if (high < 0) is not lower_is_better:
        return levels()["worse"]
    if not held:
        return levels()["apart"]
    if not isinstance(reached, Count) or not reached.denominator:
        return levels()["untold"]  # hidden, or not known, is not little
    return levels()["fits" if 2 * reached.numerator >= reached.denominator else "apart"]


def year_of_reach(held: Iterable[tuple[int, int]], *, measured: Collection[int], year: int) -> int:
    """The academic year whose reach a story tells: that in which most was held for those the figure is of.

    ``held`` has (academic year, year group of the outcome) for each activity and outcome it served, none after ``year``, in
    which the figure counts those of the year groups ``measured`` (none: it does not count students). Whoever was in Year 9
    two years before is in Year 11 now. Where nothing was held for these, the year in which most was held for anybody; of
    equals the latest; without any, ``year`` itself.
    """
    given = list(held)
    of_them = [then for then, group in given if is_of_measured(group, then, measured=measured, year=year)]
    many = Counter(of_them or (then for then, _ in given))
    return max(many, key=lambda then: (many[then], then), default=year)


def is_of_measured(group: int, then: int, *, measured: Collection[int], year: int) -> bool:
    """Whether those who were in year group ``group`` in the academic year ``then`` are among those ``measured`` in ``year``."""
    return not measured or group + year - then in measured

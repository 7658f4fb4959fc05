"""What surveys of several years and audiences say together: themes from ``content/culture.yaml``, and words for a change."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import yaml

from chalkface.core.disclosure import Count, Published
from chalkface.core.statistics import FEWEST_COMPARED, newcombe, points
from chalkface.core.surveys import questionnaires

TOO_FEW = "too few to compare"


@dataclass(frozen=True)
class Theme:
    """One thing that is asked after in several surveys, and the ids of the questions that ask it."""

    code: str
    title: str
    says: str
    ids: tuple[str, ...]


def read_themes(text: str) -> Mapping[str, Theme]:
    """The themes of a file. Raises ``ValueError`` for an id that no questionnaire has, or that stands in two themes."""
    known = {question.id for one in questionnaires().values() for question in one.questions}
    found, seen = {}, set()
    for code, entry in yaml.safe_load(text).items():
        wrong = [one for one in entry["ids"] if one not in known or one in seen]
        if wrong:
            raise ValueError(f"culture.yaml: {code} names {', '.join(wrong)}: no question has this id, or it stands twice")
        seen |= set(entry["ids"])
        found[code] = Theme(code, entry["title"], entry["says"], tuple(entry["ids"]))
    return MappingProxyType(found)


@cache
def themes() -> Mapping[str, Theme]:
    """Every theme, in order."""
    return read_themes(files("chalkface.content").joinpath("culture.yaml").read_text("utf-8"))


def change_words(now: Published, before: Published | None) -> str:
    """What may be said of a share against an earlier one of the same question: "up 12 points (95%: +3 to +21)"; "" where one of
    them is hidden or of nobody, ``TOO_FEW`` where one is of few.

    The interval is Newcombe's for two independent shares; where it holds nought, the difference could be chance.
    """
    if not isinstance(now, Count) or not isinstance(before, Count):
        return ""
    interval = newcombe((now.numerator, now.denominator), (before.numerator, before.denominator))
    if interval is None:
        return ""
    if min(now.denominator, before.denominator) < FEWEST_COMPARED:
        return TOO_FEW
    low, high = (points(bound) for bound in interval)
    if interval[0] <= 0 <= interval[1]:
        return f"no clear change (95%: {low} to {high} points)"
    moved = points(now.numerator / now.denominator - before.numerator / before.denominator)
    return f"{'up' if interval[0] > 0 else 'down'} {moved.lstrip('+−')} points (95%: {low} to {high})"

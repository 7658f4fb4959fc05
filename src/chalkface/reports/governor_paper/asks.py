"""What governors are asked to do: what the law and the plan wait for, then what the weakest findings ask."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

import yaml

from chalkface.core.disclosure import Count, Published
from chalkface.core.words import day_words
from chalkface.indicators.catalogue import indicator as indicator_called
from chalkface.indicators.words import gap, missed
from chalkface.queries.reviews import ReviewShown
from chalkface.reports.governor_paper.law import duty_sentence, is_met
from chalkface.reports.governor_paper.paper import Ask, ProviderAccess

A_YEAR = timedelta(days=366)


def behind(indicator: str, count: Published) -> int:
    """How many a figure missed; nought where that is hidden."""
    return missed(indicator_called(indicator), count.numerator, count.denominator) if isinstance(count, Count) else 0


def decisions(
    phases: tuple[ProviderAccess, ...], *, statement_on: date | None, plan_version: str, plan_waits: bool, on: date
) -> tuple[Ask, ...]:
    """What is governors' own: the legal duty, the statement that they approve, and the plan as it is written now."""
    words, found = _ask_words()["decisions"], []
    if (standing := duty_sentence(phases)) and not is_met(phases):
        found.append(Ask(standing, words["provider_access"]))
    if phases and (statement_on is None or on - statement_on > A_YEAR):
        never = "No day is recorded on which it was approved."
        said = f"It was approved on {day_words(statement_on)}." if statement_on else never
        found.append(Ask(said, words["provider_statement"]))
    if plan_waits:
        found.append(Ask(plan_version, words["plan"]))
    return tuple(found)


@cache
def _ask_words() -> Mapping[str, Mapping[str, str]]:
    return yaml.safe_load(files("chalkface.reports.governor_paper").joinpath("asks.yaml").read_text("utf-8"))


def weakest(review: ReviewShown, students: str) -> tuple[Ask, ...]:
    """One for each benchmark that is not met, the weakest first: its largest gap, or that nobody has judged it yet."""
    found = []
    for one in review.benchmarks:
        if not one.applying or one.met_strictly or one.code not in _ask_words()["benchmarks"]:
            continue
        gaps = [each for each in one.applying if each.indicator and behind(each.indicator, each.count)]
        largest = max(gaps, key=lambda each: behind(each.indicator, each.count), default=None)
        are = "is" if one.met == 1 else "are"
        met = f"{one.met or 'None'} of the {len(one.applying)} statements of benchmark {one.code} {are} met."
        if largest is not None:
            indicator = indicator_called(largest.indicator)
            met += " " + gap(indicator, largest.count.numerator, largest.count.denominator, students)
            ask = _ask_words()["indicators"].get(indicator.id, _ask_words()["benchmarks"][one.code])
        else:
            ask = _ask_words()["benchmarks"][one.code]
        found.append((one.met / len(one.applying), Ask(met, ask)))
    return tuple(ask for _, ask in sorted(found, key=lambda pair: pair[0]))



"""Reads the examples of the components (examples.yaml beside this) and renders them for the gallery and the tests."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

import yaml
from jinja2 import Environment
from markupsafe import Markup

from chalkface.core.charts import Reading, Series, bars_of_shares, line_over_years
from chalkface.core.statistics import wilson
from chalkface.web.components.kit import FOLDER


@dataclass(frozen=True)
class Example:
    """One way to use a component: its name in ``ui``, the named arguments, what a call block holds, why one would."""

    component: str
    arguments: dict[str, Any]
    inside: str = ""
    note: str = ""


def read_examples() -> list[Example]:
    """The examples in the order of the file, those of one component together."""
    content = yaml.safe_load((FOLDER / "examples.yaml").read_text(encoding="utf-8"))
    examples = []
    for component, entries in content.items():
        for entry in entries:
            inside, note = entry.pop("inside", ""), entry.pop("note", "")
            examples.append(Example(component, entry, inside, note))
    return examples


def chart_examples() -> list[Example]:
    """The two kinds of chart, with invented numbers: a hidden year, a published comparison, a hidden group."""
    years = [f"20{year}/{year + 1}" for year in range(19, 26)]
    counts = [(61, 171), (70, 180), (2, 176), (95, 181), (104, 179), (118, 184), (130, 182)]
    own = [
        Reading(year, *count, interval=wilson(*count), hidden=count[0] < 3) for year, count in zip(years, counts, strict=True)
    ]
    england = [Reading(year, published=0.5 + 0.02 * step) for step, year in enumerate(years)]
    area = [Reading(year, published=0.44 + 0.03 * step) for step, year in enumerate(years)]
    series = [Series("This school", tuple(own)), Series("England", tuple(england)), Series("Westmarch", tuple(area))]
    groups = [Reading("All students", 145, 182), Reading("Disadvantaged", 31, 58), Reading("Looked after", 1, 3, hidden=True)]
    return [
        Example("chart", {"chart": line_over_years("On a Level 3 programme after Year 11", series)}),
        Example("chart", {"chart": bars_of_shares("Met an employer, Year 11", groups, mark=("England", 0.71))}),
    ]


EXAMPLES = [*read_examples(), *chart_examples()]


def render(environment: Environment, example: Example) -> Markup:
    """The mark-up of one example, from a furnished environment. ``inside`` is our own file's mark-up, hence trusted."""
    macro = getattr(environment.globals["ui"], example.component)
    if example.inside:
        return macro(**example.arguments, caller=lambda: Markup(example.inside))  # noqa: S704 - our own file
    return macro(**example.arguments)


def shown(environment: Environment) -> list[tuple[str, list[tuple[str, Markup]]]]:
    """What gallery.html shows: (component, list of (note, mark-up))."""
    groups = groupby(EXAMPLES, key=lambda example: example.component)
    return [(name, [(example.note, render(environment, example)) for example in examples]) for name, examples in groups]

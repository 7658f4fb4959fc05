"""Gives a Jinja environment our components (as ``ui``) and our filters. Knows nothing of Django."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape

from chalkface.core.disclosure import Hidden, Published
from chalkface.core.drawing import render_svg
from chalkface.core.statistics import percent, percent_of_share
from chalkface.core.words import day_words
from chalkface.frameworks.model import LEVEL_WORDS

FOLDER = Path(__file__).resolve().parent


def day(value: date | str | None) -> str:
    """1 September 2026; text is left as it is, none is "not known"."""
    if value is None:
        return "not known"
    if isinstance(value, str):
        return value
    return day_words(value)


def level(code: str) -> str:
    """How far a statement is met, in words: ``partly`` is "in part"; ``not-applicable`` and ``not_applicable`` are one."""
    return LEVEL_WORDS[code.replace("-", "_")]


def thousands(value: object) -> str:
    """Whole numbers with a comma between thousands, 1,152; anything else as it is."""
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)


def capitalise_first(text: str) -> str:
    """Capital first letter, the rest untouched (so that "students in Year 11" keeps its Y)."""
    return text[:1].upper() + text[1:]


def svg(spec: dict[str, Any]) -> Markup:
    """A chart's specification as mark-up; every text in it was escaped when it was drawn."""
    return Markup(render_svg(spec))  # noqa: S704 - escaped when it was drawn


def share_cells(macro: Callable[..., Markup]) -> Callable[..., Markup]:
    """The filter ``share_cells``: counts side by side as the component ``share_cell`` writes each, ``absent`` where there
    is none.

    A table has a hundred of them and they are the same on page after page, so each is written once and kept.
    """

    @lru_cache(maxsize=4096)
    def share_cell(count: Published | None, heat: bool = True, absent: str = "nobody") -> Markup:
        if count is None:
            return Markup('<td class="num quiet">{}</td>').format(absent)
        if isinstance(count, Hidden):
            return macro(hidden=True)
        return macro(count.numerator, count.denominator, heat=heat)

    def row(counts: Iterable[Published | None], heat: bool = True, absent: str = "nobody") -> Markup:
        return Markup("".join([share_cell(count, heat, absent) for count in counts]))  # noqa: S704 - each is mark-up

    return row


@lru_cache(maxsize=4096)
def number_cells(numbers: tuple[int | None, ...]) -> Markup:
    """Whole numbers side by side in a row of a table; none is left empty. The same few come again and again."""
    return Markup("".join([f'<td class="num">{"" if one is None else f"{one:,}"}</td>' for one in numbers]))  # noqa: S704 - numbers


_HEAD = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)
_ROW = re.compile(r"<tr\b.*?</tr>", re.DOTALL)
_CELL = re.compile(r"<(th|td)\b")
_TAGS = re.compile(r"<[^>]*>")
_ROLES = {"th": "rowheader", "td": "cell"}


def with_labels(rows: Markup) -> Markup:
    """A table's head and rows, in which each cell also says its column: on a phone a row is a card, and the head is not seen.

    The roles stand there because some browsers forget that a table is one when its rows are laid out otherwise. A row with
    one cell only, such as the name of a group, is left without a label.
    """
    head, found, body = str(rows).partition("</thead>")  # Mark-up would escape what is put in
    labels = [_TAGS.sub("", label).strip().replace('"', "&quot;") for label in _HEAD.findall(head)]

    def labelled(row: re.Match) -> str:
        alone, at = len(_CELL.findall(row[0])) == 1, -1

        def cell(start: re.Match) -> str:
            nonlocal at
            at += 1
            label = f' data-label="{labels[at]}"' if at and not alone and at < len(labels) and labels[at] else ""
            return f'<{start[1]} role="{_ROLES[start[1]]}"{label}'

        return _CELL.sub(cell, row[0]).replace("<tr", '<tr role="row"', 1)

    head = head.replace("<tr", '<tr role="row"', 1).replace("<th ", '<th role="columnheader" ')
    return Markup(head + found + _ROW.sub(labelled, body))  # noqa: S704 - the mark-up it was given, with attributes of its own


def option_list(options: Iterable[Any], value: object = "") -> Markup:
    """The options of a select: texts, or mappings with value and label. In one go, as a list may have a hundred."""
    chosen, made = escape(str(value)), []
    for option in options:
        this, label = (option["value"], option["label"]) if isinstance(option, dict) else (option, option)
        text = escape(str(this))
        shown = text if label is this else escape(label)
        made.append(f'<option value="{text}"{" selected" if text == chosen else ""}>{shown}</option>')
    return Markup("\n".join(made))  # noqa: S704 - every part was escaped above


FILTERS = {
    "per_cent": percent,
    "share": percent_of_share,
    "svg": svg,
    "day": day,
    "thousands": thousands,
    "level": level,
    "capitalise_first": capitalise_first,
    "number_cells": number_cells,
    "option_list": option_list,
    "with_labels": with_labels,
}


def component_files() -> list[str]:
    """The template names of the component files, such as "components/button.html"."""
    return [f"components/{path.name}" for path in sorted(FOLDER.glob("*.html"))]


def furnish(environment: Environment) -> Environment:
    """Add the filters and the global ``ui`` that holds every component macro by its name.

    The loader must find both ``components/…`` (the folder ``web``) and the page templates.
    A global rather than an import in each page, so that a block rendered alone for htmx finds it too.
    """
    environment.filters.update(FILTERS)
    macros: dict[str, object] = {}
    for name in component_files():
        module = environment.get_template(name).module
        macros.update({key: macro for key, macro in vars(module).items() if not key.startswith("_")})
    environment.filters["share_cells"] = share_cells(macros["share_cell"])
    environment.globals["ui"] = SimpleNamespace(**macros)
    return environment

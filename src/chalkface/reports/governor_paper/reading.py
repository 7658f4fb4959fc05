"""A governor paper from JSON: the sample, and anything else that writes one by hand.

Names are those of ``paper``; a figure is [numerator, denominator] or "c" for hidden; days are written 2026-03-31.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from chalkface.core.disclosure import HIDDEN, Count, Published
from chalkface.reports.governor_paper.paper import (
    Ask,
    Benchmark,
    Change,
    Coverage,
    GovernorPaper,
    LeaversOfYear,
    ProviderAccess,
    Route,
    Source,
)
from chalkface.reports.strategic_plan.reading import objective_from


def paper_from(data: Mapping[str, Any]) -> GovernorPaper:
    """The paper that ``data`` describes. Raises ``KeyError``, ``TypeError`` or ``ValueError`` when it describes none."""
    given = dict(data)
    return GovernorPaper(
        **{
            **given,
            "on": date.fromisoformat(given["on"]),
            "made_on": date.fromisoformat(given["made_on"]),
            "previous_on": _day(given.get("previous_on")),
            "provider_statement_on": _day(given.get("provider_statement_on")),
            "benchmarks": tuple(Benchmark(**line) for line in given["benchmarks"]),
            "coverage": tuple(_coverage(line) for line in given.get("coverage", ())),
            "missed": tuple(_coverage(line) for line in given.get("missed", ())),
            "changes": tuple(Change(**line) for line in given.get("changes", ())),
            "routes": tuple(_route(line) for line in given.get("routes", ())),
            "asks": tuple(Ask(**line) for line in given.get("asks", ())),
            "decisions": tuple(Ask(**line) for line in given.get("decisions", ())),
            "provider_access": tuple(_provider_access(line) for line in given.get("provider_access", ())),
            "objectives": tuple(objective_from(line) for line in given.get("objectives", ())),
            "sources": tuple(_source(line) for line in given.get("sources", ())),
            "not_held": tuple(given.get("not_held", ())),
        }
    )


def _figure(value: Any) -> Published:
    return HIDDEN if value == "c" else Count(*value)


def _day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


def _coverage(line: Mapping[str, Any]) -> Coverage:
    groups = tuple((label, _figure(value)) for label, value in line.get("groups", ()))
    return Coverage(**{**line, "figure": _figure(line["figure"]), "groups": groups})


def _route(line: Mapping[str, Any]) -> Route:
    years = tuple(LeaversOfYear(**{**year, "figure": _figure(year["figure"])}) for year in line["years"])
    return Route(**{**line, "years": years})


def _provider_access(line: Mapping[str, Any]) -> ProviderAccess:
    offered = line.get("offered")
    return ProviderAccess(**{**line, "met": _figure(line["met"]), "offered": None if offered is None else _figure(offered)})


def _source(line: Mapping[str, Any]) -> Source:
    return Source(**{**line, "imported_on": date.fromisoformat(line["imported_on"])})

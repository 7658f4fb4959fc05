"""A strategic plan from JSON: the sample, and anything else that writes one by hand.

Names are those of ``paper``; a figure is [numerator, denominator] or "c" for hidden; days are written 2026-03-31.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from chalkface.core.disclosure import HIDDEN, Count, Published
from chalkface.reports.strategic_plan.paper import (
    Action,
    Activity,
    Benchmark,
    Duty,
    Finding,
    Objective,
    Outcome,
    Post,
    Practice,
    StrategicPlan,
    TermReview,
    Version,
)

PARTS = {
    "benchmarks": Benchmark,
    "outcomes": Outcome,
    "activities": Activity,
    "posts": Post,
    "duties": Duty,
    "actions": Action,
    "reviews": TermReview,
    "practices": Practice,
}


def plan_from(data: Mapping[str, Any]) -> StrategicPlan:
    """The plan that ``data`` describes. Raises ``KeyError``, ``TypeError`` or ``ValueError`` when it describes none."""
    given = _days(data)
    return StrategicPlan(
        **{
            **given,
            **{name: tuple(part(**_lists(_days(line))) for line in given.get(name, ())) for name, part in PARTS.items()},
            "version": Version(**_days(given["version"])) if given.get("version") else None,
            "objectives": tuple(objective_from(line) for line in given.get("objectives", ())),
            "standing": tuple(given.get("standing", ())),
            "role_gaps": tuple(given.get("role_gaps", ())),
            "areas": tuple((code, title) for code, title in given.get("areas", ())),
            "partners": tuple((kind, many) for kind, many in given.get("partners", ())),
        }
    )


def objective_from(line: Mapping[str, Any]) -> Objective:
    """One objective with its figures."""
    figures = {name: _figure(line[name]) for name in ("baseline", "now") if line.get(name) is not None}
    findings = tuple(Finding(**one) for one in line.get("findings", ()))
    return Objective(**{**_lists(_days(line)), **figures, "findings": findings})


def _figure(value: Any) -> Published:
    return HIDDEN if value == "c" else Count(*value)


def _days(line: Mapping[str, Any]) -> dict[str, Any]:
    """Names that end in "on" are days."""
    is_day = {name for name, value in line.items() if (name == "on" or name.endswith("_on")) and isinstance(value, str)}
    return {name: date.fromisoformat(value) if name in is_day else value for name, value in line.items()}


def _lists(line: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in line.items()}

"""The compiled statements, read from the package: one pair per family of members and database engine.

The form ``members`` gives a row per member (a student, a leaver, a subject of a year group, an action, a year group)
with ``<column>__among`` and ``<column>__having`` for every indicator of the family. The form ``cells`` is its sum by
cell of all groups, ``<column>__denominator`` and ``<column>__numerator``; from the cells any breakdown is added up.
"""

import re
from datetime import date
from functools import cache
from importlib.resources import files

from chalkface.core.years import academic_year_of, first_day
from chalkface.indicators.facts import ActionsDue, Leavers, OnRoll, TaughtSubjects, YearGroupsOfStage5
from chalkface.indicators.kinds import EVERY_GROUP, PEOPLE_GROUPS, YEAR_GROUP_ONLY, Share

ENGINES = ("sqlite", "postgres", "duckdb")
FORMS = ("members", "cells")

_FAMILY_OF = {
    OnRoll: "on_roll",
    Leavers: "leavers",
    TaughtSubjects: "taught_subjects",
    ActionsDue: "actions_due",
    YearGroupsOfStage5: "year_groups_offered",
}
FAMILIES = tuple(_FAMILY_OF.values())

# Statements that count what no indicator does; their form is ``tally``.
TALLIES = ("leaver_routes",)

# The columns by which the cells of each family are told apart.
CELL_GROUPS: dict[str, tuple[str, ...]] = {
    "on_roll": EVERY_GROUP,
    "leavers": PEOPLE_GROUPS,
    "taught_subjects": YEAR_GROUP_ONLY,
    "actions_due": EVERY_GROUP,
    "year_groups_offered": YEAR_GROUP_ONLY,
}

# The columns that name a member of each family, besides those of its groups.
MEMBER_KEYS: dict[str, tuple[str, ...]] = {
    "on_roll": ("student_id",),
    "leavers": ("student_id", "stage"),
    "taught_subjects": ("year_group", "subject"),
    "actions_due": ("action_id", "student_id"),
    "year_groups_offered": ("year_group",),
}


def family_of(one: Share) -> str:
    """The family whose statement answers the indicator."""
    return _FAMILY_OF[type(one.among)]


@cache
def statement(family: str, form: str, engine: str) -> str:
    """The committed SQL, with ``%(name)s`` placeholders (``$name`` for DuckDB)."""
    return (files("chalkface.indicators") / "compiled" / engine / f"{family}_{form}.sql").read_text(encoding="utf-8")


def parameters(*, school_id: int, day: date, leaving_year: int | None = None) -> dict[str, int | date]:
    """What the statements bind. ``leaving_year`` is the leavers' year; without it, the academic year of ``day``."""
    year = academic_year_of(day)
    return {
        "school_id": school_id,
        "day": day,
        "year": year,
        "first_day": first_day(year),
        "leaving_year": year if leaving_year is None else leaving_year,
    }


def asked_for(sql: str, bound: dict[str, int | date]) -> dict[str, int | date]:
    """Only those of ``bound`` that ``sql`` names: DuckDB refuses the others."""
    named = set(re.findall(r"%\((\w+)\)s|\$(\w+)", sql))
    return {name: bound[name] for pair in named for name in pair if name}

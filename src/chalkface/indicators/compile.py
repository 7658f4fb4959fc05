"""Writes the SQL of every family and engine: ``python -m chalkface.indicators.compile``.

Needs Ibis, which is a tool of the developer, not of the server. The statements are committed, so that a change of a
definition, or of Ibis, is seen line by line; a test fails when they are stale.
"""

import re
from importlib import import_module
from pathlib import Path
from types import ModuleType

import ibis
from ibis.expr.types import Table

from chalkface.indicators.catalogue import indicators
from chalkface.indicators.statements import CELL_GROUPS, ENGINES, FAMILIES, FORMS, TALLIES, family_of

FOLDER = Path(__file__).parent / "compiled"


def compiled() -> dict[str, str]:
    """The text of every statement by its path under ``compiled``, as it should be now."""
    wanted = [(family, form, table) for family in FAMILIES for form, table in zip(FORMS, _forms(family), strict=True)]
    wanted += [(name, "tally", _expressions(name).tally()) for name in TALLIES]
    return {
        f"{engine}/{name}_{form}.sql": _header(name, form) + _text(table, engine)
        for name, form, table in wanted
        for engine in ENGINES
    }


def write() -> None:
    """Write all statements and remove those that no family has any more."""
    wanted = compiled()
    for old in FOLDER.rglob("*.sql"):
        if old.relative_to(FOLDER).as_posix() not in wanted:
            old.unlink()
    for path, text in wanted.items():
        target = FOLDER / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def _forms(family: str) -> tuple[Table, Table]:
    shares = [one for one in indicators() if family_of(one) == family]
    members = _expressions(family).members(shares)
    sums = {}
    for one in shares:
        sums[f"{one.column}__denominator"] = members[f"{one.column}__among"].sum().cast("int64")
        sums[f"{one.column}__numerator"] = members[f"{one.column}__having"].sum().cast("int64")
    return members, members.group_by(*CELL_GROUPS[family]).agg(**sums)


def _expressions(name: str) -> ModuleType:
    return import_module(f"chalkface.indicators.expressions.{name}")


def _header(family: str, form: str) -> str:
    return (
        f"-- The {form} of {family}: written by `python -m chalkface.indicators.compile`, never by hand.\n"
        f"-- From chalkface/indicators/definitions and expressions/{family}.py, by Ibis {ibis.__version__}.\n"
    )


def _text(table: Table, engine: str) -> str:
    sql = ibis.to_sql(table, dialect=engine)
    if engine == "duckdb":
        return re.sub(r"'@@(\w+)@@'", r"$\1", sql) + "\n"
    return re.sub(r"'@@(\w+)@@'", r"%(\1)s", sql.replace("%", "%%")) + "\n"


if __name__ == "__main__":
    write()

"""``imports.md``: every kind of file that is read, with its columns and the headings each is known by."""

import inspect

from chalkface.config.catalogue.text import document, paragraph, table
from chalkface.imports.columns import Column
from chalkface.imports.format import Format
from chalkface.imports.formats import formats

LEAD = (
    "Drop a file in and Chalkface says what it is. Capitals, spaces and punctuation in a heading do not matter, nor does the "
    "order of columns; a column that is not listed is named in the report and not used."
)


def page() -> str:
    return document("Files that can be imported", LEAD, [_part(one) for one in formats().values()])


def _part(one: Format) -> str:
    module = inspect.getmodule(one.read if one.read.__module__.endswith("format") else one.recognise)
    meanings = [paragraph(part) for part in (inspect.getdoc(module) or "").split("\n\n")]
    apart = "Lists from different products are imports of their own." if one.apart else ""
    tables = []
    for file, columns in one.columns.items():
        tables.append(f"### {one.code}: {file}" if file else "")
        tables.append(table(("column", "also known as", "needed", "example", "meaning"), map(_row, columns)))
    return "\n\n".join(part for part in [f"## {one.title}", f"Code: `{one.code}`", *meanings, apart, *tables] if part)


def _row(column: Column) -> tuple[str, ...]:
    needed = ("heading only" if column.may_be_empty else "yes") if column.required else "no"
    example = f"`{column.example}`" if column.example else ""
    return (f"`{column.name}`", ", ".join(column.aliases), needed, example, column.meaning)

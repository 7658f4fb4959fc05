"""Ditto marks: how a person says "as above"."""

from collections.abc import Collection, Iterable

DITTO = {'"', "''", "“", "”", "〃", "״", "do", "do.", "ditto", "as above", "same as above", "' '", "“ ”", '""'}


def is_ditto(cell: str) -> bool:
    """Whether a cell says "as above"."""
    return cell.strip().casefold() in DITTO


def fill_dittos(rows: Iterable[dict[str, str]], names: Collection[str]) -> None:
    """Put the cell above in place of each ditto mark in the columns ``names``; a mark with nothing above becomes empty."""
    above: dict[str, str] = {}
    for row in rows:
        for name in names:
            if is_ditto(row.get(name, "")):
                row[name] = above.get(name, "")
        above = row

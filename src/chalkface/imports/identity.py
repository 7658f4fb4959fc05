"""Remarks on identifiers: what is well formed but fails its check is kept and pointed out."""

from collections.abc import Callable, Sequence

from chalkface.core.identifiers import uln_check_passes, upn_check_passes
from chalkface.imports.parsed import Row

LISTED = 10


def check_notes(rows: Sequence[Row]) -> list[str]:
    """One note for UPNs and one for ULNs that fail their check, with file and row numbers but never the number itself."""
    return [*_failing(rows, "upn", "UPN", "check letter", upn_check_passes),
            *_failing(rows, "uln", "ULN", "check digit", uln_check_passes)]


def _failing(rows: Sequence[Row], column: str, name: str, part: str, passes: Callable[[str], bool]) -> list[str]:
    failing = [row for row in rows if (number := row.values.get(column)) and not passes(str(number))]
    if not failing:
        return []
    listed = ", ".join(str(row.number) for row in failing[:LISTED]) + (" …" if len(failing) > LISTED else "")
    return [f"{failing[0].file}: {len(failing)} {name}s fail their {part} and may be mistyped; they are kept as they are "
            f"(rows {listed})."]

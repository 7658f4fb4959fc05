"""What an import hands to the operations: plain rows under exchange names, and what storing them came to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol


class Line(Protocol):
    """A row with its place in its file and its values under exchange names."""

    file: str
    number: int
    values: dict[str, object]


class Reference(Protocol):
    """A cell that points to a record which its files do not hold."""

    file: str
    row: int
    column: str
    value: str
    table: str


class PublishedLine(Protocol):
    """A line of a published table, cells as received."""

    line: int
    urn: str
    laestab: str
    level: str
    area_code: str
    name: str
    time_period: str
    filters: dict[str, str]
    cells: dict[str, str]


class Published(Protocol):
    """A published table."""

    kind: str
    title: str
    edition: str
    rows: Sequence[PublishedLine]
    notes: Sequence[str]
    file: str
    headings: Sequence[str]


@dataclass(slots=True)
class Incoming:
    """The rows of one import, ready to be stored.

    A reference to a student is the text of an id, or the number of a student record that was already found.
    ``students`` names the held record of each row of ``tables["students"]`` (None: a new student). ``left_on`` sets the
    leaving day of held students (None: they came back). ``empty_erases``: an empty cell means "not known" rather than
    "leave what is held". ``only_if_new`` are columns (of any table) that never change a held record; of tables in
    ``leave_changed`` a record that somebody changed here stays as it is. ``exported_at`` is what an exchange manifest said.
    """

    tables: Mapping[str, Sequence[Line]] = field(default_factory=dict)
    students: Sequence[int | None] = ()
    left_on: Mapping[int, date | None] = field(default_factory=dict)
    empty_erases: bool = False
    only_if_new: frozenset[str] = frozenset()
    leave_changed: frozenset[str] = frozenset()
    exported_at: str = ""
    published: Sequence[Published] = ()

    @property
    def size(self) -> int:
        """How many rows there are to store."""
        return sum(map(len, self.tables.values())) + sum(len(table.rows) for table in self.published)


SHOWN = 200


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that cannot be stored, and the sentence that says why."""

    file: str
    row: int
    column: str
    value: str
    reason: str

    def as_json(self) -> dict[str, object]:
        """The five keys of a refused row; a very long value is cut."""
        value = self.value if len(self.value) <= SHOWN else self.value[:SHOWN] + "…"
        return {"file": self.file, "row": self.row, "column": self.column, "value": value, "reason": self.reason}


def unknown_reference(file: str, row: int, column: str, value: str, table: str) -> Problem:
    """The refusal of a row that points to a record which neither the files nor the school hold."""
    shown = value if len(value) <= SHOWN else value[:SHOWN] + "…"
    return Problem(file, row, column, value, f"No record in {table}.csv has the {column} “{shown}”, and the school holds "
                                             f"none. Correct the id, or send that record too.")  # fmt: skip


@dataclass(slots=True)
class Change:
    """What undoing needs: ids and marks of created rows by table, and [id, before, after] of changed rows.

    ``exported_at`` is what an export repeated before the import, and ``version`` the school's data version after it: while
    nothing has changed since, taking the import back lets an export repeat it again.
    """

    created: dict[str, tuple[list[int], list[int]]] = field(default_factory=dict)
    updated: dict[str, list[tuple[int, dict, dict]]] = field(default_factory=dict)
    published: list[int] = field(default_factory=list)
    exported_at: str = ""
    version: int = 0

    def __bool__(self) -> bool:
        return bool(self.created or self.updated or self.published)


@dataclass(slots=True)
class Stored:
    """What storing came to, by exchange table."""

    created: dict[str, int] = field(default_factory=dict)
    updated: dict[str, int] = field(default_factory=dict)
    unchanged: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    change: Change = field(default_factory=Change)


class RowsRefused(Exception):
    """Rows turned out not to fit while they were being stored; nothing was."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{len(problems)} rows do not fit")
        self.problems = list(problems)

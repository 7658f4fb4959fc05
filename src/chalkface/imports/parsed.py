"""What a format hands on: typed rows under exchange names, every refusal, and what a person should know.

Nothing here touches a database. ``Parsed.tables`` is keyed by exchange file stem (``students``, ``enrolments``, …) and the
values of a row carry exchange column names. A column that the file does not have is absent from ``values`` ("not held");
an empty cell is ``""`` for text and ``None`` for everything else ("not known").
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from chalkface.core.years import academic_year_of

SHOWN = 200


@dataclass(frozen=True, slots=True)
class Received:
    """A file as it came. ``name`` may carry folders with forward slashes; ``content`` is never changed."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Options:
    """What the person said when importing.

    ``day`` is today; ``academic_year`` is the year of lists without dates (default: the year of ``day``);
    ``remembered`` maps a school's own headings to exchange columns, as a person once chose them.
    """

    day: date
    academic_year: int | None = None
    remembered: Mapping[str, str] = field(default_factory=dict)

    @property
    def year(self) -> int:
        """The academic year that a list without dates is for."""
        return self.academic_year if self.academic_year is not None else academic_year_of(self.day)


@dataclass(slots=True)
class Row:
    """One accepted record: the file, its row number there (the first row is 1) and typed values."""

    file: str
    number: int
    values: dict[str, object]


@dataclass(frozen=True, slots=True)
class Bad:
    """A refused row: where it is, the cell, and a sentence. ``row`` 0 is the file as a whole."""

    file: str
    row: int
    column: str
    value: str
    reason: str

    def as_json(self) -> dict[str, object]:
        """The five keys that the command line promises; a very long value is cut."""
        return {"file": self.file, "row": self.row, "column": self.column, "value": shown(self.value),
                "reason": self.reason}


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A reference that the files do not answer: the school may hold it. ``table`` is an exchange file stem."""

    file: str
    row: int
    column: str
    value: str
    table: str

    def refusal(self) -> Bad:
        """The refusal to report when the school does not hold it either."""
        return Bad(self.file, self.row, self.column, self.value,
                   f"No record in {self.table}.csv has the {self.column} “{shown(self.value)}”, and the school holds "
                   f"none. Correct the id, or send that record too.")


@dataclass(frozen=True, slots=True)
class NameReference:
    """A student named in words, to be matched with candidates later: never by the name alone."""

    text: str
    form: str = ""
    year_group: int | None = None
    date_of_birth: date | None = None
    email: str = ""
    local_id: str = ""


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """A line of a published table, its cells exactly as received (``c``, ``low``, ``SUPP`` … are kept)."""

    line: int
    urn: str
    laestab: str
    level: str
    area_code: str
    name: str
    time_period: str
    filters: dict[str, str]
    cells: dict[str, str]


@dataclass(slots=True)
class PublishedTable:
    """A published file: its kind, title and edition, its rows, its name, and the headings of its figures in order."""

    kind: str
    title: str
    edition: str
    rows: list[PublishedRow]
    notes: list[str] = field(default_factory=list)
    file: str = ""
    headings: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Parsed:
    """All that was read from the files of one import.

    ``format`` is the code of the format; ``rows_received`` counts non-blank data rows, refused ones too;
    ``full_list`` says that a student who is absent has left; ``academic_year`` is the year of a list without dates;
    ``only_if_new`` names columns, such as guesses, that may fill in a new record but never change one already held;
    ``leave_changed`` names tables of which a record that was changed here since stays as it is;
    ``headings`` tells, by file, how the columns are headed there, so that a refusal names what stands in the file;
    ``product`` is the product that a student list comes from (``sims``, ``arbor`` …); ``written_by`` the URN of the school that
    wrote a portable record.
    """

    format: str
    tables: dict[str, list[Row]] = field(default_factory=dict)
    refused: list[Bad] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    rows_received: int = 0
    school_urn: str | None = None
    school_laestab: str | None = None
    full_list: bool = False
    academic_year: int | None = None
    unresolved: list[Unresolved] = field(default_factory=list)
    published: list[PublishedTable] = field(default_factory=list)
    only_if_new: frozenset[str] = frozenset()
    leave_changed: frozenset[str] = frozenset()
    product: str = ""
    written_by: str = ""
    headings: dict[str, dict[str, str]] = field(default_factory=dict)

    def heading_of(self, file: str, *columns: str) -> str:
        """How the first of these columns that a file has is headed there; the first as it is called here when it has none."""
        headings = self.headings.get(file, {})
        return next((headings[column] for column in columns if column in headings), columns[0])


def shown(value: object) -> str:
    """A value short enough to stand in a sentence."""
    text = str(value)
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"

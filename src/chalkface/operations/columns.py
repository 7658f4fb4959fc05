"""Rows turned into columns and made ready for the database: references found, lengths checked, the missing left out.

Column by column, because a thousand rows of twenty cells are twenty quick passes and not twenty thousand small steps.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import repeat
from operator import itemgetter

from django.db import models

from chalkface.operations.incoming import Line, Problem, unknown_reference
from chalkface.operations.kept import Kept

ABSENT = object()
LARGEST = 2**31 - 1


def _whole(value: object) -> object:
    if isinstance(value, str):
        return int(value) if value else None
    return value


class Columns:
    """The columns that the rows of one table carry. ``values[name]`` has one entry for each row; ``ABSENT`` marks a cell
    that the row does not carry. ``bad`` are indexes of rows that cannot be stored."""

    def __init__(self, kept: Kept, rows: Sequence[Line]) -> None:
        self.kept = kept
        self.rows = rows
        self.bad: set[int] = set()
        self.problems: list[Problem] = []
        known = (*kept.columns, *kept.code_lists)
        records = [row.values for row in rows]
        layouts = set(map(tuple, records))
        if len(layouts) == 1:
            carried = set(next(iter(layouts)))
            self.names = [name for name in known if kept.source(name) in carried]
            pick = itemgetter(*map(kept.source, self.names), kept.source(self.names[0]))  # one more, so that it is a tuple
            self.values = dict(zip(self.names, map(list, zip(*map(pick, records), strict=True)), strict=False))
        else:
            carried = set().union(*layouts)
            self.names = [name for name in known if kept.source(name) in carried]
            self.values = {name: [record.get(kept.source(name), ABSENT) for record in records] for name in self.names}

    def find_references(self, ids: Callable[[str], Mapping[str, int]]) -> None:
        """Replace the text of ids by numbers of records; -1 stands for a row that is itself refused."""
        for name, table in self.kept.references.items():
            if name not in self.values:
                continue
            known = ids(table)
            found: list[object] = []
            for index, value in enumerate(self.values[name]):
                if isinstance(value, str):
                    pk = known.get(value) if value else None
                    if value and pk is None:
                        self._refuse_reference(index, name, value, table)
                    elif pk == -1:
                        self.bad.add(index)
                    found.append(pk)
                else:
                    found.append(value)
            self.values[name] = found

    def check(self) -> None:
        """Bring cells to the kind of their column and refuse what the database could not hold."""
        for name in self.names:
            if name in self.kept.code_lists:
                self.values[name] = [value if value is ABSENT else tuple(value or ()) for value in self.values[name]]
                continue
            field, values = self.kept.field(name), self.values[name]
            if isinstance(field, models.CharField | models.TextField):
                self._check_text(name, field, values)
            elif isinstance(field, models.IntegerField):
                self._check_whole(name, field, values)
            if not (field.null or field.blank):
                self._check_filled(name)

    def _check_text(self, name: str, field: models.Field, values: list) -> None:
        if ABSENT in values or None in values:
            values = self.values[name] = ["" if value is None else value for value in values]
        limit = field.max_length
        if limit is None:
            return
        texts = [value for value in values if value is not ABSENT]
        if texts and max(map(len, texts)) > limit:
            for index, value in enumerate(values):
                if value is not ABSENT and len(value) > limit:
                    long = f"The cell holds {len(value):,} characters; the most that is kept is {limit:,}."
                    self.refuse(index, name, value, long)

    def _check_whole(self, name: str, field: models.Field, values: list) -> None:
        if any(isinstance(value, str) for value in values):
            values = self.values[name] = [_whole(value) for value in values]
        if allowed := self.kept.allowed.get(name):
            for index, value in enumerate(values):
                if isinstance(value, int) and value not in allowed:
                    self.refuse(index, name, str(value), f"This must be one of {', '.join(map(str, allowed))}.")
        largest = 32_767 if isinstance(field, models.SmallIntegerField) else LARGEST
        for index, value in enumerate(values):
            if isinstance(value, int) and not -largest <= value <= largest:
                self.refuse(index, name, str(value), "The number is too large to be meant.")

    def _check_filled(self, name: str) -> None:
        values = self.values[name]
        if None in values or "" in values:
            for index, value in enumerate(values):
                if value is None or (isinstance(value, str) and not value):
                    self.refuse(index, name, "", "This cell must be filled in.")

    def _refuse_reference(self, index: int, name: str, value: str, table: str) -> None:
        if index not in self.bad:
            self.bad.add(index)
            row = self.rows[index]
            self.problems.append(unknown_reference(row.file, row.number, name, value, table))

    def refuse(self, index: int, name: str, value: str, reason: str) -> None:
        """Note why a row cannot be stored; only its first reason is kept."""
        if index not in self.bad:
            self.bad.add(index)
            row = self.rows[index]
            column = "hours" if name == "hours_e4" else self.kept.source(name)
            self.problems.append(Problem(row.file, row.number, column, value, reason))

    def default(self, name: str) -> object:
        """What a new row holds in a column that its file does not have."""
        if name in self.kept.code_lists:
            return ()
        field = self.kept.field(name)
        return field.get_default() if not field.null else None

    def fill(self) -> None:
        """Put what a new row would hold where only some rows lack a column: rows without a key are compared whole."""
        for name, values in self.values.items():
            if ABSENT in values:
                default = self.default(name)
                self.values[name] = [default if value is ABSENT else value for value in values]

    def whole(self, names: Sequence[str], indexes: Sequence[int]) -> list[list[object]]:
        """The columns ``names`` of the rows ``indexes``, defaults filled in: what new rows are made of."""
        columns = []
        for name in names:
            default = self.default(name)
            if name in self.values:
                values = self.values[name]
                columns.append([default if (value := values[index]) is ABSENT else value for index in indexes])
            else:
                columns.append(list(repeat(default, len(indexes))))
        return columns

    def tuples(self, names: Sequence[str]) -> list[tuple[object, ...]]:
        """One tuple of the columns ``names`` for each row, absent cells as defaults where the whole column is absent."""
        columns = [self.values[name] if name in self.values else repeat(self.default(name), len(self.rows)) for name in names]
        return list(zip(*columns, strict=True)) if columns else [()] * len(self.rows)

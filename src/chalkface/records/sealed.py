"""Rows with a sealed column, and the plain values in it, which a row gives as if each were a column of its own.

``student.pupil_premium`` reads and writes; the database can be asked for none of it: a filter, a list of values or an update
that names a part is an error. What asks of many rows opens them all at once (``opened_values``; of students
``queries/opened_groups.py``).
"""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache

from django.db import models

from chalkface.records.sealing import NoKey, is_text_under_first, lock_text, unlock_text

BLOCK = 64  # the sealed form is as long as so many letters, or a multiple: its length tells little of what is in it


class Part(property):
    """One plain value in the sealed column of a row. ``kind`` is the column that it would be if it were not sealed."""

    def __init__(self, kind: models.Field) -> None:
        super().__init__(self._read, self._write)
        self.kind = kind

    def __set_name__(self, owner: type, name: str) -> None:
        self.kind.set_attributes_from_name(name)

    def _read(self, row: "Sealed") -> object:
        return row.opened()[self.kind.name]

    def _write(self, row: "Sealed", value: object) -> None:
        held = row.opened()
        if held[self.kind.name] != value:
            held[self.kind.name] = value
            row.is_reopened = True


class SealedColumn(models.TextField):
    """Seals the parts of its row whenever the row is written."""

    def pre_save(self, model_instance: "Sealed", add: bool) -> str:
        model_instance.seal_again()
        return super().pre_save(model_instance, add)


class Sealed(models.Model):
    """A record with ``Part``s in a sealed column. ``sealed_by`` names the columns that, with the table and the school, bind
    what is sealed to this row and to no other (to this student's rows, where it is the student alone). ``is_always_sealed``
    seals also where nothing is known, lest an empty column tell that."""

    sealed_by: tuple[str, ...] = ("pk",)
    is_always_sealed = False
    is_reopened = False
    is_saving = False
    _opened: dict[str, object] | None = None
    _opened_for = ""

    sealed = SealedColumn(blank=True, default="")

    class Meta:
        abstract = True

    @classmethod
    def seal_name(cls, school_id: int, *known_by: object) -> str:
        """What a row is bound to, by its school and its values of ``sealed_by``."""
        return ":".join(map(str, (cls._meta.db_table, school_id, *known_by)))

    @classmethod
    def parts_in(cls, sealed: str, school_id: int, *known_by: object) -> dict[str, object]:
        """The parts of a row that was read as values, by name. Raises as ``unlock`` does."""
        return open_parts(cls, sealed, about=cls.seal_name(school_id, *known_by))

    @property
    def own_seal_name(self) -> str:
        """The same of this row."""
        return self.seal_name(self.school_id, *self._known_by)

    @property
    def _known_by(self) -> list[object]:
        return [getattr(self, name) for name in self.sealed_by]

    @property
    def is_under_first(self) -> bool:
        """Whether the first key sealed what there is."""
        return is_text_under_first(self.sealed) if self.sealed else not self.is_always_sealed

    @classmethod
    def from_db(cls, db, field_names, values):
        row = super().from_db(db, field_names, values)
        if "school_id" in row.__dict__ and all(name == "pk" or name in row.__dict__ for name in cls.sealed_by):
            row._opened_for = row.own_seal_name  # what it was sealed for, whatever it is called before it is opened
        return row

    def opened(self) -> dict[str, object]:
        """The parts by name, opened once. Raises ``Refused`` when no key opens them, or they are another row's."""
        if self._opened is None:
            sealed, name = self.sealed, self._opened_for or self.own_seal_name
            self._opened, self._opened_for = open_parts(type(self), sealed, about=name), name
        return self._opened

    def seal_again(self) -> None:
        """Bring the sealed column up to date: when a part has changed, what the row is known by, or the first key."""
        is_renamed = bool(self.sealed and self._opened_for) and self._opened_for != self.own_seal_name
        # Who read a row before it was resealed must not bring the older key back by writing it.
        if self.is_reopened or is_renamed or not self.is_under_first:
            if None in self._known_by:
                if not self.is_saving:
                    raise ValueError(f"{type(self).__name__} is sealed by a number that it does not have yet: save one by one")
                return  # a new row that is known by its number: ``save`` comes again when it has one
            if not (self.is_reopened or is_renamed or self._opens()):
                return  # nothing of it changes: it stays as it is until its key is found
            held, self._opened_for, self.is_reopened = self.opened(), self.own_seal_name, False
            self.sealed = seal_parts(type(self), held, about=self._opened_for)

    def _opens(self) -> bool:
        try:
            self.opened()
        except NoKey:
            return False
        return True

    def save(self, *args, **kwargs) -> None:
        self.is_saving = True
        try:
            super().save(*args, **kwargs)
            if self.is_reopened and not kwargs.get("update_fields"):
                super().save(update_fields=["sealed"], using=kwargs.get("using"))
        finally:
            self.is_saving = False

    def refresh_from_db(self, using=None, fields=None, **kwargs) -> None:
        super().refresh_from_db(using=using, fields=fields, **kwargs)
        if fields is None or "sealed" in fields:  # a column that was left out comes this way too
            self._opened, self.is_reopened, self._opened_for = None, False, ""


@cache
def parts_of(model: type[models.Model]) -> Mapping[str, models.Field]:
    """The parts that a record keeps sealed, by name, in the order in which they are sealed."""
    return {name: one.kind for name, one in vars(model).items() if isinstance(one, Part)}


def fields_of(model: type[models.Model]) -> list[models.Field]:
    """Every field of a record as its reader knows it: its columns, and what it keeps sealed."""
    return [*model._meta.concrete_fields, *parts_of(model).values()]


def empty(model: type[models.Model]) -> dict[str, object]:
    """The parts of a row of which nothing is known."""
    return {name: kind.get_default() for name, kind in parts_of(model).items()}


def seal_parts(model: type[models.Model], values: Mapping[str, object], *, about: str) -> str:
    """The sealed form of the parts; "" where nothing is known, and nothing must be told by that."""
    if values == empty(model) and not model.is_always_sealed:
        return ""
    held = [values[name] for name in parts_of(model)]
    written = json.dumps(held, ensure_ascii=False, separators=(",", ":"), default=date.isoformat)
    return lock_text(written + " " * (-len(written.encode()) % BLOCK), about=about)


def open_parts(model: type[models.Model], sealed: str, *, about: str) -> dict[str, object]:
    """The parts of a sealed form. Raises as ``unlock`` does."""
    return dict(zip(parts_of(model), _opened(model, sealed, about), strict=True))


def _opened(model: type[models.Model], sealed: str, about: str) -> list[object]:
    """The same without their names, in their order: what is done for thousands of rows."""
    if not sealed:
        return list(empty(model).values())
    held = json.loads(unlock_text(sealed, about=about))
    if len(held) != len(parts_of(model)):  # a part that is new since is at the end
        held += list(empty(model).values())[len(held) :]
    for place in _days(model):
        if held[place]:
            held[place] = date.fromisoformat(held[place])
    return held


@cache
def _days(model: type[models.Model]) -> tuple[int, ...]:
    return tuple(place for place, kind in enumerate(parts_of(model).values()) if isinstance(kind, models.DateField))


def opened_values(rows: models.QuerySet, *names: str) -> Iterator[tuple]:
    """What ``rows.values_list(*names)`` would give if no part were sealed; each row is opened. Raises as ``unlock`` does."""
    model, parts = rows.model, list(parts_of(rows.model))
    if not set(parts) & set(names):
        yield from rows.values_list(*names)
        return
    known_by = len(model.sealed_by) + 2
    columns = ["sealed", "school_id", *model.sealed_by]
    columns += [name for name in dict.fromkeys(names) if name not in parts and name not in columns]
    places = [len(columns) + parts.index(name) if name in parts else columns.index(name) for name in names]
    for row in rows.values_list(*columns):
        whole = (*row, *_opened(model, row[0], model.seal_name(*row[1:known_by])))
        yield tuple(whole[place] for place in places)

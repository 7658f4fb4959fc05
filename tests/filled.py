"""Rows as their readers know them, for tests that fill every text of a school or search for it: what is sealed is opened."""

from collections.abc import Mapping

from django.db import models

from chalkface.records.sealed import Sealed, SealedColumn, fields_of


def readable(model: type[models.Model] | models.Model) -> list[models.Field]:
    """The fields of a record with what it keeps sealed, without the column in which that lies."""
    of = model if isinstance(model, type) else type(model)
    return [field for field in fields_of(of) if not isinstance(field, SealedColumn)]


def write_over(row: models.Model, values: Mapping[str, object]) -> None:
    """Change fields of a row in the database, whatever is sealed among them; ``row`` itself stays as it is."""
    if not isinstance(row, Sealed):
        type(row).objects.filter(pk=row.pk).update(**values)
        return
    held = type(row).objects.get(pk=row.pk)
    for name, value in values.items():
        setattr(held, name, value)
    held.save()

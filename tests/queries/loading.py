"""A whole school from rows of the exchange format straight into the tables: for tests of what is counted, not of imports."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.db import models

from chalkface.operations.kept import KEPT, Kept
from chalkface.records.models import ActivityCode, School
from chalkface.records.tenancy import across_schools, writing

Rows = Mapping[str, Sequence[Mapping[str, str]]]


def load_school(files: Rows, *, urn: str = "999001", slug: str = "loaded") -> School:
    """The school of the exchange rows ``files`` (every cell is text), committed to the test's database."""
    with writing("a test"), across_schools("a test"):
        described = dict(files["school"][0])
        school = School.objects.create(
            urn=urn,
            slug=slug,
            name=described["name"],
            low_year=int(described["low_year"]),
            high_year=int(described["high_year"]),
        )
        ids: dict[str, dict[str, int]] = {}
        for stem, kept in KEPT.items():
            rows = files.get(stem, ())
            made = [_row(kept, school, row, number, ids) for number, row in enumerate(rows, start=1)]
            kept.model.objects.bulk_create(made, batch_size=500)
            if kept.own_id:
                ids[stem] = dict(kept.model.objects.filter(school=school).values_list("key", "pk"))
            for column, name in kept.code_lists.items():
                _codes(school, name, column, rows, ids["activities"])
        return school


def _row(kept: Kept, school: School, row: Mapping[str, str], number: int, ids: dict[str, dict[str, int]]) -> models.Model:
    values: dict[str, object] = {}
    for column in kept.columns:
        cell = row.get("hours" if column == "hours_e4" else kept.source(column), "")
        if column in kept.references:
            values[column] = ids[kept.references[column]][cell] if cell else None
        elif column == "hours_e4":
            values[column] = int(Decimal(cell) * 10_000) if cell else None
        else:
            values[column] = _value(kept.field(column), cell)
    if any(field.name == "position" for field in kept.model._meta.concrete_fields):
        values["position"] = number
    return kept.model(school=school, **values)


def _value(field: models.Field, cell: str) -> object:
    if isinstance(field, models.CharField | models.TextField):
        return cell
    if not cell:
        return None
    if isinstance(field, models.BooleanField):
        return {"true": True, "false": False}[cell]
    return date.fromisoformat(cell) if isinstance(field, models.DateField) else int(cell)


def _codes(school: School, name: str, column: str, rows: Sequence[Mapping[str, str]], activities: dict[str, int]) -> None:
    made = [
        ActivityCode(school=school, activity_id=activities[row["activity_id"]], list=name, code=code, position=place)
        for row in rows
        for place, code in enumerate(filter(None, row[column].split(";")))
    ]
    ActivityCode.objects.bulk_create(made, batch_size=500)

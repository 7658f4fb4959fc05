"""Everything that hangs on a student, found by walking the models: a new table that points at one is reached by itself."""

from collections.abc import Iterable

from django.db import models

from chalkface.records.students import Student
from chalkface.records.tenancy import SchoolOwned


def rows_of_students(school_id: int, students: Iterable[int]) -> dict[type[SchoolOwned], set[int]]:
    """The numbers of all rows that go when these students go, by model; for whoever may read them all."""
    found: dict[type[SchoolOwned], set[int]] = {Student: set(students)}
    waiting: list[tuple[type[SchoolOwned], set[int]]] = [(Student, found[Student])]
    while waiting:
        model, numbers = waiting.pop()
        for relation in model._meta.get_fields(include_hidden=True):
            if not (relation.auto_created and not relation.concrete and relation.one_to_many):
                continue
            user = relation.related_model
            if relation.on_delete is not models.CASCADE or not issubclass(user, SchoolOwned):
                continue
            rows = user.objects.filter(school_id=school_id, **{f"{relation.field.name}__in": numbers}).order_by()
            new = set(rows.values_list("pk", flat=True)) - found.get(user, set())
            if new:
                found.setdefault(user, set()).update(new)
                waiting.append((user, new))
    return found


def student_lookup(model: type[SchoolOwned]) -> str:
    """The lookup of the student that a row is about, also where the wall does not ask for it; "" when it is about none."""
    if model.group_path:
        return f"{model.group_path}_id"
    for field in model._meta.concrete_fields:
        if field.is_relation and field.related_model is Student:
            return field.attname
        if field.is_relation and issubclass(field.related_model, SchoolOwned) and field.related_model.group_path:
            return f"{field.name}__{field.related_model.group_path}_id"
    return ""

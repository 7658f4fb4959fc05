"""Reading and writing rows of the tables an import may write, code lists included."""

from collections.abc import Iterator, Mapping, Sequence
from zlib import crc32

from django.db.models import QuerySet

from chalkface.operations.bulk import IDS, delete_rows, insert_rows, update_rows
from chalkface.operations.kept import Kept
from chalkface.records.models import ActivityCode
from chalkface.records.sealed import opened_values, seal_parts


def mark(values: Sequence[object]) -> int:
    """A short mark of a row's values, by which a later change is noticed; days as ISO text."""
    return crc32(repr(tuple(values)).encode())


def values_of(kept: Kept, rows: QuerySet, names: Sequence[str]) -> Iterator[tuple]:
    """The values of some columns of some rows, as ``values_list`` gives them; what is sealed is opened."""
    yield from opened_values(rows, *names)


def with_sealed(kept: Kept, school_id: int, names: Sequence[str], rows: Sequence[tuple]) -> tuple[list[str], list[tuple]]:
    """The columns and the rows as they are inserted: one sealed column in place of what is kept sealed."""
    if not kept.parts:
        return list(names), list(rows)
    columns = [name for name in names if name not in kept.parts]
    made = []
    for row in rows:
        values = dict(zip(names, row, strict=True))
        about = kept.model.seal_name(school_id, *(values[name] for name in kept.model.sealed_by))
        parts = {name: values[name] for name in kept.parts}
        made.append((*(values[name] for name in columns), seal_parts(kept.model, parts, about=about)))
    return [*columns, "sealed"], made


def _resealed(kept: Kept, school_id: int, values: Mapping[int, Mapping[str, object]]) -> dict[int, dict[str, object]]:
    """Changes of rows with what is sealed among them opened, changed and sealed again."""
    changed = {pk: dict(after) for pk, after in values.items()}
    opened = [pk for pk, after in values.items() if not kept.parts.keys().isdisjoint(after)]
    for start in range(0, len(opened), IDS):
        rows = kept.model.objects.filter(school_id=school_id, pk__in=opened[start : start + IDS]).order_by()
        for pk, sealed, *known_by in rows.values_list("pk", "sealed", *kept.model.sealed_by):
            after, parts = changed[pk], kept.model.parts_in(sealed, school_id, *known_by)
            parts.update((name, after.pop(name)) for name in kept.parts if name in after)
            after["sealed"] = seal_parts(kept.model, parts, about=kept.model.seal_name(school_id, *known_by))
    return changed


def held_codes(kept: Kept, activity_ids: Sequence[int] | None = None) -> dict[int, dict[str, tuple[str, ...]]]:
    """The code lists of activities: {activity: {exchange column: codes in order}}."""
    column_of = {code: column for column, code in kept.code_lists.items()}
    rows = ActivityCode.objects.order_by("activity_id", "list", "position")
    if activity_ids is not None:
        rows = rows.filter(activity_id__in=activity_ids)
    lists: dict[int, dict[str, tuple[str, ...]]] = {}
    for activity, code_list, code in rows.values_list("activity_id", "list", "code"):
        if code_list in column_of:
            mine = lists.setdefault(activity, {})
            mine[column_of[code_list]] = (*mine.get(column_of[code_list], ()), code)
    return lists


def put(kept: Kept, school_id: int, values: Mapping[int, Mapping[str, object]], batch_id: int | None) -> None:
    """Set some columns of some rows, and whose import they are now: {id: {column: value}}, days as ISO text."""
    layouts: dict[tuple[str, ...], list[tuple[int, tuple]]] = {}
    codes: dict[str, list[tuple[int, Sequence[str]]]] = {}
    for pk, after in _resealed(kept, school_id, values).items():
        names = tuple(name for name in after if name not in kept.code_lists)
        layouts.setdefault(names, []).append((pk, (*(after[name] for name in names), batch_id)))
        for name in after.keys() & kept.code_lists.keys():
            codes.setdefault(name, []).append((pk, after[name]))
    for names, rows in layouts.items():
        update_rows(kept.model, school_id, [*names, "batch_id"], rows)
    for name, lists in codes.items():
        ActivityCode.objects.filter(activity_id__in=[pk for pk, _ in lists], list=kept.code_lists[name]).delete()
    write_codes(kept, school_id, codes)


def write_codes(kept: Kept, school_id: int, lists: Mapping[str, Sequence[tuple[int, Sequence[str]]]]) -> None:
    """Insert code lists: {exchange column: [(activity, codes)]}."""
    rows = [
        (school_id, pk, kept.code_lists[name], code, position)
        for name, activities in lists.items()
        for pk, codes in activities
        for position, code in enumerate(codes)
    ]
    insert_rows(ActivityCode, ["school_id", "activity_id", "list", "code", "position"], rows)


def delete_created(kept: Kept, school_id: int, pks: Sequence[int]) -> None:
    """Delete rows of a table with their code lists."""
    if kept.code_lists:
        delete_rows(ActivityCode, school_id, pks, "activity_id")
    delete_rows(kept.model, school_id, pks)

"""Reading and writing rows of the tables an import may write, code lists included."""

from collections.abc import Mapping, Sequence
from zlib import crc32

from chalkface.operations.bulk import delete_rows, insert_rows, update_rows
from chalkface.operations.kept import Kept
from chalkface.records.models import ActivityCode


def mark(values: Sequence[object]) -> int:
    """A short mark of a row's values, by which a later change is noticed; days as ISO text."""
    return crc32(repr(tuple(values)).encode())


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
    for pk, after in values.items():
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

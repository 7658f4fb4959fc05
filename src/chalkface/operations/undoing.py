"""Taking an import back: created rows removed, changed rows as they were, and nobody's later work touched."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from zlib import compress, decompress

from django.db import models

from chalkface.operations.bulk import plain
from chalkface.operations.incoming import Change
from chalkface.operations.kept import KEPT, Kept
from chalkface.operations.kept_history import changed_here, remember_rows
from chalkface.operations.kept_rows import delete_created, held_codes, mark, put, values_of
from chalkface.records.models import ActivityCode, PublishedFile, School

LISTED = 5


def pack(change: Change) -> bytes:
    """A change in few bytes; ids that follow each other are kept as runs."""
    created = {stem: [_runs(pks), marks] for stem, (pks, marks) in change.created.items()}
    whole = {"created": created, "updated": change.updated, "published": change.published,
             "exported_at": change.exported_at, "version": change.version}  # fmt: skip
    return compress(json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode(), 6)


def unpack(content: bytes) -> Change:
    """What ``pack`` packed; nothing from nothing."""
    if not content:
        return Change()
    whole = json.loads(decompress(bytes(content)))
    created = {
        stem: ([pk for first, last in runs for pk in range(first, last + 1)], marks)
        for stem, (runs, marks) in whole["created"].items()
    }
    updated = {stem: [(pk, before, after) for pk, before, after in rows] for stem, rows in whole["updated"].items()}
    return Change(created, updated, whole["published"], whole.get("exported_at", ""), whole.get("version", 0))


def _runs(pks: Iterable[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for pk in pks:
        if runs and runs[-1][1] == pk - 1:
            runs[-1][1] = pk
        else:
            runs.append([pk, pk])
    return runs


@dataclass(slots=True)
class Conflicts:
    """Rows of an import that later work has touched, by table, and the later imports that did."""

    changed: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    used: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    imports: set[int] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.changed or self.used)

    @property
    def sentence(self) -> str:
        """What stands in the way, in words; ids but no names."""
        parts = [f"{_listed(stem, keys)} changed since" for stem, keys in self.changed.items()]
        parts += [f"{_listed(stem, keys)} used by newer records" for stem, keys in self.used.items()]
        later = ", ".join(map(str, sorted(self.imports)))
        way = f" Take back the later import {later} first." if later else " Change those records back, or remove them, first."
        return "This import cannot be taken back without losing later work: " + "; ".join(parts) + "." + way


def _listed(stem: str, keys: Sequence[str]) -> str:
    named = [key for key in keys if key][:LISTED]
    ids = f" ({', '.join(named)}{' …' if len(keys) > len(named) else ''})" if named else ""
    return f"{len(keys)} of {stem.replace('_', ' ')}{ids}"


def find_conflicts(change: Change, batch_id: int, school_id: int) -> Conflicts:
    """Later changes to the rows of an import, and newer rows that point at those it created."""
    conflicts = Conflicts()
    created = {KEPT[stem].model: set(pks) for stem, (pks, _) in change.created.items()}
    for stem, (pks, marks) in change.created.items():
        kept = KEPT[stem]
        expected = dict(zip(pks, marks, strict=True))
        names = (*kept.columns, *kept.code_lists)
        # A student's own word, or a day on which something was done, is no column of a file and yet somebody's later work.
        touched = changed_here(kept, pks) if kept.has_history and kept.model.group_path is not None else set()
        for pk, batch, key, values in _now(kept, pks, names):
            if pk in touched or (mark(values) != expected[pk] and _without(kept, names, values) != expected[pk]):
                _add(conflicts.changed[stem], key, conflicts, batch, batch_id)
        _find_users(kept, created, conflicts, batch_id)
    for stem, rows in change.updated.items():
        if stem == "school":
            held = School.objects.filter(pk=school_id).values().get()
            if any(held[name] not in (after[name], before[name]) for _, before, after in rows for name in after):
                conflicts.changed[stem].append("")
            continue
        kept = KEPT[stem]
        named = {name for _, before, _ in rows for name in before}
        names = [name for name in (*kept.columns, "position", *kept.code_lists) if name in named]
        expected = {pk: (before, after) for pk, before, after in rows}
        for pk, batch, key, values in _now(kept, list(expected), names):
            before, after = expected[pk]
            now = dict(zip(names, values, strict=True))
            if any(_json(now[name]) not in (after[name], before[name]) for name in after):
                _add(conflicts.changed[stem], key, conflicts, batch, batch_id)
    return conflicts


def _add(keys: list[str], key: str, conflicts: Conflicts, batch: int | None, own: int) -> None:
    keys.append(key)
    if batch is not None and batch != own:
        conflicts.imports.add(batch)


def _without(kept: Kept, names: Sequence[str], values: Sequence[object]) -> int:
    """The mark that an import from before the columns aside were read has kept."""
    return mark([value for name, value in zip(names, values, strict=True) if name not in kept.aside])


def _json(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _now(kept: Kept, pks: Sequence[int], names: Sequence[str]) -> Iterable[tuple[int, int | None, str, tuple]]:
    """(id, batch, key, values of ``names`` with days as ISO text) of the rows as they are now; code lists come last."""
    wanted = set(pks)
    plain_names = [name for name in names if name not in kept.code_lists]
    lists = [name for name in names if name in kept.code_lists]
    codes = held_codes(kept) if lists else {}
    own = "key" if kept.own_id else "pk"
    for pk, batch, key, *values in values_of(kept, kept.model.objects.order_by(), ("pk", "batch_id", own, *plain_names)):
        if pk in wanted:
            mine = codes.get(pk, {})
            yield pk, batch, key if kept.own_id else "", (*map(plain, values), *(mine.get(name, ()) for name in lists))


def _find_users(kept: Kept, created: dict[type[models.Model], set[int]], conflicts: Conflicts, batch_id: int) -> None:
    pks = created[kept.model]
    for relation in kept.model._meta.get_fields(include_hidden=True):
        user = relation.related_model
        if not (relation.one_to_many and relation.auto_created) or user is ActivityCode:
            continue
        pointing = relation.field.attname
        has_batch = any(field.name == "batch" for field in user._meta.fields)
        mine = created.get(user, set())
        used: dict[int, int | None] = {}
        for pk, target, batch in user.objects.order_by().values_list("pk", pointing, "batch_id" if has_batch else "pk"):
            if target in pks and pk not in mine:
                used[target] = batch if has_batch else None
        if used:
            keys = dict(kept.model.objects.values_list("pk", "key")) if kept.own_id else {}
            for target, batch in used.items():
                _add(conflicts.used[kept.stem], keys.get(target, ""), conflicts, batch, batch_id)


def take_back(change: Change, school_id: int) -> tuple[int, int]:
    """Remove what was created and restore what was changed; returns how many of each. Conflicts were looked for before."""
    removed = restored = 0
    for kept in reversed(KEPT.values()):
        if kept.stem in change.created:
            pks = change.created[kept.stem][0]
            delete_created(kept, school_id, pks)
            removed += len(pks)
        if kept.stem in change.updated:
            before = {pk: earlier for pk, earlier, _ in change.updated[kept.stem]}
            put(kept, school_id, before, None)
            if kept.has_history:
                back = {pk: (now, earlier) for pk, earlier, now in change.updated[kept.stem]}
                remember_rows(kept, school_id, back, "undo_import")
            restored += len(before)
    for _, earlier, _ in change.updated.get("school", ()):
        School.objects.filter(pk=school_id).update(**earlier)
        restored += 1
    if change.published:
        PublishedFile.objects.filter(pk__in=change.published).delete()
        removed += len(change.published)
    return removed, restored

"""Storing the rows of an import: what is new is inserted, what differs is updated, the rest is left alone.

A column that the rows do not carry is never touched. The same rows a second time change nothing.
"""

from collections.abc import Callable, Mapping, Sequence

from django.db import models
from django.db.models import Max

from chalkface.operations.bulk import count_up, ids_of_batch, insert_rows, plain
from chalkface.operations.columns import ABSENT, Columns
from chalkface.operations.incoming import Incoming, Line, Problem, Stored
from chalkface.operations.kept import KEPT, SCHOOL_COLUMNS, Kept
from chalkface.operations.kept_history import changed_here, remember_rows
from chalkface.operations.kept_rows import held_codes, mark, put, values_of, with_sealed, write_codes
from chalkface.records.models import School

Progress = Callable[[int, int], None]
# Below this many different first keys, only the held rows that could match are read.
FEW = 400
# A column that is made from others when a row is inserted.
SEALED = ("sealed",)
# From this many new rows on, the database is told that a table has grown.
MANY = 500


class Storing:
    """One import being stored in the school whose scope is open, inside an operation's transaction."""

    def __init__(self, school_id: int, batch_id: int, incoming: Incoming, progress: Progress | None = None) -> None:
        self.school_id = school_id
        self.batch_id = batch_id
        self.incoming = incoming
        self.progress = progress
        self.outcome = Stored()
        self._own: dict[str, dict[str, int]] = {}
        self._ids: dict[str, Mapping[str, int]] = {}
        self._done = 0

    def run(self) -> Stored:
        """Store every table in the order in which they refer to each other."""
        for stem, kept in KEPT.items():
            rows = self.incoming.tables.get(stem, ())
            if rows or (stem == "students" and self.incoming.left_on):
                _Table(self, kept, rows).store()
        if rows := self.incoming.tables.get("school"):
            self._school(rows[0])
        count_up([KEPT[stem].model for stem, count in self.outcome.created.items() if count > MANY])
        return self.outcome

    def ids(self, stem: str) -> Mapping[str, int]:
        """Text of an id to the number of its record: the ids of this import's own rows first, then those held."""
        if stem not in self._ids:
            held = dict(KEPT[stem].model.objects.values_list("key", "pk"))
            self._ids[stem] = held | self._own.get(stem, {})
        return self._ids[stem]

    def remember(self, stem: str, own: Mapping[str, int]) -> None:
        """The ids that this import's rows gave themselves, which may differ from the key that is held."""
        self._own.setdefault(stem, {}).update(own)
        self._ids.pop(stem, None)

    def stored(self, count: int) -> None:
        """Tell the progress callback about ``count`` more rows."""
        self._done += count
        if self.progress is not None:
            self.progress(self._done, self.incoming.size)

    def _school(self, row: Line) -> None:
        held = School.objects.filter(pk=self.school_id).values(*SCHOOL_COLUMNS).get()
        new = {name: row.values[name] for name in SCHOOL_COLUMNS if name in row.values}
        if not new.get("kind"):
            new.pop("kind", None)  # a school always has a kind; "not known" leaves it
        for name in new:
            limit = School._meta.get_field(name).max_length
            if limit is not None and len(str(new[name])) > limit:
                long = f"The cell holds more than the {limit} characters that are kept."
                self.outcome.problems.append(Problem(row.file, row.number, name, str(new[name]), long))
                return
        after = {name: value for name, value in new.items() if value != held[name]}
        count = self.outcome.updated if after else self.outcome.unchanged
        count["school"] = 1
        if after:
            School.objects.filter(pk=self.school_id).update(**after)
            self.outcome.change.updated["school"] = [(self.school_id, {name: held[name] for name in after}, after)]


class _Table:
    """One table of one import."""

    def __init__(self, storing: Storing, kept: Kept, rows: Sequence[Line]) -> None:
        self.storing = storing
        self.kept = kept
        self.rows = rows
        self.pks: list[int | None] = [None] * len(rows)
        self.changes: dict[int, tuple[dict, dict]] = {}
        self.new: list[int] = []
        self.repeats: list[tuple[int, int]] = []
        self.same = 0

    def store(self) -> None:
        if self.rows:
            self.columns = Columns(self.kept, self.rows)
            self.columns.find_references(self.storing.ids)
            self.columns.check()
            self._compare()
            self._insert()
            for index, first in self.repeats:
                self.pks[index] = self.pks[first]
            if not self.kept.key:
                self._order()
        if self.kept.stem == "students":
            self._leavers()
        self._update()
        if self.rows and self.kept.own_id:
            self._remember()
        outcome, stem = self.storing.outcome, self.kept.stem
        outcome.created[stem] = len(self.new)
        outcome.updated[stem] = len(self.changes)
        outcome.unchanged[stem] = self.same
        if self.rows:
            outcome.problems += self.columns.problems
            self.storing.stored(len(self.rows) - len(self.new))

    # -- what is new, what differs --

    def _compare(self) -> None:
        columns, kept = self.columns, self.kept
        if not kept.key:
            columns.fill()
        key = kept.key or tuple(name for name in columns.names if name not in kept.aside)
        self.facts = [name for name in columns.names if name not in key]
        only = self.storing.incoming.only_if_new
        self.only_if_new = {name for name in self.facts if name in only or f"{kept.stem}.{name}" in only}
        keys, facts = columns.tuples(key), columns.tuples(self.facts)
        held, by_pk = self._held(key)
        where = self.storing.incoming.students if kept.stem == "students" else None
        seen: dict[object, int] = {}
        for index, (own, new) in enumerate(zip(keys, facts, strict=True)):
            if index in columns.bad:
                continue
            pk = where[index] if where is not None else held.get(own)
            first = seen.setdefault(own if pk is None else pk, index)
            if first != index:
                self._repeated(index, first, facts)
            elif pk is None:
                self.new.append(index)
            else:
                self.pks[index] = pk
                if by_pk[pk] == new or not self._differs(pk, by_pk[pk], new):
                    self.same += 1
        if kept.stem in self.storing.incoming.leave_changed:
            self._leave_changed()

    def _leave_changed(self) -> None:
        left = changed_here(self.kept, self.changes)
        if not left:
            return
        self.changes = {pk: both for pk, both in self.changes.items() if pk not in left}
        self.same += len(left)
        places: dict[str, list[str]] = {}
        for row, pk in zip(self.rows, self.pks, strict=True):
            if pk in left:
                places.setdefault(row.file, []).append(str(row.number))
        what = self.kept.stem.replace("_", " ")
        self.storing.outcome.notes += [
            f"{file}, row {', '.join(dict.fromkeys(rows))}: {what} that were changed here since are left as they are."
            for file, rows in places.items()
        ]

    def _repeated(self, index: int, first: int, facts: Sequence[tuple]) -> None:
        if facts[index] == facts[first]:
            self.same += 1
            self.repeats.append((index, first))
            return
        kept, row = self.kept, self.rows[index]
        what = "student" if kept.stem == "students" else "record"
        key = kept.key or ("student_id",)
        value = ", ".join(str(row.values.get(kept.source(name), "")) for name in key)
        why = f"Row {self.rows[first].number} is about the same {what}, with other details."
        self.columns.refuse(index, key[0], value, why)

    def _held(self, key: Sequence[str]) -> tuple[dict[object, int], dict[int, tuple]]:
        """The held rows that could match: key to number, and number to facts in the order of ``self.facts``."""
        plain_facts = [name for name in self.facts if name not in self.kept.code_lists]
        kept = self.kept
        query = kept.model.objects.order_by()
        if kept.stem == "students":
            held_ids = [pk for pk in self.storing.incoming.students if pk is not None]
            if not held_ids:
                return {}, {}
            query = query.filter(pk__in=held_ids) if len(held_ids) < FEW else query
        else:
            first = set(self.columns.values[key[0]])
            query = query.filter(**{f"{key[0]}__in": first}) if len(first) < FEW else query
        wanted = len(key)
        held, by_pk = {}, {}
        for pk, *values in values_of(kept, query, ("pk", *key, *plain_facts)):
            held.setdefault(tuple(values[:wanted]), pk)
            by_pk[pk] = tuple(values[wanted:])
        if len(plain_facts) < len(self.facts):
            codes = held_codes(kept, list(by_pk) if len(by_pk) < FEW else None)
            lists = self.facts[len(plain_facts) :]
            for pk, values in by_pk.items():
                mine = codes.get(pk, {})
                by_pk[pk] = (*values, *(mine.get(name, ()) for name in lists))
        return held, by_pk

    def _differs(self, pk: int, old: Sequence[object], new: Sequence[object]) -> bool:
        before, after = {}, {}
        erases = self.storing.incoming.empty_erases
        for name, held, value in zip(self.facts, old, new, strict=True):
            if value is ABSENT or value == held or name in self.only_if_new or not (erases or value not in (None, "", ())):
                continue
            before[name], after[name] = plain(held), plain(value)
        if after:
            self.changes[pk] = before, after
        return bool(after)

    def _order(self) -> None:
        """Rows without a key stand in the order of the file among themselves, at the places that they hold together.

        Of equal records in a file the last one counts: a later row outranks an earlier one.
        """
        last = {pk: index for index, pk in enumerate(self.pks) if pk is not None}
        held = self.kept.model.objects.order_by()
        places = dict((held.filter(pk__in=list(last)) if len(last) < FEW else held).values_list("pk", "position"))
        new = {self.pks[index] for index in self.new}
        moved: dict[int, dict] = {}
        before = -1
        for pk, place in zip(sorted(last, key=last.__getitem__), sorted(places[pk] for pk in last), strict=True):
            before = place = max(place, before + 1)
            if place == places[pk]:
                continue
            if pk in new:
                moved[pk] = {"position": place}
                continue
            self.same -= pk not in self.changes
            old, now = self.changes.setdefault(pk, ({}, {}))
            old["position"], now["position"] = places[pk], place
        put(self.kept, self.storing.school_id, moved, self.storing.batch_id)

    def _leavers(self) -> None:
        left_on = self.storing.incoming.left_on
        if not left_on:
            return
        known = {pk for pk in self.pks if pk is not None}
        for pk, held in self.kept.model.objects.filter(pk__in=list(left_on)).values_list("pk", "left_on"):
            if held == left_on[pk]:
                continue
            if pk in known and pk not in self.changes:
                self.same -= 1
            before, after = self.changes.setdefault(pk, ({}, {}))
            before["left_on"], after["left_on"] = plain(held), plain(left_on[pk])

    # -- writing --

    def _insert(self) -> None:
        if not self.new:
            return
        kept, storing = self.kept, self.storing
        facts = self.columns.whole(kept.columns, self.new)
        for position, name in enumerate(kept.columns):
            if isinstance(kept.field(name), models.DateField):
                facts[position] = [None if value is None else value.isoformat() for value in facts[position]]
        codes = self.columns.whole(list(kept.code_lists), self.new)
        named = {kept.field(name).attname for name in kept.columns} | {"id", "school_id", "batch_id", "position", *SEALED}
        others = [field for field in kept.model._meta.concrete_fields if field.attname not in named]
        constants = (storing.school_id, storing.batch_id, *(field.get_default() for field in others))
        rows = list(zip(*facts, strict=True))
        columns, held = with_sealed(kept, storing.school_id, kept.columns, rows)
        names = [*columns, "school_id", "batch_id", *(field.attname for field in others)]
        if kept.key:
            whole = [(*row, *constants) for row in held]
        else:
            last = kept.model.objects.aggregate(last=Max("position"))["last"]
            whole = [(*row, *constants, place) for place, row in enumerate(held, start=0 if last is None else last + 1)]
            names.append("position")
        insert_rows(kept.model, names, whole, storing.stored)
        pks = ids_of_batch(kept.model, storing.school_id, storing.batch_id)
        for index, pk in zip(self.new, pks, strict=True):
            self.pks[index] = pk
        if codes:
            rows = [(*row, *lists) for row, lists in zip(rows, zip(*codes, strict=True), strict=True)]
            lists = {name: [(pk, found) for pk, found in zip(pks, column, strict=True) if found]
                     for name, column in zip(kept.code_lists, codes, strict=True)}  # fmt: skip
            write_codes(kept, storing.school_id, lists)
        storing.outcome.change.created[kept.stem] = pks, list(map(mark, rows))
        if kept.has_history:
            remember_rows(kept, storing.school_id, dict.fromkeys(pks, ({}, {})), "commit_import")

    def _update(self) -> None:
        if not self.changes:
            return
        kept, storing = self.kept, self.storing
        put(kept, storing.school_id, {pk: after for pk, (_, after) in self.changes.items()}, storing.batch_id)
        if kept.has_history:
            remember_rows(kept, storing.school_id, self.changes, "commit_import")
        storing.outcome.change.updated[kept.stem] = [(pk, *both) for pk, both in self.changes.items()]

    def _remember(self) -> None:
        own = self.kept.own_id
        pairs = zip(self.rows, self.pks, strict=True)
        ids = {str(row.values[own]): -1 if pk is None else pk for row, pk in pairs if row.values.get(own)}
        self.storing.remember(self.kept.stem, ids)

"""Imports: received, looked over, rehearsed, committed and taken back. Each is one transaction: all or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.operations.counters import rebuild_counters
from chalkface.operations.incoming import Incoming, Problem, Reference, RowsRefused, Stored, unknown_reference
from chalkface.operations.kept import KEPT
from chalkface.operations.operation import note, operation
from chalkface.operations.published import store_published
from chalkface.operations.storing import Progress, Storing
from chalkface.operations.undoing import find_conflicts, pack, take_back, unpack
from chalkface.records.models import ColumnChoice, ImportBatch, ReceivedFile, School

OPEN = ("received", "matching", "rehearsed", "stopped", "failed")
COUNTED = ("participations", "activities", "guidance_meetings", "enrolments")


class _RolledBack(Exception):
    """Ends the transaction of a rehearsal."""


@operation(needs="commit_import", codes=("format",))
def receive_import(access: Access, *, format: str, files: Sequence[tuple[str, bytes]], academic_year: int | None = None) -> int:
    """Keep the files of one import as they came, compressed; returns the import's number."""
    batch = ImportBatch.objects.create(
        school_id=access.school_id,
        format=format,
        academic_year=academic_year,
        received_on=access.on,
        received_at=timezone.now(),
        by_id=access.account_id,
    )
    ReceivedFile.objects.bulk_create(
        ReceivedFile.of(batch, name, content) for name, content in files
    )
    note(batch=batch.pk, files=len(files))
    return batch.pk


@operation(needs="commit_import", codes=("format",))
def remember_columns(access: Access, *, format: str, choices: Mapping[str, str | None]) -> None:
    """Remember which of a school's own headings is which column, for this format from now on.

    "" is "not used, whatever it looks like"; None forgets the heading, so that it is guessed again.
    """
    kept = {heading[:200]: column for heading, column in choices.items()}
    ColumnChoice.objects.filter(format=format, heading__in=list(kept)).delete()
    ColumnChoice.objects.bulk_create(
        ColumnChoice(school_id=access.school_id, format=format, heading=heading, column=column)
        for heading, column in kept.items()
        if column is not None
    )
    note(headings=len(kept))


@operation(needs="commit_import")
def choose_matches(access: Access, *, batch_id: int, choices: Mapping[str, int]) -> None:
    """Say which student a reference in words means: {reference: number of the student's record; 0 leaves its rows out}."""
    batch = _open_batch(batch_id)
    batch.options = {**batch.options, "matches": {**batch.options.get("matches", {}), **choices}}
    batch.save(update_fields=["sealed"])
    note(choices=len(choices))


@operation(needs="commit_import")
def rehearse_import(
    access: Access,
    *,
    batch_id: int,
    incoming: Incoming | None,
    references: Sequence[Reference] = (),
    report: dict,
    state: str,
    progress: Progress | None = None,
) -> dict:
    """Store everything, look at what it came to, and take all of it back; only the import's own result stays.

    ``incoming`` None: there is nothing to try, because rows were refused already; then ``references`` are the ids to look
    up nevertheless, so that the report names every bad row. Returns the result that was kept.
    """
    batch = _open_batch(batch_id)
    stored = Stored(problems=_unknown(references))
    if incoming is not None:
        try:
            with transaction.atomic():
                stored = _store(access, batch, incoming, progress)
                raise _RolledBack
        except _RolledBack:
            pass
    batch.result = _result(report, stored)
    batch.state = state
    batch.save(update_fields=["sealed", "state"])
    _note_counts(batch.pk, stored)
    note(refused=len(batch.result["refused"]))
    return batch.result


@operation(needs="commit_import")
def commit_import(access: Access, *, batch_id: int, incoming: Incoming, report: dict, progress: Progress | None = None) -> dict:
    """Store everything for good; returns the result that was kept.

    Raises ``RowsRefused`` (nothing is stored) when a row does not fit, ``Refused`` when the import was refused before.
    """
    school = School.objects.select_for_update().get(pk=access.school_id)  # one import of a school at a time
    batch = _open_batch(batch_id)
    if report["refused"] or report["matching"]:
        raise Refused("This import has rows that were refused or not matched, so nothing was imported.")
    stored = _store(access, batch, incoming, progress)
    if stored.problems:
        raise RowsRefused(stored.problems)
    if any(stored.created.get(stem) or stored.updated.get(stem) for stem in COUNTED):
        rebuild_counters(access.school_id)
    batch.result = _result(report, stored)
    batch.state = "committed"
    batch.committed_at = timezone.now()
    stored.change.exported_at = school.exported_at
    stored.change.version = school.data_version + bool(stored.change)
    batch.keep_before(pack(stored.change))
    batch.manifest_exported_at = incoming.exported_at[:40]
    batch.save(update_fields=["sealed", "state", "committed_at", "before", "manifest_exported_at"])
    _mark_school(access.school_id, bool(stored.change), batch.manifest_exported_at)
    _note_counts(batch.pk, stored)
    return batch.result


@operation(needs="commit_import")
def fail_import(access: Access, *, batch_id: int, sentence: str) -> None:
    """Keep why an import could not even be read."""
    batch = _open_batch(batch_id)
    batch.state = "failed"
    batch.result = {**batch.result, "failure": sentence}
    batch.save(update_fields=["state", "sealed"])


@dataclass(frozen=True)
class UndoOutcome:
    """What taking an import back came to."""

    batch: int
    removed: int
    restored: int


@operation(needs="commit_import")
def undo_import(access: Access, *, batch_id: int) -> UndoOutcome:
    """Take an import back. Raises ``Refused`` when it is not there to take back, or when later work stands on it."""
    school = School.objects.select_for_update().get(pk=access.school_id)
    batch = ImportBatch.objects.select_for_update().filter(pk=batch_id).first()
    if batch is None:
        raise Refused(f"There is no import {batch_id} in this school.")
    if batch.state == "undone":
        raise Refused(f"Import {batch_id} has been taken back already.")
    if batch.state != "committed":
        raise Refused(f"Import {batch_id} was never committed, so there is nothing to take back.")
    if batch.result.get("cleared"):
        raise Refused(f"Import {batch_id} is too old to be taken back: what was kept for that has gone.")
    change = unpack(batch.opened_before())
    if conflicts := find_conflicts(change, batch_id, access.school_id):
        raise Refused(conflicts.sentence)
    removed, restored = take_back(change, access.school_id)
    if change:
        rebuild_counters(access.school_id)
    as_left = school.data_version == change.version or school.exported_at == batch.manifest_exported_at != ""
    School.objects.filter(pk=access.school_id).update(
        data_version=F("data_version") + int(bool(change)), exported_at=change.exported_at if as_left else ""
    )
    batch.state = "undone"
    batch.save(update_fields=["state"])
    note(removed=removed, restored=restored)
    return UndoOutcome(batch_id, removed, restored)


def _unknown(references: Sequence[Reference]) -> list[Problem]:
    held = {table: set(KEPT[table].model.objects.values_list("key", flat=True)) for table in {one.table for one in references}}
    return [
        unknown_reference(one.file, one.row, one.column, one.value, one.table)
        for one in references
        if one.value not in held[one.table]
    ]


def _open_batch(batch_id: int) -> ImportBatch:
    batch = ImportBatch.objects.select_for_update().defer("before").filter(pk=batch_id).first()
    if batch is None:
        raise Refused(f"There is no import {batch_id} in this school.")
    if batch.state not in OPEN:
        raise Refused(f"Import {batch_id} is {batch.state} already.")
    return batch


def _store(access: Access, batch: ImportBatch, incoming: Incoming, progress: Progress | None) -> Stored:
    storing = Storing(access.school_id, batch.pk, incoming, progress)
    stored = storing.run()
    store_published(storing, incoming.published)
    return stored


def _mark_school(school_id: int, changed: bool, exported_at: str) -> None:
    """An export repeats what the manifest said until something changes; figures are kept under the data version."""
    if changed:
        School.objects.filter(pk=school_id).update(data_version=F("data_version") + 1, exported_at=exported_at)
    elif exported_at:
        School.objects.filter(pk=school_id).update(exported_at=exported_at)


def _result(report: dict, stored: Stored) -> dict:
    headings = report.get("headings", {})
    refused = [
        row | {"column": headings.get(row["file"], {}).get(row["column"], row["column"])}
        for row in (*report["refused"], *map(Problem.as_json, stored.problems))
    ]
    counts = {} if stored.problems or report["refused"] else {
        "created": stored.created, "updated": stored.updated, "unchanged": stored.unchanged,
    }  # fmt: skip
    rows = len({(row["file"], row["row"]) for row in refused if row["row"]})
    empty = {"created": {}, "updated": {}, "unchanged": {}}
    notes = [*report.get("notes", ()), *stored.notes]
    kept = {name: value for name, value in report.items() if name != "headings"}
    return {**kept, **empty, **counts, "notes": notes, "refused": refused, "accepted": max(0, report["rows"] - rows)}


def _note_counts(batch_id: int, stored: Stored) -> None:
    note(batch=batch_id, created=sum(stored.created.values()), updated=sum(stored.updated.values()))

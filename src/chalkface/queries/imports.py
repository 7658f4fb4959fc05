"""Imports as they stand: the history, and one import in full. Those behind a figure are in ``provenance``."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.cache import cache

from chalkface.core.errors import Refused
from chalkface.records.models import ColumnChoice, Enrolment, ImportBatch, ReceivedFile, Student
from chalkface.records.tenancy import across_schools, open_access


@dataclass(frozen=True)
class ImportLine:
    """One import in a list. ``created`` and ``updated`` are records of all tables together."""

    id: int
    state: str
    format: str
    academic_year: int | None
    received_on: date
    received_at: datetime
    committed_at: datetime | None
    by: str
    files: tuple[str, ...]
    rows: int
    created: int
    updated: int
    refused: int

    @property
    def can_be_undone(self) -> bool:
        """Whether there is something to take back."""
        return self.state == "committed"


@dataclass(frozen=True)
class Candidate:
    """A student who could be meant by a reference in words."""

    student: int
    name: str
    year_group: int | None
    tutor_group: str
    score: int


@dataclass(frozen=True)
class Unmatched:
    """A reference in words that a person has to settle; ``rows`` are (file, row number)."""

    reference: str
    text: str
    form: str
    rows: tuple[tuple[str, int], ...]
    candidates: tuple[Candidate, ...]
    chosen: int | None


@dataclass(frozen=True)
class RefusedRow:
    """A row that cannot be imported."""

    file: str
    row: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True)
class ImportDetail:
    """One import in full. Counts are by exchange table; ``stops`` are (code, sentence)."""

    line: ImportLine
    created: dict[str, int]
    updated: dict[str, int]
    unchanged: dict[str, int]
    accepted: int
    refused: tuple[RefusedRow, ...]
    stops: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    leavers: int
    matching: tuple[Unmatched, ...]
    failure: str


@dataclass(frozen=True)
class StoredImport:
    """What an import needs to be read again: its files as (name, content) and what was said with them."""

    format: str
    academic_year: int | None
    files: list[tuple[str, bytes]]
    matches: dict[str, int] = field(default_factory=dict)


def _line(batch: ImportBatch, files: Iterable[str]) -> ImportLine:
    result = batch.result
    return ImportLine(
        id=batch.pk,
        state=batch.state,
        format=batch.format,
        academic_year=batch.academic_year,
        received_on=batch.received_on,
        received_at=batch.received_at,
        committed_at=batch.committed_at,
        by=(batch.by.name or batch.by.email) if batch.by else "",
        files=tuple(files),
        rows=result.get("rows", 0),
        created=sum(result.get("created", {}).values()),
        updated=sum(result.get("updated", {}).values()),
        refused=len(result.get("refused", ())),
    )


def _lines(batches: Iterable[ImportBatch]) -> list[ImportLine]:
    batches = list(batches)
    names: dict[int, list[str]] = {}
    wanted = [batch.pk for batch in batches]
    for batch, name in ReceivedFile.objects.filter(batch_id__in=wanted).order_by("pk").values_list("batch_id", "name"):
        names.setdefault(batch, []).append(name)
    return [_line(batch, names.get(batch.pk, ())) for batch in batches]


def import_history(limit: int = 50) -> list[ImportLine]:
    """The latest imports of the open school, newest first."""
    return _lines(ImportBatch.objects.defer("before").select_related("by").order_by("-pk")[:limit])


def latest_import() -> date | None:
    """The day on which the newest import of the open school that is in force was received."""
    return ImportBatch.objects.filter(state="committed").order_by("-pk").values_list("received_on", flat=True).first()


def _batch(batch_id: int) -> ImportBatch:
    batch = ImportBatch.objects.defer("before").select_related("by").filter(pk=batch_id).first()
    if batch is None:
        raise Refused(f"There is no import {batch_id} in this school.")
    return batch


def one_import(batch_id: int) -> ImportDetail:
    """One import with all that is known of it. Raises ``Refused`` when there is none with this number."""
    batch = _batch(batch_id)
    result = batch.result
    return ImportDetail(
        line=_lines([batch])[0],
        created=result.get("created", {}),
        updated=result.get("updated", {}),
        unchanged=result.get("unchanged", {}),
        accepted=result.get("accepted", 0),
        refused=tuple(RefusedRow(**row) for row in result.get("refused", ())),
        stops=tuple((stop["code"], stop["sentence"]) for stop in result.get("stops", ())),
        notes=tuple(result.get("notes", ())),
        leavers=result.get("leavers", 0),
        matching=_unmatched(result.get("matching", ()), batch.options.get("matches", {})),
        failure=result.get("failure", ""),
    )


def _unmatched(matching: Iterable[dict], chosen: dict[str, int]) -> tuple[Unmatched, ...]:
    matching = list(matching)
    wanted = {student for one in matching for student, _ in one["candidates"]}
    if not matching:
        return ()
    names = {student.pk: student.name for student in Student.objects.filter(pk__in=wanted)}
    forms: dict[int, tuple[int, str]] = {}
    years = Enrolment.objects.filter(student_id__in=wanted).order_by("academic_year")
    for student, group, tutor in years.values_list("student_id", "year_group", "tutor_group"):
        forms[student] = (group, tutor)
    return tuple(
        Unmatched(
            reference=one["reference"],
            text=one["text"],
            form=one["form"],
            rows=tuple((file, row) for file, row, _ in one["rows"]),
            candidates=tuple(
                Candidate(student, names[student], *forms.get(student, (None, "")), score)
                for student, score in one["candidates"]
                if student in names
            ),
            chosen=chosen.get(one["reference"]),
        )
        for one in matching
    )


def stored_import(batch_id: int) -> StoredImport:
    """The files of an import and what was said with them. Raises ``Refused`` when there is none, or its files were purged."""
    batch = _batch(batch_id)
    files = [
        (row.name, row.opened()) for row in ReceivedFile.objects.filter(batch_id=batch_id).order_by("pk")
    ]
    if not files:
        raise Refused(f"The files of import {batch_id} are no longer kept. Send them again.")
    return StoredImport(batch.format, batch.academic_year, files, batch.options.get("matches", {}))


def remembered_columns(format: str) -> dict[str, str]:
    """The school's own headings and the columns somebody chose for them: {heading: column}; "" is "not used"."""
    return dict(ColumnChoice.objects.filter(format=format).values_list("heading", "column"))


def all_remembered_columns() -> dict[str, dict[str, str]]:
    """What was chosen for the headings of every format: {format: {heading: column}}."""
    chosen: dict[str, dict[str, str]] = {}
    for format, heading, column in ColumnChoice.objects.order_by("pk").values_list("format", "heading", "column"):
        chosen.setdefault(format, {})[heading] = column
    return chosen


def progress_key(school_id: int, batch_id: int) -> str:
    """Where the cache keeps how far an import is; not the database, which is being written to at the time."""
    return f"import-progress-{school_id}-{batch_id}"


def import_progress(batch_id: int) -> tuple[int, int] | None:
    """How far a running import of the open school is, as (rows done, rows in all); None when none is running."""
    access = open_access()
    return cache.get(progress_key(access.school_id, batch_id)) if access and access.school_id else None


def school_of_import(batch_id: int) -> int:
    """The school that an import belongs to: the command line names imports by number alone. Raises ``Refused`` if none."""
    with across_schools("which school an import belongs to"):
        school = ImportBatch.objects.filter(pk=batch_id).values_list("school_id", flat=True).first()
    if school is None:
        raise Refused(f"There is no import {batch_id} on this server.")
    return school

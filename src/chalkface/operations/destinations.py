"""The deeds of destinations: what became of leavers, many on one table or one at a time, and the tries to find out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from chalkface.core.access import Access
from chalkface.core.chain import WAYS, YEAR_GROUP_OF, statuses
from chalkface.core.destination_routes import INTENTION_ONLY
from chalkface.core.errors import FormRefused, Refused
from chalkface.operations.editing import held, remember
from chalkface.operations.intending import check_day, check_student, check_words
from chalkface.operations.operation import note, operation
from chalkface.records.models import Chase, Destination, Enrolment, School

MOST_ROWS = 100
ANYWAY = ("unknown", "moved_away", "deceased", "neet", "custody")  # routes that need no "started"
SAME = ("route", "status", "provider", "level", "source", "confidence")
LONGEST_OUTCOME = 300


@dataclass(frozen=True)
class Entry:
    """One row of the table: a leaver and what is now known. ``seen`` is the record that the row was opened with (0: none)."""

    student_id: int
    seen: int
    route: str
    status: str
    provider: str = ""
    course_level: int | None = None
    source: str = ""
    confidence: str = ""
    on: date | None = None

    def values(self) -> dict[str, object]:
        """The columns of a record."""
        return {
            "route": self.route,
            "status": self.status,
            "provider": self.provider.strip(),
            "level": self.course_level,
            "source": self.source,
            "confidence": self.confidence,
        }


@operation(needs="keep_destinations", changes_figures=True)
def record_destinations(access: Access, *, stage: int, academic_year: int, entries: Sequence[Entry]) -> int:
    """Record what is known of several leavers, all or nothing; how many records that made.

    A row that says what the newest record says already makes none, so that a form sent twice is kept once. Raises
    ``FormRefused`` with a sentence for every row that does not fit (its field is ``<column>-<student>``), also where somebody
    else recorded something about that leaver since the table was opened.
    """
    if len(entries) > MOST_ROWS:
        raise Refused(f"Save at most {MOST_ROWS} leavers at once.")
    School.objects.select_for_update().get(pk=access.school_id)  # one table of a school is saved at a time
    leavers = _leavers(stage, academic_year, [one.student_id for one in entries])
    newest = _newest(stage, academic_year, leavers)
    wrong: list[tuple[str, str]] = []
    fresh = []
    for one in entries:
        found = _wrong(access, one)
        if one.student_id not in leavers:
            found.append(("route", "This student did not leave in that year, or is not there any more."))
        now = newest.get(one.student_id)
        if not found and now is not None and _same(now, one):
            continue
        if not found and (now.pk if now else 0) != one.seen:
            found.append(("route", "Somebody recorded something else about this leaver meanwhile: look, then save again."))
        wrong += [(f"{name}-{one.student_id}", sentence) for name, sentence in found]
        fresh.append(one)
    if wrong:
        raise FormRefused(wrong)
    _write(access, stage, academic_year, fresh)
    note(rows=len(fresh))
    return len(fresh)


@operation(needs="keep_destinations", changes_figures=True)
def record_destination(access: Access, *, stage: int, academic_year: int, entry: Entry) -> int:
    """Record what is known of one leaver; 1, or 0 when the newest record says the same. Raises ``FormRefused`` with plain
    field names."""
    try:
        return record_destinations(access, stage=stage, academic_year=academic_year, entries=[entry])
    except FormRefused as refused:
        raise FormRefused([(field.partition("-")[0], sentence) for field, sentence in refused.errors]) from refused


@operation(needs="keep_destinations", changes_figures=True)
def remove_destination(access: Access, *, destination_id: int, reason: str) -> None:
    """Take out a record that was a mistake, with the reason. Raises ``Refused`` without one."""
    if not reason.strip():
        raise Refused("Say why this record was a mistake.", field="reason")
    row = held(Destination, destination_id, "record")
    remember(access, row, deed="remove_destination", fields={})
    row.delete()


@operation(needs="keep_destinations")
def log_chase(
    access: Access,
    *,
    student_id: int,
    stage: int,
    academic_year: int,
    how: str,
    outcome: str,
    tried_on: date | None = None,
    next_on: date | None = None,
) -> int:
    """Note a try to find out where a leaver is; its number. The same try of the same day sent again is one try."""
    how, outcome = how.strip(), outcome.strip()
    wrong = []
    if how not in WAYS:
        wrong.append(("how", "Choose how it was tried."))
    if not outcome or len(outcome) > LONGEST_OUTCOME:
        wrong.append(("outcome", f"Say what came of it, in at most {LONGEST_OUTCOME} characters."))
    if next_on is not None and next_on < (tried_on or access.on):
        wrong.append(("next_on", "The next try cannot be before this one."))
    if wrong:
        raise FormRefused(wrong)
    check_student(student_id)
    day = check_day(access, tried_on, "tried_on")
    if student_id not in _leavers(stage, academic_year, [student_id]):
        raise Refused("This student did not leave in that year.")
    said = {"student_id": student_id, "stage": stage, "academic_year": academic_year, "tried_on": day}
    row, made = Chase.objects.get_or_create(
        school_id=access.school_id,
        **said,
        how=how,
        outcome=outcome,
        defaults={"next_on": next_on, "tried_by": access.account_id},
    )
    note(chase=row.pk, is_new=made)
    return row.pk


def _wrong(access: Access, one: Entry) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    given = {"route": one.route, "provider": one.provider, "course": "", "level": one.course_level}
    try:
        check_words(**given, source=one.source, confidence=one.confidence)
    except FormRefused as refused:
        found += refused.errors
    if one.route == INTENTION_ONLY:
        found.append(("route", "“Undecided” is an intention, not a destination: choose “Not known”."))
    if one.status not in statuses() and not (one.route in ANYWAY and not one.status):
        found.append(("status", "Say whether this is planned, offered, started, or lasted."))
    if not one.source:
        found.append(("source", "Say who said so."))
    if one.on is not None and one.on > access.on:
        found.append(("on", "This day is still to come."))
    return found


def _leavers(stage: int, academic_year: int, students: Sequence[int]) -> set[int]:
    """Of some students, those who were in the leaving year group in the year before."""
    if stage not in YEAR_GROUP_OF:
        raise Refused("A stage is 16 (after Year 11) or 18 (after Year 13).")
    rows = Enrolment.objects.filter(academic_year=academic_year - 1, year_group=YEAR_GROUP_OF[stage], student_id__in=students)
    return set(rows.values_list("student_id", flat=True))


def _newest(stage: int, academic_year: int, students: set[int]) -> dict[int, Destination]:
    """The record of each leaver that was written last."""
    rows = Destination.objects.filter(stage=stage, academic_year=academic_year, student_id__in=students)
    return {row.student_id: row for row in rows.order_by("position", "pk")}


def _same(row: Destination, one: Entry) -> bool:
    values = one.values()
    return all(getattr(row, name) == values[name] for name in SAME) and (one.on is None or row.recorded_on == one.on)


def _write(access: Access, stage: int, academic_year: int, entries: Sequence[Entry]) -> None:
    last = Destination.objects.aggregate(last=Max("position"))["last"]
    start = 0 if last is None else last + 1
    Destination.objects.bulk_create(
        Destination(
            school_id=access.school_id,
            student_id=one.student_id,
            stage=stage,
            academic_year=academic_year,
            recorded_on=one.on or access.on,
            position=place,
            **one.values(),
        )
        for place, one in enumerate(entries, start)
    )

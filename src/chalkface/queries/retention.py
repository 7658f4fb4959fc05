"""What is due to go: who has left and when, which rule has run out for whom, and who is held."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.apps import apps
from django.db import models
from django.db.models import Count, Max
from django.utils import timezone

from chalkface.core.access import MEMBER_ROLES, Access
from chalkface.core.retention import RULES, Rule, earlier, later
from chalkface.core.years import academic_year_of, last_day
from chalkface.records.models import (
    Enrolment,
    LegalHold,
    Membership,
    RetentionItem,
    RetentionRule,
    RetentionRun,
    School,
    Student,
)
from chalkface.records.student_tables import student_lookup
from chalkface.records.tenancy import SchoolOwned, open_scope

# What a person took off a list comes back on one after so long.
ASKED_AGAIN = timedelta(days=365)


def months_of(school_id: int) -> dict[str, int | None]:
    """How many months each kind of record is kept at the open school: its own rule, else the default."""
    months = {code: rule.months for code, rule in RULES.items()}
    months["destinations"] = 12 * School.objects.values_list("years_after_leaving", flat=True).get(pk=school_id)
    own = dict(RetentionRule.objects.values_list("rule", "months"))
    return {code: own.get(code, kept) for code, kept in months.items()}


def leaving_days(on: date) -> dict[int, date]:
    """The day on which each student left who had left before ``on``. Who was enrolled again after leaving has returned: for
    them, and for those of whom no day is known, it is the end of their last year here."""
    last = dict(Enrolment.objects.order_by().values_list("student_id").annotate(Max("academic_year")))
    found = {}
    for pk, left in Student.objects.order_by().values_list("pk", "left_on"):
        year = last.get(pk)
        if year is not None and (left is None or year > academic_year_of(left)):
            left = last_day(year)
        if left is not None and left < on:
            found[pk] = left
    return found


@dataclass(frozen=True)
class Due:
    """What is due under one rule: ``students`` one by one, or ``rows`` of a table up to a day."""

    rule: Rule
    students: tuple[int, ...] = ()
    table: str = ""
    rows: int = 0


@dataclass(frozen=True)
class Held:
    """Who is not touched, whatever is due."""

    students: frozenset[int]
    kept: frozenset[tuple[str, str, int]]


def held_on(on: date) -> Held:
    """Students under a legal hold, and what a person took off a list within a year."""
    since = timezone.make_aware(datetime.combine(on, time())) - ASKED_AGAIN
    kept = RetentionItem.objects.filter(keep=True, run__done_at__gte=since).values_list("rule", "table", "row")
    return Held(frozenset(LegalHold.in_force(on).values_list("student_id", flat=True)), frozenset(kept))


def due_on(access: Access, on: date) -> list[Due]:
    """Everything that is due on a day and goes from a list that a person looked at; for whoever may read all of it."""
    months, held, left = months_of(access.school_id), held_on(on), leaving_days(on)
    due, whole = [], frozenset()
    kept_whole = {row for code, _, row in held.kept if RULES[code].does == "erase"} if held.kept else set()
    for rule in sorted(RULES.values(), key=lambda one: one.does != "erase"):
        kept = months[rule.code]
        if not rule.is_reviewed or kept is None:
            continue
        if rule.of_leavers:
            students = frozenset(_leavers(rule, kept, left, on)) - held.students - whole - kept_whole
            students = frozenset(one for one in students if (rule.code, "student", one) not in held.kept)
            if rule.does == "erase":
                whole = students
            if found := students & _with_something(rule, students):
                due.append(Due(rule, tuple(sorted(found))))
            continue
        for table in rule.days:
            if (rule.code, table, 0) not in held.kept and (count := dated_rows(rule, table, kept, on, held.students).count()):
                due.append(Due(rule, table=table, rows=count))
    return due


def _leavers(rule: Rule, months: int, left: Mapping[int, date], on: date) -> Iterator[int]:
    for pk, day in left.items():
        begun = last_day(academic_year_of(day)) if rule.clock == "year" else day
        if later(begun, months) < on:
            yield pk


def _with_something(rule: Rule, students: frozenset[int]) -> frozenset[int]:
    """Of some students, those of whom there is anything that this rule is about."""
    if rule.does == "erase":
        return students
    if rule.does == "blank":
        empty = Student()
        rows = Student.objects.filter(pk__in=students)
        return frozenset(one.pk for one in rows if any(getattr(one, name) != getattr(empty, name) for name in rule.fields))
    found: set[int] = set()
    for table in rule.tables:
        rows = model_of(table).objects.filter(student_id__in=students).order_by()
        found.update(rows.values_list("student_id", flat=True))
    return frozenset(found)


def model_of(table: str) -> type[SchoolOwned]:
    """The model of a table of ours. Raises ``KeyError`` for a name that none has."""
    return {model._meta.db_table: model for model in apps.get_app_config("records").get_models()}[table]


def dated_rows(rule: Rule, table: str, months: int, on: date, held: Iterable[int]) -> models.QuerySet:
    """The rows of a table whose own day is so long ago, without those about students who are held."""
    model, lookup = model_of(table), rule.days[table]
    cutoff = earlier(on, months)
    field = model._meta.get_field(lookup.split("__")[0])
    for part in lookup.split("__")[1:]:
        field = field.related_model._meta.get_field(part)
    if isinstance(field, models.DateTimeField):
        rows = model.objects.filter(**{f"{lookup}__lt": timezone.make_aware(datetime.combine(cutoff, time()))})
    else:
        rows = model.objects.filter(**{f"{lookup}__lt": cutoff})
    if (about := student_lookup(model)) and (held := list(held)):
        rows = rows.exclude(**{f"{about}__in": held})
    if model is Membership:  # students and parents go with the student
        rows = rows.filter(role__in=MEMBER_ROLES)
    if model is RetentionRun:
        rows = rows.filter(state="done")
    return rows


def last_done() -> dict[str, int] | None:
    """How many students and dated rows went with the last list that was carried out; None when there was none."""
    run = RetentionRun.objects.filter(state="done").order_by("-done_at", "-pk").first()
    return run.counts.get("went", {}) if run is not None else None


def school_numbers() -> list[int]:
    """Every school of this server."""
    return list(School.objects.order_by("pk").values_list("pk", flat=True))


@dataclass(frozen=True)
class RuleLine:
    """A rule as the school's page shows it."""

    rule: Rule
    months: int | None
    is_own: bool
    because: str
    edition: int


def rule_lines(access: Access) -> list[RuleLine]:
    """Every rule with what holds at the open school."""
    months, own = months_of(access.school_id), {one.rule: one for one in RetentionRule.objects.all()}
    return [
        RuleLine(
            rule, months[code], code in own, own[code].because if code in own else "", own[code].edition if code in own else 0
        )
        for code, rule in RULES.items()
    ]


@dataclass(frozen=True)
class Item:
    """A line of a list."""

    id: int
    title: str
    student: int | None
    name: str
    left: date | None
    keep: bool
    because: str
    rows: int


def runs() -> list[RetentionRun]:
    """The school's lists, the newest first; at most twenty."""
    return list(RetentionRun.objects.order_by("-planned_on", "-pk")[:20])


def run_items(run: RetentionRun, start: int, count: int) -> list[Item]:
    """Some lines of a list, with the names of those who are still there."""
    rows = list(RetentionItem.objects.filter(run=run).order_by("rule", "table", "row")[start : start + count])
    numbers = [row.student_number for row in rows if row.student_number]
    students = {one.pk: one for one in Student.objects.filter(pk__in=numbers)}
    left = leaving_days(run.planned_on) if students else {}
    tables = run.counts.get("tables", {})
    return [
        Item(
            row.pk, RULES[row.rule].title if row.rule in RULES else row.rule, row.student_number,
            _name(students.get(row.student_number)), left.get(row.student_number), row.keep, row.because,
            tables.get(row.table, 0) if row.row == 0 else 0,
        )
        for row in rows
    ]  # fmt: skip


def _name(student: Student | None) -> str:
    if student is None:
        return ""
    forename = student.preferred_forename or student.legal_forename
    return f"{forename} {student.preferred_surname or student.legal_surname}".strip()


def to_go(run: RetentionRun) -> dict[str, int]:
    """How many students and dated rows a list is about, without what was taken off it."""
    items = RetentionItem.objects.filter(run=run, keep=False)
    students = set(items.exclude(student_number=None).order_by().values_list("student_number", flat=True))
    tables = run.counts.get("tables", {})
    dated = items.filter(row=0).values_list("table", flat=True)
    return {"students": len(students), "rows": sum(tables.get(table, 0) for table in dated)}


@dataclass(frozen=True)
class Part:
    """What a list would take under one rule, without what was taken off it."""

    title: str
    goes: str
    students: int
    rows: int


# What becomes of a student's record under a rule, in words.
GOES = {"erase": "all of whose record goes", "blank": "of whom these details go"}


def run_parts(run: RetentionRun) -> list[Part]:
    """A list told rule by rule, so that nobody approves a long one by its first page; in the order of the rules."""
    items = RetentionItem.objects.filter(run=run, keep=False).order_by()
    students = dict(items.exclude(student_number=None).values_list("rule").annotate(Count("student_number", distinct=True)))
    tables = run.counts.get("tables", {})
    rows: dict[str, int] = {}
    for rule, table in items.filter(row=0).values_list("rule", "table"):
        rows[rule] = rows.get(rule, 0) + tables.get(table, 0)
    return [
        Part(rule.title, GOES.get(rule.does, "of whom these records go"), students.get(code, 0), rows.get(code, 0))
        for code, rule in RULES.items()
        if code in students or code in rows
    ]


def holds(on: date) -> list[tuple[LegalHold, str, bool]]:
    """Every hold with the student's name and whether it lasts, those that last first."""
    lasting = set(LegalHold.in_force(on).values_list("pk", flat=True))
    rows = LegalHold.objects.select_related("student").order_by("-starts_on", "-pk")
    return sorted(((one, _name(one.student), one.pk in lasting) for one in rows), key=lambda one: not one[2])


def approved_runs(access: Access) -> list[int]:
    """The lists of a school that are approved and not yet carried out."""
    with open_scope(access):
        return list(RetentionRun.objects.filter(state="approved").order_by("pk").values_list("pk", flat=True))


def run_called(number: int) -> RetentionRun | None:
    """One list of the open school."""
    return RetentionRun.objects.filter(pk=number).first()

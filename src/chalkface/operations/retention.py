"""Retention: a list is planned by night, looked at and approved by a person, and only then carried out."""

from collections.abc import Collection
from datetime import date

from django.utils import timezone

from chalkface.core.access import Access
from chalkface.core.errors import Refused
from chalkface.core.retention import LONGEST, RULES, Rule, brake
from chalkface.core.years import academic_year_of
from chalkface.operations.counters import rebuild_counters
from chalkface.operations.editing import held
from chalkface.operations.erasing import erase
from chalkface.operations.operation import note, operation
from chalkface.operations.viewing import telling_looks_that_go
from chalkface.queries.retention import dated_rows, due_on, held_on, last_done, leaving_days, model_of, months_of, to_go
from chalkface.queries.retiring import totals_now
from chalkface.records.models import (
    Account,
    DestinationTotal,
    LegalHold,
    Membership,
    RetentionItem,
    RetentionRule,
    RetentionRun,
    School,
    Student,
)
from chalkface.records.tenancy import across_schools, open_scope


def _everything(access: Access) -> Access:
    """Who lists and carries out reads all of the school, whatever the person who asked may see of it."""
    return Access(access.school_id, "operator", access.on, access.account_id)


@operation(needs="keep_retention", codes=("rule",))
def set_retention_rule(access: Access, *, rule: str, months: int, because: str = "") -> None:
    """Keep one kind of record for so many months here. Raises ``Refused`` for longer than the default without a reason."""
    found = RULES.get(rule)
    if found is None or found.months is None or found.does == "apart":
        raise Refused("That kind of record has no term that a school sets.")
    if not 0 <= months <= LONGEST:
        raise Refused(f"Give a number of months from 0 to {LONGEST}.", field="months")
    if months > found.months and len(because.strip()) < 10:
        raise Refused("To keep it longer than usual, say why in a sentence: that is what an inspector asks.", field="because")
    if len(because) > 300:
        raise Refused("The reason has at most 300 characters.", field="because")
    if rule == "destinations" and months % 12:
        raise Refused("Destinations go by leaving years: give whole years, such as 36.", field="months")
    kept, is_new = RetentionRule.objects.get_or_create(
        school_id=access.school_id, rule=rule, defaults={"months": months, "because": because.strip()}
    )
    if not is_new:
        kept.months, kept.because, kept.edition = months, because.strip(), kept.edition + 1
        kept.save()
    if rule == "destinations":
        School.objects.filter(pk=access.school_id).update(years_after_leaving=months // 12)


@operation(needs="keep_retention")
def plan_retention(access: Access) -> int | None:
    """List what is due; returns the number of the list, None when nothing is. Nothing goes.

    A list that waits to be looked at is written anew; what somebody took off it stays off.
    """
    old = RetentionRun.objects.filter(state__in=("planned", "approved")).order_by("-pk").first()
    if old is not None and old.state == "approved":
        return old.pk  # it is carried out, or called off, before another is made
    with open_scope(_everything(access)):
        due = due_on(access, access.on)
        students = {one for each in due for one in each.students}
        counts = {
            "students": len(students),
            "rows": sum(each.rows for each in due),
            "rules": {each.rule.code: len(each.students) for each in due if each.students},
            "tables": {each.table: each.rows for each in due if each.rows},
            "of_school": Student.objects.count(),
            "held": len(held_on(access.on).students),
        }
        kept = {}
        if old is not None:
            kept = {(one.rule, one.table, one.row): one.because for one in old.items.filter(keep=True)}
            old.items.all().delete()
        if not due:
            if old is not None:
                old.delete()
            return None
        run = old or RetentionRun(school_id=access.school_id, planned_on=access.on)
        run.planned_on, run.counts = access.on, counts
        run.edition += old is not None
        run.brake = brake(
            students=counts["students"], rows=counts["rows"], of_school=counts["of_school"], last=last_done()
        )
        run.save()
        lines = [(each.rule.code, "student", one, one) for each in due for one in each.students]
        lines += [(each.rule.code, each.table, 0, None) for each in due if each.rows]
        RetentionItem.objects.bulk_create(
            RetentionItem(
                school_id=access.school_id, run=run, rule=rule, table=table, row=row, student_number=student,
                keep=(rule, table, row) in kept, because=kept.get((rule, table, row), ""),
            )
            for rule, table, row, student in lines
        )  # fmt: skip
    note(run=run.pk, students=counts["students"], rows=counts["rows"])
    return run.pk


@operation(needs="keep_retention")
def keep_items(access: Access, *, run_id: int, items: Collection[int], because: str) -> None:
    """Take lines off a list that waits, with a reason; they are asked about again after a year."""
    run = held(RetentionRun, run_id, "list")
    if run.state != "planned":
        raise Refused("This list is approved, done or called off already.")
    if not because.strip() or len(because) > 200:
        raise Refused("Say in a few words why they are kept.", field="because")
    kept = RetentionItem.objects.filter(run=run, pk__in=list(items)).update(keep=True, because=because.strip())
    note(kept=kept)


@operation(needs="keep_retention")
def approve_run(access: Access, *, run_id: int, edition: int, typed: int | None = None) -> None:
    """Let a list be carried out the coming night. When the brake is on, the number of students and records is typed.

    Raises ``Refused`` when the list was written anew since it was looked at.
    """
    run = held(RetentionRun, run_id, "list")
    if run.state != "planned":
        raise Refused("This list is approved, done or called off already.")
    if run.edition != edition:
        raise Refused("The list was written anew since you opened it: look at it again.")
    count = sum(to_go(run).values())
    if run.brake and typed != count:
        raise Refused(f"{run.brake} Type {count} to say that all of it may go.", field="typed")
    run.state, run.approved_by, run.approved_at = "approved", access.account_id, timezone.now()
    run.save()
    note(going=count)


@operation(needs="keep_retention")
def call_off_run(access: Access, *, run_id: int) -> None:
    """Call an approved list off, or leave a planned one; the next night plans anew."""
    run = held(RetentionRun, run_id, "list")
    if run.state not in ("planned", "approved"):
        raise Refused("This list is done or called off already.")
    run.state = "cancelled"
    run.save()


@operation(needs="keep_retention", changes_figures=True)
def carry_out_run(access: Access, *, run_id: int) -> dict[str, int]:
    """Do what an approved list says: of what it lists, all that is still due. Who came back, is held or was kept stays.

    Raises ``Refused`` for a list that nobody approved.
    """
    run = held(RetentionRun, run_id, "list")
    if run.state != "approved":
        raise Refused("Nothing goes from a list that nobody approved.")
    with open_scope(_everything(access)):
        months, today = months_of(access.school_id), access.on
        listed = list(RetentionItem.objects.filter(run=run, keep=False).order_by("pk"))
        still = {}
        for each in due_on(access, min(today, run.planned_on)):
            still[each.rule.code, each.table or "student"] = set(each.students) or {0}
        holding = held_on(today).students
        here = set(Student.objects.values_list("pk", flat=True)) - set(leaving_days(today))
        wanted: dict[tuple[str, str], set[int]] = {}
        for one in listed:
            if one.row in still.get((one.rule, one.table), ()) and one.row not in holding and one.row not in here:
                wanted.setdefault((one.rule, one.table), set()).add(one.row)
        went = {"students": len({row for (_, table), rows in wanted.items() if table == "student" for row in rows}), "rows": 0}
        named = [rows for (rule, _), rows in wanted.items() if rule in ("careers_record", "destinations")]
        _keep_totals(access, {one for rows in named for one in rows})
        with telling_looks_that_go(access.school_id):
            for (code, table), rows in wanted.items():
                went["rows"] += _do(access, RULES[code], table, rows, months[code], run.planned_on, holding)
        rebuild_counters(access.school_id)
        run.state, run.done_at = "done", timezone.now()
        run.counts = {**run.counts, "went": went}
        run.save()
    note(run=run.pk, **went)
    return went


def _do(access: Access, rule: Rule, table: str, rows: set[int], months: int, on: date, holding: Collection[int]) -> int:
    """Carry out one rule for some students, or for a table up to a day; returns how many dated rows went."""
    if rule.does == "erase":
        erase(access.school_id, rows, because="retention", on=access.on)
    elif rule.does == "blank":
        empty = Student()
        for student in Student.objects.filter(pk__in=rows):
            for name in rule.fields:
                setattr(student, name, getattr(empty, name))
            student.save()
    elif table == "student":
        for each in rule.tables:
            model_of(each).objects.filter(student_id__in=rows).delete()
    else:
        going = dated_rows(rule, table, months, on, holding)
        count, accounts = going.count(), set()
        if model_of(table) is Membership:
            accounts = set(going.values_list("account_id", flat=True))
        going.delete()
        _close(accounts)
        return count
    return 0


def _close(accounts: set[int]) -> None:
    """Accounts of staff who belong to no school any more."""
    if not accounts:
        return
    with across_schools("whether the account belongs to another school too"):
        accounts -= set(Membership.objects.filter(account_id__in=accounts).values_list("account_id", flat=True))
    Account.objects.filter(pk__in=accounts).delete()


def _keep_totals(access: Access, students: set[int]) -> None:
    """Before names of leavers go: how many took which route, as anybody may be told it."""
    if not students:
        return
    left = leaving_days(access.on)
    school = School.objects.get(pk=access.school_id)
    for year in sorted({academic_year_of(left[one]) for one in students if one in left}):
        kept = set(DestinationTotal.objects.filter(academic_year=year).values_list("stage", flat=True))
        DestinationTotal.objects.bulk_create(one for one in totals_now(school, year, access.on) if one.stage not in kept)


@operation(needs="keep_retention")
def hold_student(access: Access, *, student_id: int, because: str, until: date | None = None) -> int:
    """Nothing of a student goes until the hold ends or is lifted."""
    if not Student.objects.filter(pk=student_id).exists():
        raise Refused("That student is not there any more.")
    if not because.strip() or len(because) > 300:
        raise Refused("Say in a sentence what the hold is for.", field="because")
    if until is not None and until < access.on:
        raise Refused("The hold would be over already.", field="until")
    if LegalHold.in_force(access.on).filter(student_id=student_id).exists():
        raise Refused("This student is held already.")
    hold = LegalHold.objects.create(
        school_id=access.school_id, student_id=student_id, because=because.strip(), starts_on=access.on, until=until,
        made_by=access.account_id,
    )  # fmt: skip
    return hold.pk


@operation(needs="keep_retention")
def lift_hold(access: Access, *, hold_id: int) -> None:
    """End a hold today: what is due about the student is listed again from the next night."""
    hold = held(LegalHold, hold_id, "hold")
    if hold.lifted_on is not None:
        raise Refused("This hold is lifted already.")
    hold.lifted_on = access.on
    hold.save()



"""The counters on enrolments are what counting afresh gives, after every import and every register."""

import random

import pytest
from django.db import connection

from chalkface.core.errors import NotAllowed, Refused
from chalkface.core.years import academic_year_of
from chalkface.imports.pipeline import import_files
from chalkface.operations.programme import take_register
from chalkface.records.models import Activity, AuditEntry, Enrolment, GuidanceMeeting, Participation, School, Student
from chalkface.records.tenancy import open_scope
from tests.imports.schools import COUNTERS, folder, new_school, operator_of, small_school

KINDS = ("employer_encounter", "workplace_experience", "provider_encounter", "higher_education_visit", "other")
DAYS = ("2024-11-05", "2025-08-31", "2025-09-01", "2026-01-14")


def programme(chance: random.Random) -> dict[str, list[dict]]:
    tables = small_school(students=5)
    tables["enrolments"] += [{**row, "academic_year": "2024", "year_group": "10"} for row in tables["enrolments"][:3]]
    tables["activities"] = [
        {"activity_id": f"A{n}", "title": "T", "kind": chance.choice(KINDS), "starts_on": chance.choice(DAYS)} for n in range(8)
    ]
    tables["participations"] = [
        {"activity_id": f"A{n}", "student_id": f"S{s}", "attended": chance.choice(["true", "false", ""])}
        for n in range(8) for s in range(1, 6) if chance.random() < 0.6
    ]  # fmt: skip
    tables["guidance_meetings"] = [
        {"meeting_id": f"G{n}", "student_id": f"S{chance.randint(1, 5)}", "met_on": chance.choice(DAYS),
         "attended": chance.choice(["true", "false", ""])} for n in range(6)
    ]  # fmt: skip
    return tables


def counted_afresh(access) -> dict[tuple[int, int], tuple[int, ...]]:
    """The definition, row by row."""
    with open_scope(access):
        counts = {key: [0, 0, 0, 0] for key in Enrolment.objects.values_list("student_id", "academic_year")}
        for mark in Participation.objects.filter(attended=True).select_related("activity"):
            own = counts.get((mark.student_id, academic_year_of(mark.activity.starts_on)))
            if own is not None:
                own[0] += 1
                own[1] += mark.activity.kind == "workplace_experience"
                own[2] += mark.activity.kind in ("provider_encounter", "higher_education_visit")
        for meeting in GuidanceMeeting.objects.all():
            own = counts.get((meeting.student_id, academic_year_of(meeting.met_on)))
            if own is not None and meeting.attended is not False:
                own[3] += 1
    return {key: tuple(count) for key, count in counts.items()}


def held(access) -> dict[tuple[int, int], tuple[int, ...]]:
    with open_scope(access):
        rows = Enrolment.objects.values_list("student_id", "academic_year", *COUNTERS)
        return {(student, year): tuple(counts) for student, year, *counts in rows}


@pytest.mark.parametrize("seed", range(5))
def test_after_imports_and_registers(access, seed):
    chance = random.Random(seed)
    import_files(access, folder(programme(chance)))
    assert held(access) == counted_afresh(access) and any(any(counts) for counts in held(access).values())
    import_files(access, folder(programme(chance)))  # the same ids with other kinds, days and marks
    assert held(access) == counted_afresh(access)
    with open_scope(access):
        activities = list(Activity.objects.values_list("pk", flat=True))
        students = list(Student.objects.values_list("pk", flat=True))
    for activity in activities:
        marks = {student: chance.choice([True, False, None]) for student in chance.sample(students, 4)}
        take_register(access, activity_id=activity, attended=marks)
        assert held(access) == counted_afresh(access)


def test_an_enrolment_that_comes_later_counts_what_was_there(access):
    tables = small_school(students=1)
    tables["enrolments"] = []
    tables["activities"] = [{"activity_id": "A1", "title": "T", "kind": "other", "starts_on": "2025-10-01"}]
    tables["participations"] = [{"activity_id": "A1", "student_id": "S1", "attended": "true"}]
    import_files(access, folder(tables))
    import_files(access, folder(small_school(students=1)))
    assert list(held(access).values()) == [(1, 0, 0, 0)]


@pytest.fixture
def two_forms(access):
    """Two tutor groups and one activity: (access of the command line, {key: student}, activity)."""
    tables = small_school(students=4)
    for row in tables["enrolments"][2:]:
        row["tutor_group"] = "11B"
    tables["activities"] = [{"activity_id": "A1", "title": "T", "kind": "workplace_experience", "starts_on": "2025-10-01"}]
    import_files(access, folder(tables))
    with open_scope(access):
        return access, dict(Student.objects.values_list("key", "pk")), Activity.objects.get().pk


def test_a_tutor_marks_only_their_own_group(two_forms):
    access, students, activity = two_forms
    tutor = operator_of(School.objects.get(pk=access.school_id), role="tutor", groups={"11A"})
    assert take_register(tutor, activity_id=activity, attended={students["S1"]: True, students["S2"]: None}) == 2
    with pytest.raises(Refused, match="not in your groups"):
        take_register(tutor, activity_id=activity, attended={students["S1"]: False, students["S3"]: True})
    with open_scope(access):
        assert dict(Participation.objects.values_list("student__key", "attended")) == {"S1": True, "S2": None}
        line = AuditEntry.objects.order_by("-pk").first()
    assert (line.operation, line.about) == ("take_register", {"activity_id": activity, "marks": 2})


def test_a_register_names_who_is_here(two_forms):
    access, students, activity = two_forms
    stranger = operator_of(new_school("100002", "other"))
    with pytest.raises(Refused, match="not in this school's programme"):
        take_register(stranger, activity_id=activity, attended={students["S1"]: True})
    with pytest.raises(Refused, match="not in your groups"):
        take_register(access, activity_id=activity, attended={students["S1"]: True, 999_999: True})
    with pytest.raises(NotAllowed):
        take_register(operator_of(School.objects.get(pk=access.school_id), role="governor"), activity_id=activity, attended={})


def test_the_same_register_again_changes_no_mark_and_no_counter(two_forms):
    access, students, activity = two_forms
    marks = {students["S1"]: True, students["S2"]: False}
    take_register(access, activity_id=activity, attended=marks)
    before = held(access)
    assert take_register(access, activity_id=activity, attended=marks) == 0
    assert held(access) == before == counted_afresh(access)
    assert take_register(access, activity_id=activity, attended={}) == 0


def test_a_register_costs_the_same_few_statements_however_long(two_forms, django_assert_num_queries):
    access, students, activity = two_forms
    held = connection.vendor == "postgresql"  # one message looks at the keys and holds the end of the audit chain
    for marks in ({students["S1"]: True}, dict.fromkeys(students.values(), True)):
        with django_assert_num_queries(8 + 2 + held):  # with the audit line; the end of its chain is read and moved
            take_register(access, activity_id=activity, attended=marks)

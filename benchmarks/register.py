"""A register of thirty with its counters, against the bare insert of thirty rows: the ratio is what counts (at most 1.5).

Run as ``python benchmarks/register.py``; it makes a database of its own in a temporary folder and prints one line. Processor
time, by turns and round by round, so that a busy machine changes neither.
"""

import os
import statistics
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))
os.environ["CHALKFACE_DATA"] = tempfile.mkdtemp(prefix="chalkface-benchmark-")
os.environ.pop("CHALKFACE_DATABASE_URL", None)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chalkface.config.settings")

import django

django.setup()

from django.core.management import call_command
from django.db import transaction

from chalkface.core.access import Access
from chalkface.operations.programme import take_register
from chalkface.records.models import Activity, Enrolment, Participation, School, Student
from chalkface.records.tenancy import open_scope, writing

SIZE, ROUNDS = 30, 200
GOAL = 1.5
DAY = date(2025, 11, 20)


def school() -> tuple[Access, list[int], list[int]]:
    """A school with thirty students and enough activities: (access, student numbers, activity numbers)."""
    call_command("migrate", verbosity=0)
    school = School.objects.create(urn="100001", name="Example", slug="example")
    access = Access(school.pk, "careers_leader", DAY)
    with open_scope(access):
        students = [
            Student.objects.create(school=school, key=str(n), legal_forename="Ann", legal_surname="Example").pk
            for n in range(SIZE)
        ]
        Enrolment.objects.bulk_create(
            Enrolment(school=school, student_id=pk, academic_year=2025, year_group=11, tutor_group="11A") for pk in students
        )
        activities = [
            Activity.objects.create(school=school, key=str(n), title="Fair", kind="provider_encounter", starts_on=DAY).pk
            for n in range(2 * ROUNDS + 10)
        ]
    return access, students, activities


def bare(access: Access, activity: int, students: list[int]) -> None:
    """Thirty rows in one transaction, and nothing else."""
    with open_scope(access), writing("the bare insert"), transaction.atomic():
        Participation.objects.bulk_create(
            Participation(school_id=access.school_id, activity_id=activity, student_id=student, attended=True)
            for student in students
        )


def timed(step, *arguments, **options) -> float:
    """Processor seconds of one call."""
    start = time.process_time()
    step(*arguments, **options)
    return time.process_time() - start


def main() -> None:
    """Time both by turns."""
    with writing("a benchmark's own setting"):
        access, students, activities = school()
    marks = dict.fromkeys(students, True)
    registers, inserts = [], []
    for _ in range(5):
        bare(access, activities.pop(), students)
        take_register(access, activity_id=activities.pop(), attended=marks)
    for _ in range(ROUNDS):
        inserts.append(timed(bare, access, activities.pop(), students))
        registers.append(timed(take_register, access, activity_id=activities.pop(), attended=marks))
    ratio = statistics.median(register / insert for register, insert in zip(registers, inserts, strict=True))
    print(
        f"bare insert of {SIZE}: {statistics.median(inserts) * 1000:.2f} ms; register with counters and audit: "
        f"{statistics.median(registers) * 1000:.2f} ms; ratio {ratio:.2f} (at most {GOAL})"
    )


if __name__ == "__main__":
    main()

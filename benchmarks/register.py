"""A register of thirty with its counters, against the bare insert of thirty rows: the ratio is what counts (at most 1.5).

Run as ``python benchmarks/register.py``; it makes a database of its own in a temporary folder and prints one line.
"""

import os
import statistics
import tempfile
import time
from datetime import date

os.environ["CHALKFACE_DATA"] = tempfile.mkdtemp(prefix="chalkface-benchmark-")
os.environ.pop("CHALKFACE_DATABASE_URL", None)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chalkface.config.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402

from chalkface.core.access import Access  # noqa: E402
from chalkface.operations.programme import take_register  # noqa: E402
from chalkface.records.models import Activity, Enrolment, Participation, School, Student  # noqa: E402
from chalkface.records.tenancy import open_scope, writing  # noqa: E402

SIZE, ROUNDS = 30, 200
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
    """Seconds of one call."""
    start = time.perf_counter()
    step(*arguments, **options)
    return time.perf_counter() - start


def main() -> None:
    """Time both by turns, so that a busy machine slows both alike."""
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
        f"{statistics.median(registers) * 1000:.2f} ms; ratio {ratio:.2f}"
    )


if __name__ == "__main__":
    main()

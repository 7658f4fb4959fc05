"""So many schools of 1,000 students each, with what a year leaves behind, made in a process of its own on the place that the
environment names.

    python -m tests.trust.many_schools <schools>
"""

import sys
from datetime import date

import django

django.setup()

from chalkface.core.access import Access  # noqa: E402 - after the settings are read
from chalkface.jobs.server import ready_database  # noqa: E402 - after Django is set up
from chalkface.records.models import Activity, Enrolment, Participation, School, Student  # noqa: E402 - after Django is set up
from chalkface.records.tenancy import open_scope, writing  # noqa: E402 - after Django is set up

STUDENTS, ACTIVITIES = 1_000, 5
DAY = date(2026, 3, 20)


def fill(number: int) -> None:
    with writing("a test"):
        school = School.objects.create(urn=str(200_000 + number), name=f"Example {number}", slug=f"example-{number}")
    with open_scope(Access(school.pk, "operator", DAY)), writing("a test"):
        students = Student.objects.bulk_create(
            Student(school=school, key=str(n), legal_forename=f"Ann{n}", legal_surname="Example", sex="F", sen_needs="speech")
            for n in range(STUDENTS)
        )
        Enrolment.objects.bulk_create(
            Enrolment(school=school, student=one, academic_year=2025, year_group=9, tutor_group="9A") for one in students
        )
        for key in range(ACTIVITIES):
            activity = Activity.objects.create(
                school=school, key=str(key), title="A visit", kind="employer_encounter", starts_on=date(2025, 11, 5)
            )
            Participation.objects.bulk_create(
                Participation(school=school, activity=activity, student=one, attended=True) for one in students
            )


if __name__ == "__main__":
    ready_database()
    for number in range(int(sys.argv[1])):
        fill(number)

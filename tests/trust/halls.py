"""A hall full of students with an open survey, made in a process of its own on the place that the environment names.

    python -m tests.trust.halls <students>

Says as JSON: the survey's number, and of each student the secret and the code of their slip, and the record's number.
"""

import json
import sys
from datetime import timedelta

import django

django.setup()

from django.utils import timezone  # noqa: E402 - after the settings are read

from chalkface.core.access import Access  # noqa: E402 - after Django is set up
from chalkface.core.links import digest_of  # noqa: E402 - after Django is set up
from chalkface.jobs.server import ready_database  # noqa: E402 - after Django is set up
from chalkface.operations.passes import make_passes  # noqa: E402 - after Django is set up
from chalkface.operations.surveys import open_survey  # noqa: E402 - after Django is set up
from chalkface.records.models import Enrolment, Pass, School, Student  # noqa: E402 - after Django is set up
from chalkface.records.tenancy import open_scope, writing  # noqa: E402 - after Django is set up


def main(many: int) -> dict:
    ready_database()
    today = timezone.localdate()
    with writing("a test"):
        made = School.objects.create(urn="100001", name="Example", slug="example", is_example=True)
    access = Access(made.pk, "careers_leader", today)
    with open_scope(access), writing("a test"):
        students = Student.objects.bulk_create(
            Student(school=made, key=str(n), legal_forename=f"Ann{n}", legal_surname="Example") for n in range(many)
        )
        Enrolment.objects.bulk_create(
            Enrolment(school=made, student=one, academic_year=access.year, year_group=9, tutor_group="9A") for one in students
        )
    survey = open_survey(
        access, questionnaire="younger", year_groups=(9,), opens_on=today, closes_on=today + timedelta(days=7)
    )
    slips = make_passes(access, tutor_group="9A")
    with open_scope(access):
        theirs = dict(Pass.objects.values_list("digest", "student_id"))
    return {
        "survey": survey,
        "tokens": [one.token for one in slips],
        "codes": [one.code for one in slips],
        "students": [theirs[digest_of(one.token)] for one in slips],
    }


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))

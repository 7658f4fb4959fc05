"""Fixtures that every test may use. A thing that CI must have (``CHALKFACE_REQUIRE``) is a failure when absent, not a skip."""

import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

from chalkface.operations.erasures import list_files
from chalkface.queries.keeping import forget
from chalkface.records import models as records
from chalkface.records.tenancy import across_schools, writing
from tests.cast import company
from tests.emptied import trail_is_emptied_too
from tests.least_privilege import served_by_little_privilege

# A slow machine is not a wrong answer: no example has a deadline of its own.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

REPOSITORY = Path(__file__).resolve().parent.parent


def absent(what: str, why: str) -> None:
    """Skip the test for want of ``what``, or fail it where ``CHALKFACE_REQUIRE`` names it."""
    required = os.environ.get("CHALKFACE_REQUIRE", "").split(",")
    if what in required:
        pytest.fail(f"{what} is required here: {why}")
    pytest.skip(why)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of published and synthetic files that lies beside the checkout."""
    folder = Path(os.environ.get("CHALKFACE_SHARED", REPOSITORY.parent / "shared"))
    if not (folder / "data").is_dir():
        absent("shared", "the shared data folder is not beside the checkout")
    return folder


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database, made by its owner and used by the role of little privilege that serves (PostgreSQL)."""
    with django_db_blocker.unblock(), served_by_little_privilege(), trail_is_emptied_too():
        yield


@pytest.fixture(autouse=True)
def nothing_kept():
    """Tests make schools with the same numbers again and again: what was counted for one is not there for the next, and who
    was erased in one is not erased again where the next restores a backup."""
    forget()
    for file in list_files():
        file.unlink(missing_ok=True)


@pytest.fixture
def school_a(db):
    """The school where the play is set, with a person in every role (``tests/cast.py``)."""
    return company("a")


@pytest.fixture
def school_b(db):
    """The other school, of whom nothing may ever be seen."""
    return company("b")


@pytest.fixture
def year_11(school_a):
    """Forty Year 11 students, of whom thirty had a guidance meeting in the autumn; ten have the pupil premium, all met.

    Nobody else is on roll: beside a group of two, that of all others would be hidden too.
    """
    school = school_a.school
    with writing("a test"), across_schools("a test"):
        records.Enrolment.objects.filter(school=school).delete()
        for number in range(40):
            student = records.Student.objects.create(
                school=school, key=f"y{number}", legal_forename="Ash", legal_surname="Sorrel", pupil_premium=number < 10
            )
            records.Enrolment.objects.create(
                school=school, student=student, academic_year=2025, year_group=11, tutor_group="11A"
            )
            if number < 30:
                records.GuidanceMeeting.objects.create(
                    school=school, key=f"y{number}", student=student, met_on=date(2025, 11, 3), adviser_level=6
                )
